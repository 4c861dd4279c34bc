// The package's types, as two TypeScripts, several ways of resolving and people without the DOM's types see them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { home } from "../../scripts/machine.mjs";
import { toolbox, workspace } from "./project.mjs";

const { project, remove, tarball } = workspace();
after(remove);

const PROGRAM = readFileSync(
	new URL("app/program.ts", import.meta.url),
	"utf8",
);
const IN_NODE =
	'import { file } from "tuneset";\nawait check(file("a.jsonl", "b"));';
const IN_BROWSERS =
	"declare const handle: FileSystemFileHandle;\nawait prepareTo(() => input, { train: handle });";
const REQUIRED = `
import tuneset = require("tuneset");
export const run = (): Promise<tuneset.Report> => tuneset.check(tuneset.file("a.jsonl"));
`;

const STRICT = {
	strict: true,
	noUncheckedIndexedAccess: true,
	exactOptionalPropertyTypes: true,
	noPropertyAccessFromIndexSignature: true,
	skipLibCheck: false,
	noEmit: true,
	target: "ES2022",
	resolveJsonModule: true,
};
const inNode = { lib: ["ES2023"], types: ["node"] };
const inBrowsers = { lib: ["ES2022", "DOM"], types: [] };
const bundled = { module: "esnext", moduleResolution: "bundler" };
const program = (/** @type {string} */ entry, more = "") =>
	PROGRAM.replace('"tuneset"', JSON.stringify(entry)) + more;

/** @type {Record<string, { code: string, options: object, file?: string }>} */
const consumers = {
	"Node, nodenext, without the DOM": {
		code: program("tuneset", IN_NODE),
		options: { ...inNode, module: "nodenext" },
	},
	"Node, nodenext, with the DOM": {
		code: program("tuneset", IN_NODE),
		options: { module: "nodenext", lib: ["ES2023", "DOM"], types: ["node"] },
	},
	"Node, nodenext, required": {
		code: REQUIRED,
		options: { ...inNode, module: "nodenext" },
		file: "main.cts",
	},
	"Node, node16": {
		// Its import takes no attributes yet.
		code: program("tuneset", IN_NODE).replace(/ with \{ type.*\}/, ""),
		options: { ...inNode, module: "node16" },
		file: "main.mts",
	},
	"Node through a bundler": {
		code: program("tuneset", IN_NODE),
		options: { ...inNode, ...bundled, customConditions: ["node"] },
	},
	"Node through a bundler, as most set it up": {
		code: program("tuneset", IN_NODE),
		options: { ...inNode, ...bundled },
	},
	"browsers through a bundler": {
		code: program("tuneset", IN_BROWSERS),
		options: { ...inBrowsers, ...bundled },
	},
	"tuneset/inline through a bundler": {
		code: program("tuneset/inline", IN_BROWSERS),
		options: { ...inBrowsers, ...bundled },
	},
};

const compilers = {
	"TypeScript 7": join(home, "node_modules"),
	"TypeScript 5.9": join(toolbox, "node_modules"),
};

for (const [compiler, modules] of Object.entries(compilers)) {
	for (const [name, { code, options, file = "main.ts" }] of Object.entries(
		consumers,
	)) {
		test(`${compiler}: ${name}`, () => {
			const folder = project(`${compiler} ${name}`.replace(/\W+/g, "-"), {
				[file]: code,
				"tsconfig.json": JSON.stringify({
					compilerOptions: { ...STRICT, ...options },
					files: [file],
				}),
			});
			for (const name of ["@types", "undici-types"])
				symlinkSync(join(modules, name), join(folder, "node_modules", name));
			const tsc = join(modules, "typescript/bin/tsc");
			const { stdout, status } = spawnSync(
				process.execPath,
				[tsc, "-p", folder],
				{ encoding: "utf8" },
			);
			assert.equal(stdout, "");
			assert.equal(status, 0);
		});
	}
}

test("arethetypeswrong has nothing to say", () => {
	const attw = join(
		toolbox,
		"node_modules/@arethetypeswrong/cli/dist/index.js",
	);
	const flags = ["--profile", "esm-only", "--no-color", "--no-emoji"];
	const { stdout, stderr, status } = spawnSync(
		process.execPath,
		[attw, tarball, ...flags],
		{ encoding: "utf8" },
	);
	assert.equal(status, 0, stdout + stderr);
	assert.doesNotMatch(stdout, /No types|failed|💀|❌/);
	for (const entry of ["", "/inline", "/worker", "/tuneset.wasm"])
		assert.ok(stdout.includes(`"tuneset${entry}"`), entry);
});
