// src/tuning/job_request/job.toml against botocore's models, and our reading of AWS's patterns against Python's.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { awsClients, environment } from "../../scripts/python.mjs";
import { plans, python } from "./programs.mjs";

const { bin, missing: skip } = await environment(awsClients);

describe("what AWS's models say", { skip }, () => {
	/** Field of JobFields, field of src/tuning/job_request/job.toml, texts to begin with, and a model that requires it. */
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

	it("src/tuning/job_request/job.toml is botocore's to the letter, and our reading of its patterns is Python's", async () => {
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
		const { differs, compared, takes } = await python(
			bin,
			"patterns.py",
			texts,
		);
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
