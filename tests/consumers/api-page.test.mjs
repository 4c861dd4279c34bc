// docs/api.md: its types are those of the package, and its examples are programs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { apiPage, path } from "../../scripts/api-page.mjs";
import { toolbox, workspace } from "./project.mjs";

const { project, remove } = workspace();
after(remove);

const page = await apiPage(toolbox);

test("docs/api.md says what the types say", () => {
	assert.equal(
		readFileSync(path, "utf8"),
		page,
		"run node scripts/api-page.mjs and commit what it writes",
	);
});

test("every link leads somewhere", () => {
	const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
		title
			.toLowerCase()
			.replace(/[^\w -]/g, "")
			.replaceAll(" ", "-"),
	);
	const anchors = [...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id);
	const ids = new Set([...headings, ...anchors]);
	const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id);
	assert.ok(links.length > 200);
	assert.deepEqual(
		links.filter((id) => !ids.has(id)),
		[],
	);
});

test("functions have parameters, errors and an example that compiles", () => {
	const functions = page
		.split(/^### /m)
		.filter((text) => /^\w+\(\)\n/.test(text));
	assert.equal(functions.length, 8);
	/** @type {Record<string, string>} */
	const programs = {};
	for (const text of functions) {
		const name = text.slice(0, text.indexOf("("));
		assert.match(text, /\n#### Parameters\n/, name);
		assert.match(text, /\n#### Returns\n/, name);
		const example = text.match(
			/\n#### Example\n\n```ts\n(import [\s\S]*?)```/,
		)?.[1];
		assert.ok(example, name);
		programs[`${name}.ts`] = example;
		if (name !== "file") assert.match(text, /\n#### Throws\n/, name);
	}
	const folder = project("examples", {
		...programs,
		"tsconfig.json": JSON.stringify({
			compilerOptions: {
				strict: true,
				noUncheckedIndexedAccess: true,
				noEmit: true,
				target: "ES2022",
				module: "nodenext",
				lib: ["ES2023"],
				types: ["node"],
			},
			files: Object.keys(programs),
		}),
	});
	for (const name of ["@types", "undici-types"])
		symlinkSync(
			join(toolbox, "node_modules", name),
			join(folder, "node_modules", name),
		);
	const tsc = join(toolbox, "node_modules/typescript/bin/tsc");
	const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder], {
		encoding: "utf8",
	});
	assert.equal(stdout, "");
});
