/**
 * A worker that unpacks the engine: text in, wasm out. It takes 0.2 s, in which the page would not answer.
 * LZMA makes the wasm 29 % smaller than gzip does, and no browser has it.
 */

import { unpack } from "./lzma";

self.onmessage = ({ data }: MessageEvent<string>) => {
	const text = atob(data);
	const packed = new Uint8Array(text.length);
	// Not Uint8Array.from: with a callback it takes several times as long.
	for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
	postMessage(unpack(packed));
};
