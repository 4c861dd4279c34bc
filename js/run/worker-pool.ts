/** The coordinator's own checker and those in other threads, as one pool: jobs of a lost checker go to the others. */

import type { Done, Job, LocalChecker } from "../engine/checker.ts";
import type { RemoteChecker } from "../engine/remote.ts";
import { asTunesetError, type TunesetError } from "../types/error.ts";
import type { Host } from "./host.ts";

/** Number of jobs queued at a remote checker, so that it never idles while an answer travels. */
const AHEAD = 2;

/** A job that has cost so many checkers is done here. */
const MOST_LOSSES = 2;

/** The most replacements of lost checkers in one run: after so many crashes, more would follow. */
const MOST_REPLACED = 8;

export class WorkerPool {
	readonly #local: LocalChecker;
	readonly #host: Pick<Host, "yieldToEventLoop" | "spawnWorkers">;
	#remotes: RemoteChecker[] = [];
	/** Lost, and not replaced yet. */
	#missing = 0;
	#replaced = 0;

	constructor(
		local: LocalChecker,
		host: Pick<Host, "yieldToEventLoop" | "spawnWorkers">,
	) {
		this.#local = local;
		this.#host = host;
	}

	get size(): number {
		return this.#remotes.length + 1;
	}

	join(remotes: RemoteChecker[]): void {
		this.#remotes = remotes;
	}

	/**
	 * Resolves when the job has been handed over; its result is awaited separately. A range's bytes are read or copied before this
	 * returns.
	 */
	async run(job: Job): Promise<{ done: Promise<Done> }> {
		await this.#replaceLost();
		const idlest = this.#idlest();
		const remote = idlest && idlest.busy < AHEAD ? idlest : undefined;
		const done = remote ? this.#there(owned(job), remote) : this.#here(job);
		done.catch(() => {}); // awaited later, when its turn comes
		if (!remote) await this.#host.yieldToEventLoop();
		return { done };
	}

	stop(error: TunesetError): void {
		for (const remote of this.#remotes) remote.fail(error);
	}

	free(): void {
		this.#local.close();
	}

	#idlest(): RemoteChecker | undefined {
		const before = this.#remotes.length;
		this.#remotes = this.#remotes.filter(({ isLost }) => !isLost);
		this.#missing += before - this.#remotes.length;
		return this.#remotes.reduce<RemoteChecker | undefined>(
			(best, one) => (best && best.busy <= one.busy ? best : one),
			undefined,
		);
	}

	async #replaceLost(): Promise<void> {
		this.#idlest();
		const count = Math.min(this.#missing, MOST_REPLACED - this.#replaced);
		this.#missing = 0;
		if (count === 0) return;
		this.#replaced += count;
		this.#remotes.push(...(await this.#host.spawnWorkers(count)));
	}

	async #there(job: Job, remote: RemoteChecker, losses = 1): Promise<Done> {
		try {
			return await remote.run(job);
		} catch (error) {
			const failure = asTunesetError(error);
			// One that has no memory is as good as lost, and none takes its place: fewer of them may get by.
			if (failure.code === "MEMORY") {
				this.#remotes = this.#remotes.filter((other) => other !== remote);
				remote.lose();
			}
			if (!remote.isLost) throw failure;
			const next = losses < MOST_LOSSES ? this.#idlest() : undefined;
			return next ? this.#there(job, next, losses + 1) : this.#here(job);
		}
	}

	async #here(job: Job): Promise<Done> {
		try {
			return this.#local.run(job);
		} catch (error) {
			throw asTunesetError(error);
		}
	}
}

/** Copies the bytes of a range, as the coordinator reuses the buffer. */
function owned(job: Job): Job {
	if (job.range.from !== "bytes") return job;
	return { ...job, range: { ...job.range, bytes: job.range.bytes.slice() } };
}
