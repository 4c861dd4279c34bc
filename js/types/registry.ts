/** The catalogue of models and the registry of rules, as the engine gave them when the package was built. */

import * as generated from "../../target/registry/registry.js";
import type { ModelInfo, RuleInfo } from "./index.ts";

/** Every model that can be customized on Amazon Bedrock, each number with its source and date. Ended ones stay, marked so. */
export const models: readonly ModelInfo[] = generated.models;
/** Every rule, in the order in which findings are shown. */
export const rules: readonly RuleInfo[] = generated.rules;
/** Of this package: `0.1.0`. */
export const version: string = generated.version;
