/** Names of models: those of the catalogue, the ids that AWS gives, and families. */

import type { ModelInfo } from "../types/index.ts";
import { models } from "../types/registry.ts";

/**
 * Returns the id in the catalogue of the model that AWS calls `given`: `amazon.nova-lite-v1:0`, with or without its version and the size of
 * the context behind it, of an inference profile (`us.amazon.…`), or as an ARN. Of several entries for one model, the first: fine-tuning.
 */
export function catalogueId(given: string): string {
	const name = given
		.replace(/^arn:.*\//, "")
		.replace(/^(us|us-gov|eu|apac|jp|au|ca|global)\./, "");
	// The catalogue has some ids without their version, as AWS's pages on jobs do.
	const bare = (id: string) => id.replace(/:\d+k$/, "").replace(/:\d+$/, "");
	const found = models.find(
		({ baseModelId }) =>
			baseModelId !== undefined &&
			["", "-1", "-v1"].some(
				(version) => bare(name) === bare(baseModelId) + version,
			),
	);
	return found?.id ?? given;
}

/** Returns the models whose id has all of `given` among its parts: `nova`, `nova-2`, `rft`. */
export function family(given: string): ModelInfo[] {
	return models.filter(({ id }) => `-${id}-`.includes(`-${given}-`));
}
