// `cargo fmt` does not see the rules: their modules are declared by a macro. rustfmt is given them by name.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { home } from "./machine.mjs";

/**
 * rustfmt's arguments for the rules.
 *
 * @param {...string} flags such as --check
 */
export function rulesForRustfmt(...flags) {
	const folder = join("src", "lint", "rules");
	const files = readdirSync(join(home, folder)).filter((name) =>
		name.endsWith(".rs"),
	);
	return [
		"--edition",
		"2024",
		...flags,
		...files.map((name) => join(folder, name)),
	];
}
