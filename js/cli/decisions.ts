/** A file of decisions: records to keep and to drop. The engine validates its content. */

import type { Decisions } from "../types/index.ts";
import { readJson } from "./json-file.ts";

export const readDecisions = async (
	path: string,
	signal: AbortSignal,
): Promise<Decisions> =>
	(await readJson(path, "file of decisions", signal)) as Decisions;
