/** The catalogue of models and the registry of rules, as the engine gave them when the package was built. */

import * as generated from "../target/registry/registry.js";
import type { ModelInfo, RuleInfo } from "./types.ts";

export const models: readonly ModelInfo[] = generated.models;
export const rules: readonly RuleInfo[] = generated.rules;
export const version: string = generated.version;
