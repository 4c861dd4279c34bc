/** A page that is opened from disk has no origin, and WebKit lets workers of such a page read none of its files. */

export const CANNOT_READ =
	"This browser lets a page that is opened from disk read no files. Open Tuneset at its address instead: nothing leaves this computer there either.";

const PROBE =
	"onmessage = ({ data }) => data.text().then(() => postMessage(true), () => postMessage(false))";

export async function readsFiles(): Promise<boolean> {
	if (self.origin !== "null") return true;
	const script = new Blob([PROBE], { type: "text/javascript" });
	const worker = new Worker(URL.createObjectURL(script));
	const answer = new Promise<boolean>((done) => {
		worker.onmessage = ({ data }) => done(data);
		worker.onerror = () => done(true); // reported by other uses of workers
	});
	worker.postMessage(script);
	return answer.finally(() => worker.terminate());
}
