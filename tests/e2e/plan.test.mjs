// The Train tab: from a drop to the job kit, without leaving the page.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { crc32 } from "node:zlib";
import { violations } from "./axe.mjs";
import {
	download,
	downloaded,
	drop,
	NO_TROUBLES,
	openExport,
	shared,
	show,
	start,
	text,
	verdict,
} from "./browser.mjs";
import { clean } from "./data.mjs";

let lab;
before(async () => {
	lab = await start();
});
after(() => lab?.stop());

const dialogues = join(shared, "dialogsum.prompt-completion.jsonl");

async function opened(data, options = {}) {
	const page = await lab.open(lab.addresses.http, options);
	await drop(page.tab, { "data.jsonl": data });
	await verdict(page.tab);
	await show(page.tab, "Train");
	await page.tab.waitForSelector("#train");
	return page;
}

const part = (tab, name) => tab.getByRole("tab", { name, exact: true }).click();

const chooseModel = async (tab, name) => {
	await tab.getByRole("button", { name, exact: true }).click();
	await tab.waitForSelector(`#train .panel-note:has-text("${name}")`);
	await verdict(tab);
};

/** Files of an archive by name; their checksums are compared. */
function unzipped(bytes) {
	const files = {};
	for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
		const size = bytes.readUInt32LE(at + 18);
		const from = at + 30 + bytes.readUInt16LE(at + 26);
		const data = bytes.subarray(from, from + size);
		const name = bytes.subarray(at + 30, from).toString();
		assert.equal(crc32(data), bytes.readUInt32LE(at + 14), name);
		files[name] = data.toString();
		at = from + size;
	}
	return files;
}

async function jobKit(tab) {
	const { name, bytes } = await downloaded(tab, () =>
		tab.getByRole("button", { name: "Download job kit .zip" }).click(),
	);
	assert.match(name, /-kit\.zip$/);
	return unzipped(bytes);
}

describe("train", () => {
	it("leads a newcomer from the drop to the job kit", async (t) => {
		if (!existsSync(dialogues)) return t.skip("no shared data here");
		const { tab, troubles, close } = await opened(
			readFileSync(dialogues, "utf8"),
		);
		assert.match(
			await text(tab, "#train .plan-advice"),
			/Is fine-tuning the right choice\? Maybe\. 1,000 different examples are enough/,
		);
		await tab.getByLabel("Yes, not good enough").check();
		await tab.waitForSelector('#train .plan-advice p:has-text("Yes. ")');
		await tab.getByText(/\d+ other models: reinforcement/).click();
		// It takes prompts and completions without a conversion.
		await chooseModel(tab, "Meta Llama 3.1 8B Instruct");
		await part(tab, "Job");
		const epochs = tab.getByLabel("epochCount");
		assert.equal(await epochs.inputValue(), "5");
		await epochs.fill("3");
		await download(tab, "train.jsonl");
		await openExport(tab);
		await tab
			.getByRole("button", { name: "Next: upload and start the job" })
			.click();
		await tab.getByLabel("S3 bucket").fill("my-bucket");
		await tab
			.getByLabel("IAM role")
			.fill("arn:aws:iam::111122223333:role/Tuning");
		await tab.waitForFunction(() =>
			document.querySelector("#train")?.textContent.includes("my-bucket/"),
		);
		const files = await jobKit(tab);
		assert.deepEqual(Object.keys(files).sort(), [
			"commands.sh",
			"job.json",
			"permission-policy.json",
			"trust-policy.json",
		]);
		const job = JSON.parse(files["job.json"]);
		assert.equal(job.roleArn, "arn:aws:iam::111122223333:role/Tuning");
		assert.equal(job.hyperParameters.epochCount, "3");
		assert.match(job.baseModelIdentifier, /^meta\.llama3-1-8b-instruct/);
		assert.match(
			job.trainingDataConfig.s3Uri,
			/^s3:\/\/my-bucket\/.+\/train\.jsonl$/,
		);
		assert.equal(job.validationDataConfig.validators.length, 1);
		const commands = files["commands.sh"];
		assert.match(commands, /aws s3api create-bucket|aws s3 mb/);
		assert.match(commands, /checksum/i);
		assert.match(commands, /create-model-customization-job/);
		assert.match(commands, /get-model-customization-job/);
		assert.equal(
			(await text(tab, "#job-panel code")).slice(0, 40),
			commands.replace(/\s+/g, " ").slice(0, 40),
		);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("lists supervised models first, with their costs, in rows of one line", async () => {
		const { tab, close } = await opened(clean(300));
		const table = tab.locator("#train table").filter({
			hasText: "Compatible models",
		});
		assert.deepEqual(await table.locator("thead th").allInnerTexts(), [
			"Model",
			"Works with your data",
			"Training cost",
			"Monthly cost at 1,000 requests per day",
			"Serving",
			"Regions",
		]);
		const rows = await table.locator("tbody tr").all();
		assert.match(await rows[0].innerText(), /recommended/);
		for (const row of rows) {
			const words = (await row.innerText()).replace(/\s+/g, " ");
			assert.doesNotMatch(words, /reinforcement|distillation|no new jobs/);
			assert.match(words, /\$\d/);
			const { height } = await row.boundingBox();
			assert.ok(height <= 36, `${height} px: ${words}`);
		}
		// Without a model nothing is said of costs in detail.
		assert.equal(await tab.getByText(/^Estimated cost of/).count(), 0);
		await close();
	});

	it("does not estimate what is known after a conversion only", async () => {
		const records = Array.from({ length: 200 }, (_, n) =>
			JSON.stringify({ prompt: `Question ${n}?`, completion: `Answer ${n}` }),
		).join("\n");
		const { tab, close } = await opened(records);
		await chooseModel(tab, "Amazon Nova Lite");
		assert.match(
			await text(tab, '#train tr:has([aria-pressed="true"])'),
			/Yes after conversion.* known after conversion –/,
		);
		const costs = await text(tab, "#train .plan-costs");
		assert.match(costs, /convert or fix the records first/);
		assert.doesNotMatch(costs, /by the hour|\$16-32/);
		await close();
	});

	it("recomputes at once what a price changes, keeps it, and says what is no number", async () => {
		const { tab, close } = await opened(clean(300));
		await chooseModel(tab, "Amazon Nova Micro");
		await tab.getByText("Edit prices and assumptions").click();
		assert.match(
			await text(tab, '.plan-field:has([id="prices-storage-month"])'),
			/unverified, enter your price/,
		);
		const price = tab.locator('[id="prices-storage-month"]');
		assert.equal(await price.inputValue(), "1.95");
		await price.fill("100");
		await tab.waitForFunction(() =>
			document.querySelector("#train")?.textContent.includes("$100/month"),
		);
		await price.fill("lots");
		assert.match(
			await text(tab, "#train [role=alert]"),
			/^the price storage-month must be a number from 0 up/,
		);
		await price.fill("50");
		await part(tab, "Job");
		await tab.locator("#job-bucket").fill("secret-bucket");
		await tab.reload();
		await tab.waitForSelector(".drop-zone");
		const kept = await tab.evaluate(() =>
			JSON.stringify([location.href, { ...localStorage }]),
		);
		assert.match(kept, /storage-month/);
		assert.doesNotMatch(kept, /secret/);
		await close();
	});

	it("shows no fault before anything is typed, then shows it in red at its field, and offers nothing until it is gone", async () => {
		const { tab, close } = await opened(clean(300));
		await chooseModel(tab, "Amazon Nova Micro");
		await part(tab, "Job");
		const bucket = tab.locator("#job-bucket");
		assert.equal(await bucket.inputValue(), "");
		assert.equal(await bucket.getAttribute("placeholder"), null);
		assert.equal(await tab.locator("#train [aria-invalid=true]").count(), 0);
		assert.equal(await tab.locator("#train .plan-problem").count(), 0);
		assert.match(
			await text(tab, '.plan-field:has([id="job-jobName"])'),
			/Job name default/,
		);
		const kit = tab.getByRole("button", { name: "Download job kit .zip" });
		assert.equal(await kit.count(), 1);
		await bucket.fill("Not A Bucket");
		await tab.waitForSelector("#job-bucket[aria-invalid=true]");
		assert.notEqual(await text(tab, "#job-bucket-hint"), "");
		const colors = await tab.evaluate(() =>
			["#job-bucket-hint", "#job-account-hint"].map(
				(hint) => getComputedStyle(document.querySelector(hint)).color,
			),
		);
		assert.notEqual(colors[0], colors[1]);
		assert.equal(await kit.count(), 0);
		await tab.getByText("Fix the fields in red").waitFor();
		await bucket.fill("a-bucket\u0007");
		await tab.waitForFunction(() =>
			/control character \(U\+0007\)/.test(
				document.querySelector("#job-bucket-hint")?.textContent ?? "",
			),
		);
		assert.equal(await kit.count(), 0);
		await bucket.fill("a-bucket");
		await tab.waitForSelector("#job-bucket[aria-invalid=false]");
		await kit.waitFor();
		await tab.getByRole("tab", { name: "IAM" }).click();
		assert.match(await text(tab, "#job-panel"), /trust-policy\.json/);
		await tab.getByLabel("epochCount").fill("9");
		await tab.waitForFunction(() =>
			document
				.querySelector("[id='hyperparameters-epochCount-hint']")
				?.textContent.includes("epochCount is 9"),
		);
		// Cleared, it takes what is recommended again.
		await tab.getByLabel("epochCount").fill("");
		await tab.getByLabel("epochCount").blur();
		assert.equal(await tab.getByLabel("epochCount").inputValue(), "5");
		await close();
	});

	for (const colorScheme of ["light", "dark"]) {
		for (const width of [1280, 320]) {
			it(`can be used by everybody: ${colorScheme}, ${width} px`, async () => {
				const { tab, close } = await opened(clean(120), {
					colorScheme,
					viewport: { width, height: 900 },
				});
				await chooseModel(tab, "Amazon Nova Micro");
				const look = async () => {
					for (const summary of await tab.locator("#train summary").all())
						if (!(await summary.evaluate((one) => one.parentElement.open)))
							await summary.click();
					assert.deepEqual(await violations(tab), []);
					const [inner, outer] = await tab.evaluate(() => [
						document.documentElement.scrollWidth,
						innerWidth,
					]);
					assert.ok(inner <= outer, `${inner} px in ${outer}`);
				};
				await look();
				await tab.getByRole("tab", { name: "Model & cost" }).focus();
				await tab.keyboard.press("ArrowRight");
				await tab.locator("#job-bucket").fill("Not A Bucket");
				await tab.waitForSelector("#job-bucket[aria-invalid=true]");
				await look();
				await close();
			});
		}
	}
});
