/** A session's platform and caller. */

import type { ReadFile } from "../engine/checker.ts";
import type { Sizes } from "../engine/chunks.ts";
import type { Digest } from "../engine/outputs.ts";
import type { RemoteChecker } from "../engine/remote.ts";
import type { Reader } from "../io/source.ts";
import type { PrepareOptions } from "../types/index.ts";
import type { Reading } from "./options.ts";

/** Services of the platform for a session. */
export interface Host {
	sha256(): Digest | Promise<Digest>;
	/** Lets messages and signals in. */
	yieldToEventLoop(): Promise<void>;
	/** A place for the bytes of a stream that will be needed a second time. */
	spool(name: string): Spool;
	/** Only in Node: how a checker of this thread reads a file. */
	readFile?: ReadFile;
	/**
	 * More checkers, when there turns out to be much to do.
	 *
	 * @param count so many in the place of others, unless it is as many as there should be
	 */
	spawnWorkers(count?: number): Promise<RemoteChecker[]>;
}

export interface Spool {
	append(bytes: Uint8Array): void;
	reader(): Reader;
	close(): void;
}

/** Files to compare with are given to the run, which reads them when the input is read; validation files are the last inputs. */
export interface SessionOptions
	extends Omit<PrepareOptions, "against" | "validationFile">,
		Reading {
	/** Keep the bytes of streams for `write`. */
	spool?: boolean;
	/** Sizes at which chunks are cut; tests make them small. */
	sizes?: Partial<Sizes>;
}
