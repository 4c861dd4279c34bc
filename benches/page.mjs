// Functions of a benchmark that run within the page: they are sent there as text.

/**
 * Counts the page's updates during a run, and measures the longest task of its main thread. The page has no switch for
 * near-duplicates, so the option is set in the message to the coordinator.
 *
 * @param {string} near
 */
export function watchPage(near) {
	const watched = { updates: 0, longest: 0 };
	Object.assign(window, { watched });
	new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries())
			watched.longest = Math.max(watched.longest, duration);
	}).observe({ type: "longtask" });
	new MutationObserver((changes) => {
		if (changes.some(({ target }) => target.nodeName === "PROGRESS"))
			watched.updates += 1;
	}).observe(document, { subtree: true, attributeFilter: ["value"] });
	const post = Worker.prototype.postMessage;
	Worker.prototype.postMessage = function (
		/** @type {any} */ message,
		/** @type {any} */ options,
	) {
		if (message?.role === "lead") message.options.near = near;
		return post.call(this, message, options);
	};
	addEventListener("DOMContentLoaded", () => {
		const input = document.createElement("input");
		Object.assign(input, { type: "file", id: "bench", hidden: true });
		document.body.append(input);
	});
}

/**
 * Milliseconds to read the file in ranges of 8 MiB, each by whichever worker is free.
 *
 * @param {number} count of workers
 */
export async function readRanges(count) {
	const input = document.getElementById("bench");
	const blob = /** @type {HTMLInputElement} */ (input).files?.[0];
	if (!blob) throw new Error("no file was chosen");
	const script = `onmessage = ({ data: { blob, start, end } }) =>
		postMessage(new FileReaderSync().readAsArrayBuffer(blob.slice(start, end)).byteLength);`;
	const url = URL.createObjectURL(new Blob([script]));
	const workers = Array.from({ length: count }, () => new Worker(url));
	/** @param {Worker} worker @param {number} start @param {number} end @returns {Promise<number>} */
	const read = (worker, start, end) =>
		new Promise((resolve, reject) => {
			worker.onmessage = ({ data }) => resolve(data);
			worker.onerror = ({ message }) => reject(new Error(message));
			worker.postMessage({ blob, start, end });
		});
	await Promise.all(workers.map((worker) => read(worker, 0, 1)));
	const begun = performance.now();
	let at = 0;
	let done = 0;
	await Promise.all(
		workers.map(async (worker) => {
			while (at < blob.size) {
				const start = at;
				at = Math.min(start + (8 << 20), blob.size);
				const length = await read(worker, start, at);
				done += length;
			}
		}),
	);
	if (done !== blob.size) throw new Error("not all of it was read");
	for (const worker of workers) worker.terminate();
	return performance.now() - begun;
}

/** Milliseconds from another share for validation to the new split: the median of five. */
export async function followShare() {
	const share = /** @type {HTMLInputElement} */ (
		document.querySelector("#share")
	);
	const line = () => document.querySelector(".accounting-line")?.textContent;
	const took = [];
	for (const value of ["31%", "12%", "44%", "25%", "5%"]) {
		const before = line();
		const begun = performance.now();
		share.value = value;
		for (const type of ["input", "change"])
			share.dispatchEvent(new Event(type, { bubbles: true }));
		while (line() === before) await new Promise((done) => setTimeout(done));
		took.push(performance.now() - begun);
	}
	return took.toSorted((one, other) => one - other)[2];
}

/** Milliseconds from a move of the threshold to the groups that follow it: the median of five. */
export async function followThreshold() {
	const slider = /** @type {HTMLInputElement} */ (
		document.querySelector("#near")
	);
	const isStale = () => document.querySelector("[data-stale]") !== null;
	const frame = () => new Promise((done) => setTimeout(done));
	const took = [];
	for (const value of ["85", "72", "90", "70", "80"]) {
		const begun = performance.now();
		slider.value = value;
		slider.dispatchEvent(new Event("input", { bubbles: true }));
		while (!isStale()) await frame();
		while (isStale()) await frame();
		took.push(performance.now() - begun);
	}
	return took.toSorted((one, other) => one - other)[2];
}

/** Records when the models can be chosen, in milliseconds since the page was requested, and the longest task until then. */
export function watchOpening() {
	Object.assign(window, { longest: 0 });
	const tasks = new PerformanceObserver((list) => {
		for (const { duration } of list.getEntries())
			Object.assign(window, {
				longest: Math.max(/** @type {any} */ (window).longest, duration),
			});
	});
	tasks.observe({ type: "longtask", buffered: true });
	new MutationObserver((_, observer) => {
		if (!document.querySelector("#model optgroup")) return;
		observer.disconnect();
		// The entry of a task is there after it.
		const usable = performance.now();
		setTimeout(() => Object.assign(window, { usable }), 100);
	}).observe(document, { subtree: true, childList: true });
}
