// Hostile values in the fields of a job's request: refused at the field; and where the script is written all the same, quoted.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
	closeSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, load, tuneset } from "./support/command.mjs";
import { CONTROLS, SHELL } from "./support/hostile.mjs";
import { lines } from "./support/records.mjs";

const { check, plan } = await load("node.js");
const report = await check(lines(40));
const CONTROL = new RegExp(
	`[${CONTROLS.map((one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`).join("")}]`,
	"u",
);

const file = (/** @type {string} */ name, bytes = 100) => ({
	name: `${name}.jsonl`,
	sha256: "0f".repeat(32),
	bytes,
});
const large = 6e9;
const arn = "arn:aws:iam::123456789012:role/Trainer";
const hyperparameters = { epochCount: "1" };
const everything = {
	jobName: "a-job",
	customModelName: "a-model",
	bucket: "a-bucket",
	prefix: "a-folder",
	region: "us-west-2",
	account: "123456789012",
	role: "Trainer",
	training: file("train"),
	baseModel: "meta.llama3-1-8b-instruct-v1:0:128k",
	kmsKey: "alias/a-key",
	tags: [{ key: "a-key", value: "a-value" }],
	vpc: { subnetIds: ["subnet-0a1b"], securityGroupIds: ["sg-0a1b"] },
	clientRequestToken: "a-token",
};

/**
 * A request of every kind: the fields to try, where not all of them, and in how many of them the script shows.
 *
 * @type {Record<string, { model: string, fields: Record<string, any>, paths?: string[], inScripts: number }>}
 */
const KINDS = {
	"fine-tuning": {
		model: "llama-3-1-8b",
		fields: { ...everything, hyperparameters, validation: file("validation") },
		inScripts: 8,
	},
	"large files": {
		model: "llama-3-1-8b",
		fields: { ...everything, role: arn, training: file("train", large) },
		paths: ["role", "bucket", "prefix", "training.name"],
		inScripts: 3,
	},
	distillation: {
		model: "distillation",
		fields: {
			...everything,
			region: "us-east-1",
			baseModel: "amazon.nova-lite-v1:0:300k",
			teacher: "amazon.nova-pro-v1:0",
			invocationLogs: { s3Uri: "s3://a-bucket/logs/" },
		},
		paths: ["teacher", "invocationLogs.s3Uri", "baseModel"],
		inScripts: 0,
	},
	reinforcement: {
		model: "nova-2-lite-rft",
		fields: {
			...everything,
			region: "us-east-1",
			baseModel: "amazon.nova-2-lite-v1:0",
			rewardFunction: "arn:aws:lambda:us-east-1:123456789012:function:reward",
		},
		paths: ["rewardFunction"],
		inScripts: 0,
	},
	openai: {
		model: "gpt-oss-20b-rft",
		fields: {
			...everything,
			baseModel: "openai.gpt-oss-20b",
			rewardFunction: "arn:aws:lambda:us-west-2:123456789012:function:reward",
		},
		paths: [
			"region",
			"training.name",
			"rewardFunction",
			"bucket",
			"tags.0.key",
		],
		inScripts: 2,
	},
};

/** The paths of all texts in fields. @param {any} fields @returns {string[]} */
const paths = (fields, before = "") =>
	Object.entries(fields).flatMap(([key, value]) => {
		const path = `${before}${key}`;
		if (typeof value === "string") return [path];
		return typeof value === "object" ? paths(value, `${path}.`) : [];
	});

/** The fields with one text replaced. @param {any} fields @param {string} path @param {string} text */
function replaced(fields, path, text) {
	const all = structuredClone(fields);
	const keys = path.split(".");
	const last = /** @type {string} */ (keys.pop());
	let within = all;
	for (const key of keys) within = within[key];
	within[last] = text;
	return all;
}

const trimmed = (/** @type {string} */ text) => text.replace(/^ +| +$/g, "");

/** Placeholder for the payload in the expected commands. */
const TOKEN = "T0KEN";

/** Replaces the token in the commands. @param {string} path @param {string} payload */
function written(path, payload) {
	// No argument holds a NUL.
	const value = trimmed(payload).replaceAll("\0", "<U+0000>");
	if (path === "role") return /** @type {string} */ (value.split("/").pop());
	return path === "prefix" ? value.replace(/^\/+|\/+$/g, "") : value;
}

/** Arguments without what keeps a value from being taken for an option. @param {string[]} args */
const plain = (args) =>
	args.flatMap((arg) => {
		const [, name, value] = arg.match(/^(--[a-z-]+)=(-.*)$/s) ?? [];
		return name ? [name, value] : [arg.replace(/^(file=@)?\.\/-/, "$1-")];
	});

/**
 * Runs scripts, one after the other in subshells of one shell, with an `aws` that writes down its arguments; returns the calls of
 * each.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} shell
 * @param {string[]} scripts
 */
function calls(t, shell, scripts) {
	const home = folder(t);
	const at = (/** @type {string} */ name) => join(home, name);
	for (const name of ["bin", "scripts", "here"]) mkdirSync(at(name));
	for (const program of ["grep", "sed", "tr", "head", "tee"]) {
		const path = execFileSync("sh", ["-c", `command -v ${program}`]);
		symlinkSync(path.toString().trim(), at(`bin/${program}`));
	}
	for (const [index, script] of scripts.entries())
		writeFileSync(at(`scripts/${index}`), script);
	writeFileSync(at("here/job.json"), "{}");
	writeFileSync(
		at("run"),
		`PATH=${at("bin")}
note() { printf '%s\\0' "$#" "$@" >&9; }
aws() { note aws "$@"; case $2 in get-*) echo Completed; esac; }
curl() { note curl "$@"; echo '{"id": "an-id"}'; }
tuneset() { note tuneset "$@"; }
sleep() { note sleep "$@"; }
command_not_found_handle() { note "NOT FOUND" "$@"; }
cd ${at("here")}
i=0
while [ $i -lt ${scripts.length} ]; do
  printf 'script\\0' >&9
  ( . ${at("scripts")}/$i ) > /dev/null < /dev/null || note FAILED
  i=$((i+1))
done 9> ${at("calls")}
`,
	);
	const shellPath = execFileSync("sh", ["-c", `command -v ${shell}`]);
	// To a file: nothing opens /dev/stderr again where it is a socket of Node's.
	const complaints = openSync(at("complaints"), "w");
	const { status } = spawnSync(shellPath.toString().trim(), [at("run")], {
		stdio: ["ignore", "ignore", complaints],
	});
	closeSync(complaints);
	const stderr = readFileSync(at("complaints"), "utf8");
	assert.equal(stderr.replaceAll('{"id": "an-id"}\n', ""), "", "no complaint");
	assert.equal(status, 0);
	assert.deepEqual(readdirSync(at("here")), ["job.json"], "nothing was made");
	// Texts, each ended by NUL: "script", then for each call how many arguments there are, and these.
	const texts = readFileSync(at("calls"), "utf8").split("\0");
	/** @type {string[][][]} */
	const all = [];
	for (let next = 0; next < texts.length - 1; ) {
		const text = texts[next++];
		if (text === "script") all.push([]);
		else {
			all.at(-1)?.push(texts.slice(next, next + Number(text)));
			next += Number(text);
		}
	}
	return all;
}

/** Refused at its field, as no job could have it. @param {any} job @param {string} path */
const isRefused = ({ faults }, path) =>
	faults.some(
		(/** @type {any} */ { field, severity, missing }) =>
			field === path && severity === "error" && !missing,
	);

for (const [kind, { model, fields, ...only }] of Object.entries(KINDS))
	test(`control characters are refused at every field, and no value leaves its quotes in the script: ${kind}`, async (t) => {
		const made = async (/** @type {any} */ job) =>
			/** @type {any} */ ((await plan(report, { model, job })).job);
		assert.deepEqual(
			(await made(fields)).faults.filter(
				(/** @type {any} */ fault) => fault.severity === "error",
			),
			[],
		);
		let inScripts = 0;
		for (const path of only.paths ?? paths(fields)) {
			const { script: usual } = await made(replaced(fields, path, TOKEN));
			const payloads = SHELL.filter(trimmed);
			const scripts = [usual];
			for (const payload of payloads) {
				const job = await made(replaced(fields, path, payload));
				scripts.push(job.script);
				if (CONTROL.test(payload))
					assert.ok(
						isRefused(job, path),
						`${path} takes ${JSON.stringify(payload)}`,
					);
				for (const { text } of job.documents) JSON.parse(text);
			}
			if (!usual.includes(TOKEN)) {
				for (const script of scripts) assert.doesNotMatch(script, /touch/);
				continue;
			}
			inScripts += 1;
			// Both quote alike: the other one shell is to agree once.
			const shells = inScripts === 1 ? ["bash", "sh"] : ["bash"];
			for (const shell of shells) {
				const read = spawnSync(shell, ["-n"], {
					input: scripts.join("\n"),
					encoding: "utf8",
				});
				assert.deepEqual([read.status, read.stderr], [0, ""]);
				const [expected, ...called] = calls(t, shell, scripts);
				assert.ok(expected.length >= 3);
				assert.equal(called.length, payloads.length);
				for (const [index, payload] of payloads.entries()) {
					const value = written(path, payload);
					const token = value === "" ? `${TOKEN}/` : TOKEN;
					const args = expected.map((args) =>
						plain(args.map((arg) => arg.replace(token, () => value))),
					);
					assert.deepEqual(
						called[index].map(plain),
						args,
						`${path}, ${shell}: ${JSON.stringify(payload)}`,
					);
				}
			}
		}
		assert.ok(inScripts >= only.inScripts, `${inScripts} are in the script`);
	});

test("a value that may hold quotes arrives at the AWS of the PATH as it is", async (t) => {
	const cwd = folder(t);
	const prefix = "it's-(all)/here*!";
	writeFileSync(join(cwd, "data.jsonl"), lines(120));
	const args = ["--model", "nova-lite", "--bucket", "b-1", "--role", "Tuner"];
	const made = await tuneset(
		[
			"plan",
			"data.jsonl",
			...args,
			"--account",
			"111122223333",
			"--prefix",
			prefix,
			"--out",
			"out",
		],
		{ cwd },
	);
	assert.equal(made.code, 0, made.stderr);
	mkdirSync(join(cwd, "bin"));
	writeFileSync(
		join(cwd, "bin/aws"),
		'#!/bin/sh\nprintf "%s\\n" "$@" >> ../arguments\n[ "$2" = get-model-customization-job ] && echo Completed || :\n',
		{ mode: 0o755 },
	);
	writeFileSync(join(cwd, "bin/tuneset"), "#!/bin/sh\n", { mode: 0o755 });
	const PATH = `${join(cwd, "bin")}:${process.env.PATH}`;
	const run = spawnSync("bash", ["commands.sh"], {
		cwd: join(cwd, "out"),
		encoding: "utf8",
		env: { ...process.env, PATH },
	});
	assert.deepEqual([run.status, run.stderr], [0, ""]);
	const given = readFileSync(join(cwd, "arguments"), "utf8").split("\n");
	assert.equal(given[given.indexOf("--key") + 1], `${prefix}/train.jsonl`);
	assert.ok(given.includes(`s3://b-1/${prefix}/output/`));
});
