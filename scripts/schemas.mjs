// `node scripts/schemas.mjs`: JSON Schemas from the structs in src/, and TypeScript types from these.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "./machine.mjs";
import { optionTable } from "./option-table.mjs";
import { main, run } from "./run.mjs";
import { generatedTypes } from "./schema-types.mjs";
import { ensure, toolPath } from "./toolchain.mjs";

export const generated = join(home, "js", "generated");

/** Returns the files of js/generated/ as they should be, by name. */
export function typeFiles() {
	const files = { ...generatedTypes(), "option-table.ts": optionTable() };
	return Object.entries(files).map(([name, text]) => {
		const formatted = execFileSync(
			"biome",
			["format", `--stdin-file-path=js/generated/${name}`],
			{
				cwd: home,
				input: text,
				encoding: "utf8",
				env: { ...process.env, PATH: toolPath() },
			},
		);
		return { name, text: formatted };
	});
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
	await main(async () => {
		await ensure(["npm"]);
		await run("cargo", ["test", "--quiet", "--lib", "schemas::"], {
			cwd: home,
			env: { TUNESET_WRITE_SCHEMAS: "1" },
		});
		await run("biome", ["format", "--write", "js"], {
			cwd: home,
			env: { PATH: toolPath() },
		});
		for (const { name, text } of typeFiles())
			writeFileSync(join(generated, name), text);
	});
}
