/** The three outputs of a writing pass: order, digests, and that they appear together or not at all. */

import { type Sink, type Sinks, show } from "../io/sink.ts";
import type { Report } from "../types/index.ts";
import type { ChunkOutputs } from "./checker.ts";

export interface Digest {
	update(bytes: Uint8Array): void;
	/** Lowercase hexadecimal. */
	digest(): string;
}

/** Summary of one output, for `Dataset.written`. */
interface WrittenOutput {
	bytes: number;
	sha256: string;
}

type Name = keyof ChunkOutputs;
export type WrittenFiles = Partial<Record<Name, Blob>>;

class Output {
	readonly sink: Sink;
	readonly #digest: Digest;
	#bytes = 0;

	constructor(sink: Sink, digest: Digest) {
		this.sink = sink;
		this.#digest = digest;
	}

	async write(bytes: Uint8Array): Promise<void> {
		if (bytes.length === 0) return;
		this.#digest.update(bytes);
		this.#bytes += bytes.length;
		await this.sink.write(bytes);
	}

	summary(): WrittenOutput {
		return { bytes: this.#bytes, sha256: this.#digest.digest() };
	}
}

export class Outputs {
	readonly #outputs = new Map<Name, Output>();
	readonly #unused: Sink[] = [];
	readonly #reports: NonNullable<Sinks["reports"]>;

	private constructor(reports: Sinks["reports"]) {
		this.#reports = reports ?? [];
	}

	/** @param validation whether the split has a validation part; its sink stays unused otherwise */
	static async open(
		sinks: Sinks,
		validation: boolean,
		digest: () => Digest | Promise<Digest>,
	): Promise<Outputs> {
		const outputs = new Outputs(sinks.reports);
		for (const name of ["train", "validation", "setAside"] as const) {
			const sink = sinks[name];
			if (!sink) continue;
			if (name === "validation" && !validation) outputs.#unused.push(sink);
			else outputs.#outputs.set(name, new Output(sink, await digest()));
		}
		return outputs;
	}

	async write(chunk: ChunkOutputs): Promise<void> {
		for (const [name, output] of this.#outputs) await output.write(chunk[name]);
	}

	/** Everything was written; nothing is shown yet. */
	async finish(): Promise<Partial<Record<Name, WrittenOutput>>> {
		const written: Partial<Record<Name, WrittenOutput>> = {};
		for (const [name, output] of this.#outputs) {
			await output.sink.finish?.();
			written[name] = output.summary();
		}
		return written;
	}

	/** Shows the outputs under their names, and the report on them. */
	async commit(report: Report): Promise<WrittenFiles> {
		// Training data is what no run goes without: it comes last, unless there is a report.
		const names = [...this.#outputs.keys()].reverse();
		const sinks = [...this.#outputs.values()].reverse().map(({ sink }) => sink);
		for (const { sink, text } of this.#reports) {
			await sink.write(new TextEncoder().encode(text(report)));
			await sink.finish?.();
			sinks.push(sink);
		}
		const blobs = await show(sinks, this.#unused);
		for (const sink of this.#unused) await sink.abort();
		const files: WrittenFiles = {};
		for (const [index, name] of names.entries()) {
			const blob = blobs[index];
			if (blob) files[name] = blob;
		}
		return files;
	}

	/** Removes whatever was not shown. */
	async abort(): Promise<void> {
		for (const { sink } of this.#outputs.values()) await sink.abort();
		for (const sink of this.#unused) await sink.abort();
		for (const { sink } of this.#reports) await sink.abort();
	}
}
