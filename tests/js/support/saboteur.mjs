// A bug between the engine and the outputs, injected by TUNESET_SABOTAGE: messages to and from workers go
// through here. Loaded before the command with `--import`, or by a test for the package in its own process.

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { MessagePort } from "node:worker_threads";

/** @typedef {{ train: Uint8Array, validation: Uint8Array, setAside: Uint8Array }} Outputs */
/** @typedef {{ id: number, done: { outputs: Outputs, receipt: Uint8Array } }} Reply */
/** @typedef {(reply: Reply) => Reply[]} Tamper */

const LINE_FEED = 10;

/** Bytes of the last line. @param {Uint8Array} bytes */
const lastLine = (bytes) =>
	bytes.subarray(bytes.subarray(0, -1).lastIndexOf(LINE_FEED) + 1);

/** @param {(outputs: Outputs) => Partial<Outputs>} change @returns {Tamper} */
const changing = (change) => (reply) => {
	const { outputs } = reply.done;
	return [
		{
			...reply,
			done: { ...reply.done, outputs: { ...outputs, ...change(outputs) } },
		},
	];
};

/** Holds the first answer until the second is there, and exchanges what `parts` names. @param {("outputs" | "receipt")[]} parts */
function exchanging(...parts) {
	/** @type {Reply[]} */
	const held = [];
	return (/** @type {Reply} */ reply) => {
		if (held.push(reply) !== 2) return held.length < 2 ? [] : [reply];
		const [one, other] = held.map(({ done }) => done);
		for (const part of parts)
			[one[part], other[part]] = /** @type {any} */ ([other[part], one[part]]);
		return held;
	};
}

/** Changes to chunks that were written. @type {Record<string, () => Tamper>} */
const ANSWERS = {
	"a record lost": () =>
		changing(({ train }) => ({
			train: train.subarray(0, train.length - lastLine(train).length),
		})),
	"a record doubled": () =>
		changing(({ train }) => ({
			train: Buffer.concat([train, lastLine(train)]),
		})),
	"two records swapped": () =>
		changing(({ train }) => {
			const last = lastLine(train);
			const rest = train.subarray(0, train.length - last.length);
			return { train: Buffer.concat([last, rest]) };
		}),
	"a byte changed": () =>
		changing(({ validation }) => {
			const bytes = Uint8Array.from(validation);
			bytes[4] ^= 1;
			return { validation: bytes };
		}),
	"a side taken for the other": () =>
		changing(({ train, validation }) => ({
			train: validation,
			validation: train,
		})),
	"what is set aside lost": () =>
		changing(() => ({ setAside: new Uint8Array() })),
	"a chunk in the place of another": () => exchanging("outputs"),
	"two chunks in the wrong order": () => exchanging("outputs", "receipt"),
};

const prototype = MessagePort.prototype;
const { postMessage } = prototype;
const heard = /** @type {PropertyDescriptor} */ (
	Object.getOwnPropertyDescriptor(prototype, "onmessage")
);

/** Plants the bug of that name. Returns a function that takes it out again. @param {string} name */
export function sabotage(name) {
	const tamper = ANSWERS[name]?.();
	/** @type {[MessagePort, any, any][]} */
	const held = [];
	Object.defineProperty(prototype, "onmessage", {
		...heard,
		set(handler) {
			heard.set?.call(this, (/** @type {MessageEvent} */ event) => {
				const isWritten = tamper && event.data.done?.outputs;
				const replies = isWritten ? tamper(event.data) : [event.data];
				for (const data of replies) handler({ data });
			});
		},
	});
	prototype.postMessage = function (message, transfer) {
		const swaps = name === "assignments of another chunk";
		if (!swaps || !message.work?.assignments || held.length === 2)
			return postMessage.call(this, message, transfer);
		if (held.push([this, message, transfer]) < 2) return;
		const [one, other] = held.map(([, { work }]) => work);
		[one.assignments, other.assignments] = [other.assignments, one.assignments];
		for (const [port, ...all] of held) postMessage.apply(port, all);
	};
	return () => {
		Object.defineProperty(prototype, "onmessage", heard);
		prototype.postMessage = postMessage;
	};
}

export const SABOTAGES = [
	...Object.keys(ANSWERS),
	"assignments of another chunk",
];

/** A disk that reports success for data it has not written. */
function loseOnDisk() {
	const { writeSync } = fs;
	let calls = 0;
	const lossy = (/** @type {any[]} */ ...[descriptor, bytes, from]) => {
		calls += descriptor > 2 ? 1 : 0;
		return calls === 2
			? bytes.length - (from ?? 0)
			: writeSync(descriptor, bytes, from);
	};
	Object.assign(fs, { writeSync: lossy });
	syncBuiltinESMExports();
}

const { TUNESET_SABOTAGE } = process.env;
if (TUNESET_SABOTAGE === "bytes lost on the disk") loseOnDisk();
else if (TUNESET_SABOTAGE) sabotage(TUNESET_SABOTAGE);
