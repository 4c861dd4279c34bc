// Job requests as AWS's own clients take them: our files go up to an S3, our job.json makes a job, our commands run in a shell.
// moto plays AWS on this machine; it keeps no customizationConfig and refuses invocation logs, so of these only what the client
// validates and sends is seen.

import assert from "node:assert/strict";
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
import { output, plans, python } from "./programs.mjs";
import { startAws, startOpenai } from "./service.mjs";

const { bin, missing: skip } = await environment(awsClients);

const fixtures = join(home, "tests/fixtures/job");
/** @type {string} */
let folder;
/** @type {Record<string, any>[]} */
let jobs;
/** @type {Awaited<ReturnType<typeof startAws>>} */
let aws;

/** Address of AWS, and credentials that it accepts. */
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
		aws = await startAws(bin);
		jobs = await layOut();
	});
	after(async () => {
		await aws?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	it("boto3 validates, uploads, starts and finds each kind of job", async () => {
		await aws.forget();
		const wanted = jobs.filter((job) => job.api === "bedrock");
		assert.ok(wanted.length >= 6);
		const said = await python(bin, "client.py", {
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
			// botocore adds a missing token.
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
				// moto's jobs go on for ever; tests/js/plan.test.mjs waits for one that ends.
				if (name === "wait") continue;
				if (name === "metrics") {
					// The output of a finished job.
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
		// moto's jobs are never completed.
		const [script, later] = readFileSync(
			join(prepared, "commands.sh"),
			"utf8",
		).split("# Wait for completion");
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
			const said = await python(bin, "openai_client.py", {
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
