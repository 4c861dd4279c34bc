/** A task in a separate browser worker, which ends with the task. */

import { perform, type Task } from "../api/file-tasks.ts";
import type { Bench } from "../engine/wasm.ts";
import { aborted, type PlainError, plain, revived } from "../types/error.ts";
import { crash, type Platform, type Role } from "./messages.ts";

type Answer = { value: string } | { error: PlainError };

/** The worker's part. */
export function answer(
	scope: { postMessage(message: unknown): void },
	bench: Bench,
	task: Task,
): void {
	let said: Answer;
	try {
		said = { value: perform(bench, task) };
	} catch (error) {
		said = { error: plain(error) };
	}
	scope.postMessage(said);
}

/** The main thread's part. The task's bytes are transferred to the worker. */
export async function inWorker(
	{ module, spawn }: Platform,
	task: Task,
	signal?: AbortSignal,
): Promise<string> {
	const role: Role = { role: "task", module: await module(), task };
	if (signal?.aborted) throw aborted();
	const worker = spawn();
	let stop = () => {};
	try {
		return await new Promise((resolve, reject) => {
			stop = () => reject(aborted());
			signal?.addEventListener("abort", stop, { once: true });
			worker.onmessage = ({ data }: MessageEvent<Answer>) => {
				if ("value" in data) resolve(data.value);
				else reject(revived(data.error));
			};
			worker.onerror = (event) => {
				event.preventDefault();
				reject(crash(event.message));
			};
			worker.onmessageerror = () =>
				reject(crash("a message could not be read"));
			const buffers = Object.values(task.files).map(
				({ bytes }) => bytes.buffer,
			);
			worker.postMessage(role, [...new Set(buffers)] as ArrayBuffer[]);
		});
	} finally {
		signal?.removeEventListener("abort", stop);
		worker.terminate();
	}
}
