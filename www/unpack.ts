/**
 * A worker that unpacks the engine: text in, wasm out. It takes 0.2 s, in which the page would not answer.
 *
 * LZMA makes the wasm 29 % smaller than gzip does, and no browser has it. Of lzma1 only the decoder is taken, 3 kB of the
 * package's 14; what the package exports brings the encoder along.
 */

import { Decoder } from "../node_modules/lzma1/lib/decoder.js";
import {
	InputBuffer,
	OutputBuffer,
} from "../node_modules/lzma1/lib/streams.js";

self.onmessage = ({ data }: MessageEvent<string>) => {
	const text = atob(data);
	const packed = new Uint8Array(text.length);
	// Not Uint8Array.from: with a callback it takes several times as long.
	for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
	const wasm = new OutputBuffer();
	new Decoder().decompress(new InputBuffer(packed), wasm);
	postMessage(wasm.toArray());
};
