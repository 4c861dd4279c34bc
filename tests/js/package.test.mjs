// What npm would publish: its files, its manners, its types, and that it works where people install it.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { folder, pkg } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

const home = fileURLToPath(new URL("../..", import.meta.url));
const manifest = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));

/** A project that has installed the packed tarball. @param {import('node:test').TestContext} t */
function project(t) {
	const cwd = folder(t);
	const modules = join(cwd, "node_modules");
	mkdirSync(join(modules, "tuneset"), { recursive: true });
	execFileSync("npm", ["pack", "--silent", "--pack-destination", cwd], {
		cwd: pkg,
		stdio: "ignore",
	});
	const tarball = readdirSync(cwd).find((name) => name.endsWith(".tgz"));
	assert.ok(tarball);
	execFileSync("tar", [
		"-xzf",
		join(cwd, tarball),
		"-C",
		join(modules, "tuneset"),
		"--strip-components=1",
	]);
	writeFileSync(join(cwd, "package.json"), '{"type": "module"}');
	return cwd;
}

test("the tarball holds what is needed and nothing else", () => {
	const listing = JSON.parse(
		execFileSync("npm", ["pack", "--dry-run", "--json"], {
			cwd: pkg,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		}),
	);
	// npm 11 gives an object by package name, earlier ones a list.
	const [{ files }] = Object.values(listing);
	const names = files.map((/** @type {{ path: string }} */ { path }) => path);
	for (const needed of [
		"package.json",
		"LICENSE-MIT",
		"LICENSE-APACHE",
		"index.js",
		"index.d.ts",
		"inline.js",
		"inline.d.ts",
		"node.js",
		"node.d.ts",
		"types.d.ts",
		"cli.js",
		"worker.js",
		"worker-node.js",
		"tuneset.wasm",
		"tuneset.1",
		"schema/report.json",
		"schema/metrics.json",
		"schema/evaluation.json",
		"schema/config.json",
		"schema/plan.json",
		"sbom.cdx.json",
		...(existsSync(join(home, "README.md")) ? ["README.md"] : []),
	])
		assert.ok(names.includes(needed), needed);
	const foreign = names.filter(
		(/** @type {string} */ name) =>
			!/^(README\.md|LICENSE.*|package\.json|sbom\.cdx\.json|schema\/(report|metrics|evaluation|config|plan)\.json|tuneset\.(wasm|1)|[\w-]+\.(js|d\.ts))$/.test(
				name,
			),
	);
	assert.deepEqual(foreign, []);
});

test("no dependency at run time, and the version of the core", () => {
	assert.equal(manifest.dependencies, undefined);
	assert.equal(manifest.scripts, undefined);
	const cargo = readFileSync(join(home, "Cargo.toml"), "utf8");
	assert.equal(manifest.version, cargo.match(/^version = "(.+)"$/m)?.[1]);
});

test("publint has nothing to say", async () => {
	const { messages } = await publint({ pkgDir: pkg, strict: true });
	assert.deepEqual(
		messages.map((message) => formatMessage(message, manifest)),
		[],
	);
});

test("every address in exports exists", () => {
	const addresses =
		JSON.stringify(manifest.exports).match(/\.\/[\w./-]+\.\w+/g) ?? [];
	assert.ok(addresses.length > 8);
	for (const address of addresses)
		assert.ok(existsSync(join(pkg, address)), address);
});

test("an installed package is imported by its name", (t) => {
	const cwd = project(t);
	writeFileSync(
		join(cwd, "main.js"),
		`import { check, file, models, TunesetError } from "tuneset";
		import schema from "tuneset/schema/report.json" with { type: "json" };
		const report = await check(file("data.jsonl"), { model: models[0].id, workers: 2 });
		console.log(report.counts.records, schema.title, TunesetError.name);`,
	);
	writeFileSync(join(cwd, "data.jsonl"), lines(30));
	const { stdout, stderr } = spawnSync(
		process.execPath,
		["--no-warnings", "main.js"],
		{ cwd, encoding: "utf8" },
	);
	assert.equal(stderr, "");
	assert.equal(stdout, "30 Tuneset report TunesetError\n");
});

test("the command works through the link that npm makes", (t) => {
	const cwd = project(t);
	mkdirSync(join(cwd, "node_modules/.bin"));
	const link = join(cwd, "node_modules/.bin/tuneset");
	symlinkSync(`../tuneset/${manifest.bin.tuneset}`, link);
	assert.match(readFileSync(link, "utf8"), /^#!\/usr\/bin\/env node\n/);
	const { stdout, status } = spawnSync(link, ["check", "-"], {
		cwd,
		encoding: "utf8",
		input: lines(60),
	});
	assert.match(stdout, /stdin: 60 lines/);
	assert.equal(status, 0);
});

const CONSUMER = `
import { check, evaluate, type EvaluationReport, init, type Input, metrics, type MetricsReport, models, plan, type PlanReport, prepare, prepareTo, type Progress, type Report, rules, TunesetError, version } from "ENTRY";
const input: Input = { name: "a.jsonl", data: new Uint8Array() };
const report: Report = await check([input, "text"], {
	model: models[0]?.id ?? "nova-lite",
	rules: { "invalid-json": "error", [rules[0]!.name]: "off" },
	onProgress: (progress: Progress) => console.log(progress.bytes),
});
const { train, validation } = await prepare(input, { validation: "20%", seed: 42, dedupe: "exact", keep: "last" });
const written = await prepareTo(() => input, { train: new WritableStream<Uint8Array>(), setAside: new WritableStream() }, { validation: "off" });
const size: number = train.size + (validation?.size ?? 0) + written.counts.lines;
await init({ wasm: new Uint8Array() });
const verdict: MetricsReport["verdict"]["kind"] = (await metrics(["a", "b"], { signal: AbortSignal.timeout(9) })).verdict.kind;
const compared: EvaluationReport = await evaluate({ references: "a", tuned: input }, { matchBy: "id", seed: 1 });
const f1: number | undefined = compared.tuned.scores?.classes?.macro.f1;
const planned: PlanReport["advice"]["verdict"] = (await plan(report, { requestsPerDay: 9, prices: { months: "6" } })).advice.verdict;
const lowest: number | undefined = (await metrics(input)).best?.validationLoss;
try { console.log(report.rules["invalid-json"]?.examples[0]?.mark[0], size, version, verdict, lowest, f1, planned); }
catch (error) { if (error instanceof TunesetError && error.code === "ABORTED") throw error; }
// @ts-expect-error: a mistyped option must not compile
await check(input, { modle: "nova-lite" });
// @ts-expect-error: nor a value that does not exist
await prepare(input, { keep: "shortest" });
`;

test("strict consumers compile against the types: Node without the DOM, browsers with it", (t) => {
	const cwd = project(t);
	for (const name of ["@types", "undici-types"])
		symlinkSync(
			join(home, "node_modules", name),
			join(cwd, "node_modules", name),
		);
	const config = {
		strict: true,
		noUncheckedIndexedAccess: true,
		exactOptionalPropertyTypes: true,
		skipLibCheck: false,
		noEmit: true,
		target: "ES2022",
	};
	/** @type {[string, string, object][]} */
	const consumers = [
		[
			"node",
			`${CONSUMER}import { file } from "ENTRY";\nawait check(file("a.jsonl", "b"));`,
			{ module: "nodenext", lib: ["ES2022"], types: ["node"] },
		],
		[
			"browser",
			`${CONSUMER}declare const handle: FileSystemFileHandle;\nawait prepareTo(() => input, { train: handle });`,
			{
				module: "esnext",
				moduleResolution: "bundler",
				lib: ["ES2022", "DOM"],
				types: [],
			},
		],
		[
			"inline",
			CONSUMER,
			{
				module: "esnext",
				moduleResolution: "bundler",
				lib: ["ES2022", "DOM"],
				types: [],
			},
		],
	];
	for (const [name, code, options] of consumers) {
		const entry = name === "inline" ? "tuneset/inline" : "tuneset";
		writeFileSync(join(cwd, `${name}.ts`), code.replaceAll("ENTRY", entry));
		writeFileSync(
			join(cwd, "tsconfig.json"),
			JSON.stringify({
				compilerOptions: { ...config, ...options },
				files: [`${name}.ts`],
			}),
		);
		const tsc = join(home, "node_modules/typescript/bin/tsc");
		const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", cwd], {
			encoding: "utf8",
		});
		assert.equal(stdout, "", name);
		assert.equal(status, 0, name);
	}
});
