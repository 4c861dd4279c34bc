/** Takes results in the order in which they were asked for, whatever order they come in. */
export class OrderedQueue<T> {
	readonly #entries: { done: boolean; take: () => Promise<void> }[] = [];
	readonly #limit: () => number;

	/** @param limit results asked for and not taken: what bounds memory */
	constructor(limit: () => number) {
		this.#limit = limit;
	}

	/** Waits while too many are under way. Rejects with what a result or its taking was rejected with. */
	async push(
		result: Promise<T>,
		take: (value: T) => void | Promise<void>,
	): Promise<void> {
		const entry = {
			done: false,
			take: async () => take(await result),
		};
		const settled = () => {
			entry.done = true;
		};
		result.then(settled, settled);
		this.#entries.push(entry);
		await this.#shrink(this.#limit());
	}

	drain(): Promise<void> {
		return this.#shrink(0);
	}

	async #shrink(limit: number): Promise<void> {
		for (;;) {
			const [first] = this.#entries;
			if (!first || (!first.done && this.#entries.length <= limit)) return;
			await first.take();
			this.#entries.shift();
		}
	}
}
