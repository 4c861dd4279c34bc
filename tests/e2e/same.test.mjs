// The same input, options and seed give the same bytes here as everywhere: as recorded from the native core, as in Node.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { load, pkg } from "../js/support/command.mjs";
import { choose, download, home, start, verdict } from "./browser.mjs";

const golden = (name) =>
	readFileSync(join(home, "tests", "fixtures", "invariants", name));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const skip =
	!existsSync(join(pkg, "node.js")) && `there is no package in ${pkg}`;

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

/** Digests of all that the page hands out for these settings. */
async function exported(settings, fix) {
	const { tab, close } = await lab.open(`${lab.addresses.http}#${settings}`);
	await choose(tab, { "mixed.jsonl": golden("mixed.jsonl") });
	await verdict(tab);
	if (fix) {
		await tab.getByRole("switch", { name: "Apply safe fixes" }).click();
		await tab.waitForSelector(".fixed-note");
		await verdict(tab);
	}
	const digests = {};
	for (const side of ["train", "validation", "set-aside"])
		digests[side] = sha256((await download(tab, `${side}.jsonl`)).bytes);
	digests.report = sha256((await download(tab, "report.json")).bytes);
	await close();
	return digests;
}

/** Of what Node makes with the page's options. */
async function prepared(options) {
	const { prepare } = await load("node.js");
	const input = { name: "mixed.jsonl", data: golden("mixed.jsonl") };
	const { report, train, validation, setAside } = await prepare(input, {
		maxExamplesPerRule: 500,
		...options,
	});
	const of = async (blob) => sha256(Buffer.from(await blob.arrayBuffer()));
	return {
		train: await of(train),
		validation: await of(validation),
		"set-aside": await of(setAside),
		report: sha256(`${JSON.stringify(report, null, 2)}\n`),
	};
}

it("without a fix: as recorded from the native core", async () => {
	const digests = await exported("validation=20%25&seed=42");
	for (const side of ["train", "validation", "set-aside"])
		assert.equal(digests[side], sha256(golden(`mixed.plain.${side}.jsonl`)));
});

it("the report is Node's to the last byte, and so are the files", {
	skip,
}, async () => {
	assert.deepEqual(
		await exported("validation=25%25&seed=11"),
		await prepared({ validation: "25%", seed: 11 }),
	);
});

it("with everything fixed that can be", { skip }, async () => {
	assert.deepEqual(
		await exported("validation=10%25&seed=7", true),
		await prepared({ validation: "10%", seed: 7, fix: true }),
	);
});
