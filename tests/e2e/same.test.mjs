// The same input, options and seed give the same bytes here as everywhere: as recorded from the native core, as in Node, as from
// the command line.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { load, pkg } from "../js/support/command.mjs";
import {
	accounting,
	choose,
	download,
	home,
	NO_TROUBLES,
	openExport,
	shared,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { array, clean, record } from "./data.mjs";

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
		await tab.getByRole("button", { name: /^Fix: / }).click();
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

const OUTPUTS = ["train.jsonl", "validation.jsonl", "set-aside.jsonl"];

/** Runs the command line on the same files and holds what the page exports against it, byte for byte. */
async function sameAsCommandLine(tab, files, args) {
	const out = mkdtempSync(join(lab.folder, "out-"));
	const program = join(home, "pkg", "cli.js");
	const done = spawnSync(
		process.execPath,
		[program, "prepare", ...files, ...args, "--out", out, "--force"],
		{ encoding: "utf8" },
	);
	assert.ok([0, 1].includes(done.status), done.stderr);
	if (!existsSync(join(out, "report.json"))) {
		// Nothing is left to train on: neither writes anything, and the page still has its report.
		await openExport(tab);
		assert.match(
			await text(tab, "#export .lead"),
			/^Nothing to export yet: no record is valid/,
		);
		assert.equal(
			await tab.getByRole("button", { name: /^Download \S+\.jsonl?$/ }).count(),
			1,
		);
		await download(tab, "report.json");
		return;
	}
	for (const name of OUTPUTS) {
		await openExport(tab);
		const button = tab.getByRole("button", { name: `Download ${name}` });
		const expected = join(out, name);
		// The command line writes a file of excluded records even if there are none.
		const isThere = existsSync(expected) && statSync(expected).size > 0;
		assert.equal(await button.count(), Number(isThere), name);
		if (!isThere) continue;
		const { bytes } = await download(tab, name);
		assert.ok(bytes.equals(readFileSync(expected)), `${name} differs`);
	}
	const { bytes } = await download(tab, "report.json");
	const [ours, theirs] = [
		JSON.parse(bytes),
		JSON.parse(readFileSync(join(out, "report.json"))),
	];
	// The page keeps more examples of each rule; all else is the same.
	for (const report of [ours, theirs])
		for (const rule of Object.values(report.rules)) rule.examples = [];
	assert.deepEqual(
		ours.files.map(({ bytes, lines }) => [bytes, lines]),
		theirs.files.map(({ bytes, lines }) => [bytes, lines]),
	);
	for (const part of ["counts", "rules", "stats", "split", "readiness"])
		assert.deepEqual(
			JSON.parse(
				JSON.stringify(ours[part]).replaceAll(basename(files[0]), files[0]),
			),
			JSON.parse(JSON.stringify(theirs[part])),
			part,
		);
}

const noPackage = existsSync(join(home, "pkg", "cli.js"))
	? false
	: "pkg/cli.js is not built";

describe("the same bytes as the command line", { skip: noPackage }, () => {
	const cases = {
		"a mix of good and bad": () =>
			`\ufeff${clean(40)}{"messages":[],}\n\n${clean(3)}${record("a", "")}\n${clean(5, "later")}`,
		"clean, CRLF, no final newline": () =>
			clean(25).trim().replaceAll("\n", "\r\n"),
		"an array": () => array(30),
	};
	for (const [name, content] of Object.entries(cases)) {
		for (const fix of [false, true]) {
			it(`${name}${fix ? ", fixed" : ""}`, async (t) => {
				const path = lab.file("data.jsonl", content());
				const { tab, troubles, close } = await lab.open(
					`${lab.addresses.http}#model=nova-lite&validation=25%25&seed=11`,
				);
				await tab.setInputFiles("[data-testid=files]", path);
				await verdict(tab);
				const all = tab.getByRole("button", { name: /^Fix: / });
				if (fix) {
					if (!(await all.isVisible())) return t.skip("nothing to fix here");
					await all.click();
					await tab.getByRole("button", { name: "Undo the fixes" }).waitFor();
					await verdict(tab);
				}
				const args = ["--model=nova-lite", "--validation=25%", "--seed=11"];
				if (fix) args.push("--fix");
				await sameAsCommandLine(tab, [path], args);
				assert.deepEqual(await troubles(), NO_TROUBLES);
				await close();
			});
		}
	}

	it("several files as one data set", async () => {
		const paths = [
			lab.file("one.jsonl", clean(30, "one")),
			lab.file("two.jsonl", clean(20, "two") + clean(5, "one")),
		];
		const { tab, close } = await lab.open(lab.addresses.http);
		await tab.setInputFiles("[data-testid=files]", paths);
		await verdict(tab);
		assert.equal((await accounting(tab)).all, 55);
		await sameAsCommandLine(tab, paths, []);
		await close();
	});

	const real = {
		"nova-tooluse.converse.jsonl": "nova-lite",
		"dialogsum.prompt-completion.jsonl": "llama-3-1-8b",
		"claude-tooluse.jsonl": "claude-3-haiku",
		"array-not-jsonl.json": "",
	};
	for (const [name, model] of Object.entries(real)) {
		const path = join(shared, name);
		const skip = existsSync(path)
			? false
			: `${path} is not beside this checkout`;
		it(`real data: ${name}`, { skip }, async () => {
			const { tab, troubles, close } = await lab.open(
				`${lab.addresses.http}#model=${model}`,
			);
			await tab.setInputFiles("[data-testid=files]", path);
			await verdict(tab);
			const { all, sum } = await accounting(tab);
			assert.equal(all, sum);
			await sameAsCommandLine(tab, [path], model ? ["--model", model] : []);
			assert.deepEqual(await troubles(), NO_TROUBLES);
			await close();
		});
	}
});
