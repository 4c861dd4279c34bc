/** A file of decisions: which records stay, and which are left out. The engine says what is wrong with what it holds. */

import type { Decisions } from "../types/index.ts";
import { readJson } from "./json-file.ts";

export const readDecisions = async (
	path: string,
	signal: AbortSignal,
): Promise<Decisions> =>
	(await readJson(path, "file of decisions", signal)) as Decisions;
