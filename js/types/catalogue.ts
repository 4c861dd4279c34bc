/** The types of `models` and `rules`. */

import type { Disputed, Hyperparameter } from "../generated/catalogue.ts";

export type * from "../generated/catalogue.ts";

/** Source of a number or statement of the catalogue. */
export type Cited = Omit<Disputed<unknown>, "value">;

/** Range of a hyperparameter in one source. */
export type HyperparameterRange = Pick<
	Hyperparameter,
	"min" | "max" | "default" | "words"
>;
