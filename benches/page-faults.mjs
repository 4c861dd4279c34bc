// Injects faults into the page from outside: these functions are sent there as text. Each fault is logged to the console.

/**
 * Counts the workers that check, ends one of them after so many milliseconds, and one more every so often. The page receives
 * the same event as for any worker that ends.
 *
 * @param {{ after: number, every: number, workers: number }} kill
 */
export function killWorkers({ after, every, workers }) {
	// One processor is for the coordinator.
	Object.defineProperty(navigator, "hardwareConcurrency", {
		value: workers + 1,
	});
	/** @type {Worker[]} */
	const checkers = [];
	const { postMessage, terminate } = Worker.prototype;
	const forget = (/** @type {Worker} */ worker) => {
		const at = checkers.indexOf(worker);
		if (at >= 0) checkers.splice(at, 1);
	};
	Worker.prototype.postMessage = function (
		/** @type {any} */ message,
		/** @type {any} */ options,
	) {
		if (message?.role === "checker") checkers.push(this);
		return postMessage.call(this, message, options);
	};
	Worker.prototype.terminate = function () {
		forget(this);
		return terminate.call(this);
	};
	const end = () => {
		const worker = checkers[0];
		if (worker) {
			worker.terminate();
			console.info("fault: kill");
			worker.dispatchEvent(new ErrorEvent("error", { message: "killed" }));
		}
		setTimeout(end, worker ? every : 50);
	};
	setTimeout(end, after);
}

/**
 * Runs in every worker before its own script: after so many bytes a read of a file fails, as it does when a disk is bad.
 *
 * @param {number} after
 */
export function failReading(after) {
	let left = after;
	const failing = (/** @type {Function} */ read) =>
		/** @this {unknown} @param {...any} given */
		function (...given) {
			const blob = given[0] instanceof Blob ? given[0] : this;
			left -= /** @type {Blob} */ (blob).size;
			if (left >= 0) return Reflect.apply(read, this, given);
			console.info("fault: read");
			throw new DOMException(
				"The requested file could not be read.",
				"NotReadableError",
			);
		};
	const { arrayBuffer } = Blob.prototype;
	Blob.prototype.arrayBuffer = async function () {
		return failing(arrayBuffer).call(this);
	};
	/** @type {any} */
	const { FileReaderSync } = globalThis;
	if (FileReaderSync) {
		const { prototype } = FileReaderSync;
		prototype.readAsArrayBuffer = failing(prototype.readAsArrayBuffer);
	}
}

/**
 * Runs in every worker before its own script: there is room for so many bytes in all.
 *
 * @param {number} after
 */
export function fillDisk(after) {
	let room = after;
	/** @type {any} */
	const { FileSystemSyncAccessHandle } = globalThis;
	if (!FileSystemSyncAccessHandle) return;
	const { prototype } = FileSystemSyncAccessHandle;
	const { write } = prototype;
	prototype.write = function (
		/** @type {Uint8Array} */ bytes,
		/** @type {any} */ options,
	) {
		room -= bytes.byteLength;
		if (room >= 0) return write.call(this, bytes, options);
		console.info("fault: write");
		throw new DOMException("Quota reached", "QuotaExceededError");
	};
}

/** A script for the page that has this run first in each of its workers. @param {string} first */
export const inWorkers = (first) => `
	window.Blob = new Proxy(Blob, {
		construct(Blob, [parts = [], options]) {
			const script = /javascript/.test(options?.type) ? [${JSON.stringify(`${first};`)}] : [];
			return new Blob([...script, ...parts], options);
		},
	});`;
