// Folders import in one direction.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const home = fileURLToPath(new URL("../..", import.meta.url));

/** Each folder may import from those in earlier rows and from itself. "" holds the files beside the folders. */
const ROWS = {
	js: [
		["generated"],
		["types"],
		["text"],
		["io"],
		["engine"],
		["run"],
		["api"],
		["browser", "node"],
		["cli"],
		[""],
	],
	www: [
		["text"],
		["engine"],
		["state"],
		["ui"],
		["findings", "shape", "duplicates", "split", "plan", "results", "export"],
		["head"],
		["overview"],
		[""],
	],
};

/** @typedef {{ path: string, text: string }} File path below the root, as in "ui/Icon.tsx" */

/** @param {string} root @returns {File[]} */
const filesOf = (root) =>
	readdirSync(join(home, root), { recursive: true, encoding: "utf8" })
		.filter((path) => /\.(tsx?|css)$/.test(path))
		.map((path) => ({
			path,
			text: readFileSync(join(home, root, path), "utf8"),
		}));

/** The imports that no row allows; the page may use the package, not the other way round. @param {string[][]} rows @param {File[]} files */
function violations(rows, files) {
	const rowOf = (/** @type {string} */ path) => {
		const [folder = ""] = path.includes("/") ? path.split("/") : [""];
		const row = rows.findIndex((names) => names.includes(folder));
		assert.ok(row >= 0, `${path}: the folder is in no row of the table`);
		return { folder, row };
	};
	return files.flatMap(({ path, text }) => {
		const from = rowOf(path);
		if (!/\.tsx?$/.test(path)) return [];
		const imports = text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
		return [...imports].flatMap(([, target = ""]) => {
			const found = join(dirname(path), target);
			if (rows === ROWS.js && /^(\.\.\/)+www\//.test(found))
				return [`${path} imports ${found}`];
			if (found.startsWith("..")) return [];
			const to = rowOf(found);
			const isAllowed = to.folder === from.folder || to.row < from.row;
			return isAllowed ? [] : [`${path} imports ${found}`];
		});
	});
}

for (const [root, rows] of Object.entries(ROWS)) {
	test(`${root}: each folder imports from those before it only`, () => {
		const files = filesOf(root);
		const folders = new Set(files.map(({ path }) => path.split("/")[0]));
		for (const folder of rows.flat().filter(Boolean))
			assert.ok(folders.has(folder), `there is no ${root}/${folder}`);
		assert.deepEqual(violations(rows, files), []);
	});
}

test("an import against the direction, sideways or from an unknown folder is found", () => {
	const planted = (/** @type {string} */ path, /** @type {string} */ text) =>
		violations(ROWS.www, [...filesOf("www"), { path, text }]);
	assert.deepEqual(
		planted("text/Planted.ts", 'import type { A } from "../ui/Icon";'),
		["text/Planted.ts imports ui/Icon"],
	);
	assert.deepEqual(
		planted("plan/Planted.tsx", 'import {\n\tB,\n} from "../results/Metrics";'),
		["plan/Planted.tsx imports results/Metrics"],
	);
	assert.deepEqual(
		planted("ui/Planted.tsx", 'export * from "../App";\nimport("../main");'),
		["ui/Planted.tsx imports App", "ui/Planted.tsx imports main"],
	);
	assert.throws(
		() => planted("attic/Planted.ts", ""),
		/attic\/Planted\.ts: the folder is in no row/,
	);
	assert.deepEqual(
		planted("ui/Planted.ts", 'import { a } from "../../js/types";'),
		[],
	);
	const upwards = {
		path: "io/planted.ts",
		text: 'import { bytes } from "../../www/text/format";',
	};
	assert.deepEqual(violations(ROWS.js, [upwards]), [
		"io/planted.ts imports ../www/text/format",
	]);
});
