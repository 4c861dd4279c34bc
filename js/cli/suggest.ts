/** "Did you mean": the engine finds the closest name, as for names in options. */

import { loadCatalogue } from "../engine/wasm.ts";
import { wasmModule } from "../node/run.ts";
import type { UnknownName } from "./usage.ts";

/** Returns the end of a sentence about an unknown name. */
export function suggest({
	given,
	known,
	otherwise = ".",
}: UnknownName): string {
	const meant = loadCatalogue(wasmModule()).closest(given, [...known]);
	return meant ? `; did you mean ${meant}?` : otherwise;
}

/** Returns a sentence about the name of a model that Bedrock has and does not customize; nothing for any other. */
export const uncustomized = (given: string): string | undefined =>
	loadCatalogue(wasmModule()).uncustomized(given);
