/** A checker in another thread: `RemoteChecker` here, `serve` there. */

import {
	type PlainError,
	plain,
	revived,
	TunesetError,
} from "../types/error.ts";
import {
	type Done,
	isSame,
	type Job,
	type LocalChecker,
	type Setup,
} from "./checker.ts";

interface Request {
	id: number;
	/** Of the job and of those that follow: sent where it is another one than before. */
	setup?: Setup;
	work: Omit<Job, "setup">;
}

type Reply = { id: number; done: Done } | { id: number; error: PlainError };

/** Answers a `RemoteChecker` at the other end of the port. */
export function serve(port: MessagePort, checker: LocalChecker): void {
	let setup: Setup | undefined;
	port.onmessage = ({ data }: MessageEvent<Request>) => {
		const { id, work } = data;
		setup = data.setup ?? setup;
		try {
			if (!setup) throw new TypeError("a job came before its setup");
			const done = checker.run({ ...work, setup });
			const reply: Reply = { id, done };
			port.postMessage(reply, transferable(done));
		} catch (error) {
			const reply: Reply = { id, error: plain(error) };
			port.postMessage(reply);
		}
	};
}

function transferable(done: Done): ArrayBuffer[] {
	const views =
		"parts" in done
			? done.parts.map((part) => ("report" in part ? part.report : part.record))
			: [...Object.values<Uint8Array>({ ...done.outputs }), done.receipt];
	// Empty outputs may share one buffer, and a buffer can be transferred once only.
	return [...new Set(views.map((view) => view.buffer as ArrayBuffer))];
}

export class RemoteChecker {
	readonly #port: MessagePort;
	readonly #waiting = new Map<
		number,
		{ resolve(done: Done): void; reject(error: TunesetError): void }
	>();
	#lastId = 0;
	/** Sent last. */
	#setup: Setup | undefined;
	#failure: TunesetError | undefined;
	/** Its thread has ended, or does not respond: other checkers must do its jobs. */
	isLost = false;

	constructor(port: MessagePort) {
		this.#port = port;
		port.onmessage = ({ data }: MessageEvent<Reply>) => this.#settle(data);
		port.onmessageerror = () => this.lose();
		// In Node it may be all that still happens once a thread has ended.
		port.addEventListener("close", () => this.lose());
	}

	/** Jobs sent and not answered yet. */
	get busy(): number {
		return this.#waiting.size;
	}

	/** The job's bytes stay here, too: they are needed again if this checker is lost. */
	run({ setup, ...work }: Job): Promise<Done> {
		if (this.#failure) return Promise.reject(this.#failure);
		const id = ++this.#lastId;
		return new Promise((resolve, reject) => {
			const request: Request = { id, work };
			if (!isSame(this.#setup, setup)) request.setup = setup;
			try {
				this.#port.postMessage(request);
				this.#setup = setup;
				this.#waiting.set(id, { resolve, reject });
			} catch (cause) {
				const message = "There is not enough memory to hand work to a worker.";
				reject(new TunesetError("MEMORY", message, { cause }));
			}
		});
	}

	lose(): void {
		this.isLost ||= this.#failure === undefined;
		this.fail(new TunesetError("CRASH", "A worker stopped unexpectedly."));
	}

	/** Rejects everything that waits, and everything to come. */
	fail(error: TunesetError): void {
		this.#failure ??= error;
		for (const { reject } of this.#waiting.values()) reject(this.#failure);
		this.#waiting.clear();
		this.#port.close();
	}

	#settle(reply: Reply): void {
		const waiting = this.#waiting.get(reply.id);
		this.#waiting.delete(reply.id);
		if ("done" in reply) waiting?.resolve(reply.done);
		else waiting?.reject(revived(reply.error));
	}
}
