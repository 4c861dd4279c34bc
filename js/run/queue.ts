/** Takes results in the order of their requests, whatever order they arrive in. */
export class OrderedQueue<T> {
	readonly #entries: { done: boolean; take: () => Promise<void> }[] = [];
	readonly #limit: () => number;

	/** @param limit results requested and not taken, which bounds memory */
	constructor(limit: () => number) {
		this.#limit = limit;
	}

	/** Waits while too many are under way. Rejects with the error of a result or of its taking. */
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
