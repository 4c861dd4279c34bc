// Job requests as AWS's own clients take them: our files go up to an S3, our job.json makes a job, our commands run in a shell.
// moto plays AWS on this machine; it keeps no customizationConfig and refuses invocation logs, so of these only what the client
// validates and sends is seen.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { home } from "../../scripts/machine.mjs";
import { awsClients, environment } from "../../scripts/python.mjs";
import { pkg, tuneset } from "../js/support/command.mjs";
import { startAws, startOpenai } from "./service.mjs";

const { bin, missing: skip } = await environment(awsClients);

/**
 * Runs a program to its end; what it writes. Asynchronous: the services that it talks to may live in this process.
 *
 * @param {string} command @param {string[]} args
 * @param {{ input?: string, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>}
 */
function output(command, args, { input = "", cwd = home, env } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
		});
		let written = "";
		let errors = "";
		child.stdout.setEncoding("utf8").on("data", (text) => {
			written += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text) => {
			errors += text;
		});
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve(written);
			else
				reject(
					new Error(
						`${command} ${args.join(" ")}: ${code}\n${written}${errors}`,
					),
				);
		});
		child.stdin.end(input);
	});
}

/** @param {string} script @param {unknown} input */
const python = async (script, input) =>
	JSON.parse(
		await output(join(bin, "python"), [join(home, "tests/aws", script)], {
			input: JSON.stringify(input),
		}),
	);

/** @param {{ model: string, fields: object }[]} wanted */
async function plans(wanted) {
	const input = wanted.map((one) => `${JSON.stringify(one)}\n`).join("");
	const args = ["run", "--quiet", "--example", "job"];
	const lines = (await output("cargo", args, { input })).trim().split("\n");
	return lines.map((line) => JSON.parse(line));
}

const fixtures = join(home, "tests/fixtures/job");
/** @type {string} */
let folder;
/** @type {Record<string, any>[]} */
let jobs;
/** @type {Awaited<ReturnType<typeof startAws>>} */
let aws;

/** Where AWS is, and somebody whom it lets in. */
const forAws = () => ({
	AWS_ENDPOINT_URL: aws.endpoint,
	AWS_ACCESS_KEY_ID: "test",
	AWS_SECRET_ACCESS_KEY: "test",
	AWS_CONFIG_FILE: join(folder, "none"),
	AWS_SHARED_CREDENTIALS_FILE: join(folder, "none"),
	AWS_PAGER: "",
});

/** Prepares a data set with the command, and lays its files out for each fixture under the names that it gives them. */
async function layOut() {
	const data = join(folder, "data.jsonl");
	const record = (/** @type {number} */ n) => ({
		schemaVersion: "bedrock-conversation-2024",
		messages: [
			{ role: "user", content: [{ text: `What is ${n} times ${n}?` }] },
			{ role: "assistant", content: [{ text: `It is ${n * n}.` }] },
		],
	});
	const lines = Array.from({ length: 60 }, (_, n) => JSON.stringify(record(n)));
	writeFileSync(data, lines.join("\n"));
	const prepared = join(folder, "prepared");
	const args = ["prepare", data, "--model", "nova-lite", "--near", "off"];
	const done = await tuneset([...args, "--out", prepared]);
	assert.equal(done.code, 0, done.stderr);
	const report = JSON.parse(
		readFileSync(join(prepared, "report.json"), "utf8"),
	);
	const { train, validation } = report.split;
	const names = readdirSync(fixtures).filter(
		(name) => !/^(wrong|empty)/.test(name),
	);
	const wanted = names.map((name) =>
		JSON.parse(
			readFileSync(join(fixtures, name), "utf8")
				.replace("$training", train.sha256)
				.replace("$validation", validation.sha256),
		),
	);
	const made = await plans(wanted);
	return names.map((file, place) => {
		const name = file.replace(/\.json$/, "");
		const { fields } = wanted[place];
		const here = join(folder, name);
		mkdirSync(here);
		const sides = { training: "train", validation: "validation" };
		for (const [side, source] of Object.entries(sides)) {
			if (fields[side])
				copyFileSync(
					join(prepared, `${source}.jsonl`),
					join(here, fields[side].name),
				);
		}
		for (const { name, text } of made[place].documents)
			writeFileSync(join(here, name), text);
		// Without a digest in the fields boto3 has none to send either.
		for (const upload of made[place].uploads)
			upload.sha256 ??= Buffer.from(
				upload.file === fields.training.name ? train.sha256 : validation.sha256,
				"hex",
			).toString("base64");
		return {
			name,
			folder: here,
			...made[place],
			region: made[place].names.region,
		};
	});
}

describe("job requests through AWS's own clients", { skip }, () => {
	before(async () => {
		folder = mkdtempSync(join(tmpdir(), "tuneset-aws-"));
		[aws, jobs] = await Promise.all([startAws(bin), layOut()]);
	});
	after(async () => {
		await aws?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it("boto3 validates, uploads, starts and finds each kind of job", async () => {
		await aws.forget();
		const wanted = jobs.filter((job) => job.api === "bedrock");
		assert.ok(wanted.length >= 6);
		const said = await python("client.py", {
			endpoint: aws.endpoint,
			jobs: wanted,
		});
		for (const { name, documents, uploads } of wanted) {
			const [request, , permission] = documents.map(
				(/** @type {{ text: string }} */ { text }) => JSON.parse(text),
			);
			const { invalid, refused, sent, found, status, tags, ...rest } =
				said[name];
			assert.equal(invalid, undefined, name);
			assert.deepEqual(rest.policy, permission, name);
			assert.equal(rest.uploads.length, uploads.length, name);
			for (const upload of rest.uploads)
				assert.equal(upload.kept, upload.true, `${name} ${upload.key}`);
			// botocore adds a token where there is none.
			const { clientRequestToken } = sent;
			assert.ok(clientRequestToken, name);
			assert.deepEqual(sent, { clientRequestToken, ...request }, name);
			if (request.trainingDataConfig.invocationLogsConfig) {
				assert.match(refused, /ValidationException/, name);
				continue;
			}
			assert.equal(refused, undefined, name);
			assert.equal(status, "InProgress", name);
			for (const [key, value] of Object.entries(found))
				assert.deepEqual(value, request[key], `${name} ${key}`);
			assert.ok(Object.keys(found).length >= 5, name);
			assert.deepEqual(tags, request.jobTags ?? [], name);
		}
	});

	it("the commands run in a shell, in their order, with the aws command", async () => {
		await aws.forget();
		const tools = join(folder, "tools");
		mkdirSync(tools);
		writeFileSync(
			join(tools, "tuneset"),
			`#!/bin/sh\nexec '${process.execPath}' '${join(pkg, "cli.js")}' "$@"\n`,
			{ mode: 0o755 },
		);
		const env = {
			PATH: [tools, bin, process.env.PATH].join(delimiter),
			...forAws(),
		};
		/** @param {Record<string, any>} job */
		const runAll = async (job) => {
			const sh = (/** @type {string} */ text) =>
				output("sh", ["-euc", text], { cwd: job.folder, env });
			for (const { name, text } of job.commands) {
				if (name === "metrics") {
					// What a finished job would have written.
					const csv = join(home, "tests/fixtures/metrics/still-learning");
					const { bucket, prefix } = job.names;
					const to = `s3://${[bucket, prefix, "output"].filter(Boolean).join("/")}/job`;
					const args = ["s3", "cp", "--recursive", csv, to];
					await output("aws", [...args, "--region", job.region], { env });
				}
				const printed = await sh(text);
				if (name.startsWith("upload"))
					assert.match(printed, /"ChecksumSHA256": "[\w+/]{43}="/, job.name);
				if (name === "job") assert.match(printed, /model-customization-job/);
				if (name === "status") assert.match(printed, /^InProgress\b/, job.name);
				if (name === "metrics")
					assert.match(printed, /Still learning/, job.name);
			}
			return job.commands.length;
		};
		const wanted = jobs.filter(
			({ api, documents }) =>
				api === "bedrock" &&
				// moto knows no invocation logs.
				!documents[0].text.includes("invocationLogsConfig"),
		);
		const counts = await Promise.all(wanted.map(runAll));
		assert.ok(counts.length >= 5 && Math.min(...counts) >= 4, `${counts}`);
	});

	it("what `tuneset plan --out` writes takes a data set to a job", async () => {
		await aws.forget();
		const prepared = join(folder, "prepared");
		const report = join(prepared, "report.json");
		const place = ["--bucket", "acme-plan", "--account", "123456789012"];
		const args = ["plan", report, "--model", "nova-lite", ...place];
		const { code, stderr } = await tuneset([...args, "--out", prepared]);
		assert.equal(code, 0, stderr);
		// The last step is for the day when the job is completed.
		const [script, later] = readFileSync(
			join(prepared, "commands.sh"),
			"utf8",
		).split("# When it is completed");
		assert.match(later, /tuneset metrics/);
		const env = { ...forAws(), PATH: [bin, process.env.PATH].join(delimiter) };
		const printed = await output("sh", ["-euc", script], {
			cwd: prepared,
			env,
		});
		assert.match(printed, /^InProgress\b/m);
		const request = JSON.parse(
			readFileSync(join(prepared, "job.json"), "utf8"),
		);
		const kept = printed.match(/"ChecksumSHA256": "([^"]+)"/)?.[1] ?? "";
		const { train } = JSON.parse(readFileSync(report, "utf8")).split;
		assert.equal(Buffer.from(kept, "base64").toString("hex"), train.sha256);
		assert.match(
			request.trainingDataConfig.s3Uri,
			/^s3:\/\/acme-plan\/.*train\.jsonl$/,
		);
	});

	it("OpenAI's client and curl send the same request", async () => {
		const openai = await startOpenai();
		try {
			const job = jobs.find(({ api }) => api === "openai");
			const request = JSON.parse(job.documents[0].text);
			const [upload] = readdirSync(job.folder).filter((name) =>
				name.endsWith(".jsonl"),
			);
			const said = await python("openai_client.py", {
				address: openai.address,
				file: join(job.folder, upload),
				request,
			});
			assert.deepEqual(said, { file: "file-abc123", job: "ftjob-abc123" });
			const [key, ...rest] = job.commands;
			assert.match(
				key.text,
				/OPENAI_BASE_URL=https:\/\/bedrock-mantle\.us-west-2/,
			);
			const script = rest.map(
				(/** @type {{ text: string }} */ { text }) => text,
			);
			await output("sh", ["-euc", script.join("\n")], {
				cwd: job.folder,
				env: { OPENAI_BASE_URL: openai.address, OPENAI_API_KEY: "test" },
			});
			const shown = openai.requests.map(
				({ method, path }) => `${method} ${path}`,
			);
			const both = ["POST /v1/files", "POST /v1/fine_tuning/jobs"];
			assert.deepEqual(shown, [
				...both,
				...both,
				"GET /v1/fine_tuning/jobs/ftjob-abc123",
			]);
			const data = readFileSync(join(job.folder, upload), "utf8");
			for (const { body, key, type } of [
				openai.requests[0],
				openai.requests[2],
			]) {
				assert.equal(key, "Bearer test");
				assert.match(type ?? "", /^multipart\/form-data/);
				assert.match(body, /name="purpose"\r\n\r\nfine-tune\r\n/);
				assert.ok(body.includes(data));
			}
			const [one, other] = [openai.requests[1], openai.requests[3]].map(
				({ body }) => JSON.parse(body),
			);
			assert.deepEqual(one, { ...request, training_file: "file-abc123" });
			assert.deepEqual(other, one);
		} finally {
			openai.stop();
		}
	});
});

describe("what AWS's models say", { skip }, () => {
	/** Field of JobFields, field of src/job.toml, texts to begin with, and a model that asks for it. */
	const fields = [
		["jobName", "job-name", ["a", "a-b.c+d", "x".repeat(63)]],
		["customModelName", "custom-model-name", ["a", "a_b-c", "x".repeat(63)]],
		[
			"bucket",
			"bucket",
			["abc", "a.b-c", "192.168.1.1", "xn--abc", "abc-s3alias"],
		],
		[
			"role",
			"role",
			["arn:aws:iam::123456789012:role/a", "arn:aws-cn:iam:::role/x/y"],
		],
		[
			"baseModel",
			"base-model",
			[
				"amazon.nova-lite-v1:0:300k",
				"a_b",
				"arn:aws:bedrock:us-east-1::foundation-model/a.b:0",
			],
		],
		["kmsKey", "kms-key", ["alias/a", "12345678-1234-1234-1234-123456789012"]],
		["clientRequestToken", "client-request-token", ["a", "a-b"]],
		[
			"teacher",
			"teacher",
			[
				"amazon.nova-pro-v1:0",
				"arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.a.b:0",
			],
			"distillation",
		],
		[
			"rewardFunction",
			"reward-function",
			["arn:aws:lambda:us-east-1:123456789012:function:a:$LATEST"],
			"nova-2-lite-rft",
		],
	];

	it("src/job.toml is botocore's to the letter, and our reading of its patterns is Python's", async () => {
		/** @type {Record<string, string[]>} */
		const texts = {};
		/** @type {{ model: string, fields: Record<string, string>, field: string }[]} */
		const wanted = [];
		for (const [field, name, seeds, model = "nova-lite"] of fields) {
			const all = [...new Set(seeds.flatMap(mutations))];
			texts[name] = all;
			for (const text of all)
				wanted.push({ model, fields: { [field]: text }, field });
		}
		const { differs, compared, takes } = await python("patterns.py", texts);
		assert.deepEqual(differs, []);
		assert.ok(compared >= 15, `${compared}`);
		const made = await plans(
			wanted.map(({ model, fields }) => ({ model, fields })),
		);
		const theirs = Object.values(takes).flat();
		assert.equal(theirs.length, made.length);
		assert.ok(
			theirs.length > 500 && theirs.includes(true) && theirs.includes(false),
		);
		for (const [place, { faults }] of made.entries()) {
			const { field, fields } = wanted[place];
			const ours = !faults.some(
				(/** @type {{ field: string, severity: string }} */ fault) =>
					fault.field === field && fault.severity === "error",
			);
			assert.equal(
				ours,
				theirs[place],
				`${field} ${JSON.stringify(fields[field])}`,
			);
		}
	});

	/** A text with places left out, replaced, or something put before them. */
	function mutations(/** @type {string} */ text) {
		const strange = ["-", "_", ".", "+", ":", "/", "A", "é", "--"];
		// Of long texts every fifth place will do.
		const every = text.length > 20 ? 5 : 1;
		const places = [...text]
			.map((_, place) => place)
			.filter((place) => place % every === 0);
		return [
			text,
			...places.flatMap((place) => [
				text.slice(0, place) + text.slice(place + 1),
				...strange.flatMap((other) => [
					text.slice(0, place) + other + text.slice(place),
					text.slice(0, place) + other + text.slice(place + 1),
				]),
			]),
			...strange.map((other) => text + other),
		].filter((text) => text !== "" && !text.endsWith("-an"));
	}
});
