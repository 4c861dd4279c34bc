// The plan on the page: from a drop to job.json and its commands, without leaving it.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { violations } from "./axe.mjs";
import {
	download,
	downloaded,
	drop,
	NO_TROUBLES,
	shared,
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
	await page.tab.waitForSelector("#train");
	return page;
}

/** The row of a table by its first cell. */
const row = (tab, first) =>
	tab.locator("#train tr", { has: tab.locator("th", { hasText: first }) });

const chooseModel = async (tab, name) => {
	await tab.getByRole("button", { name, exact: true }).click();
	await tab.waitForSelector(`#train .panel-note:has-text("${name}")`);
	await verdict(tab);
};

/** Returns the file that a button hands to the browser's downloads. */
async function saved(tab, name) {
	const { bytes } = await downloaded(tab, () =>
		tab.getByRole("button", { name: `Save ${name}` }).click(),
	);
	return bytes.toString();
}

describe("plan", () => {
	it("leads a newcomer from the drop to job.json and the commands", async (t) => {
		if (!existsSync(dialogues)) return t.skip("no shared data here");
		const { tab, troubles, close } = await opened(
			readFileSync(dialogues, "utf8"),
		);
		assert.match(
			await text(tab, "#train .judgement"),
			/Should you fine-tune\? Maybe\. 1,000 different examples are enough/,
		);
		await tab.locator("#train select").first().selectOption("exhausted");
		await tab.waitForSelector(
			'#train .judgement h3:has-text("Should you fine-tune? Yes.")',
		);
		// No open model takes prompts and completions without a conversion.
		await tab.getByText("3 that may take no new job").click();
		await chooseModel(tab, "Meta Llama 3.1 8B Instruct");
		const epochs = tab.getByLabel("epochCount");
		assert.equal(await epochs.getAttribute("placeholder"), "5");
		await epochs.fill("3");
		await download(tab, "train.jsonl");
		await tab.getByLabel("S3 bucket").fill("my-bucket");
		await tab
			.getByLabel("Role: ARN")
			.fill("arn:aws:iam::111122223333:role/Tuning");
		await tab.waitForFunction(() =>
			document.querySelector("#train")?.textContent.includes("my-bucket/"),
		);
		const job = JSON.parse(await saved(tab, "job.json"));
		assert.equal(job.roleArn, "arn:aws:iam::111122223333:role/Tuning");
		assert.equal(job.hyperParameters.epochCount, "3");
		assert.match(job.baseModelIdentifier, /^meta\.llama3-1-8b-instruct/);
		assert.match(
			job.trainingDataConfig.s3Uri,
			/^s3:\/\/my-bucket\/.+\/train\.jsonl$/,
		);
		assert.equal(job.validationDataConfig.validators.length, 1);
		const commands = await tab.locator(".plan-commands code").allInnerTexts();
		assert.ok(commands.length >= 4, `${commands.length} commands`);
		assert.match(commands.join("\n"), /aws s3api create-bucket|aws s3 mb/);
		assert.match(commands.join("\n"), /checksum/i);
		assert.match(commands.join("\n"), /create-model-customization-job/);
		assert.match(commands.join("\n"), /get-model-customization-job/);
		assert.deepEqual(await troubles(), NO_TROUBLES);
		await close();
	});

	it("recomputes at once what a price changes, keeps it, and says what is no number", async () => {
		const { tab, close } = await opened(clean(300));
		await chooseModel(tab, "Amazon Nova Micro");
		await tab.getByText("Numbers of the estimate, to be edited").click();
		const price = tab.locator("#prices-training-hour");
		await price.fill("100");
		await tab.waitForFunction(() =>
			document.querySelector("#train")?.textContent.includes("200 to 400 USD"),
		);
		await price.fill("lots");
		assert.match(
			await text(tab, "#train [role=alert]"),
			/^the price training-hour must be a number from 0 up/,
		);
		await price.fill("50");
		await tab.locator("#job-bucket").fill("secret-bucket");
		await tab.reload();
		await tab.waitForSelector(".drop-zone");
		const kept = await tab.evaluate(() =>
			JSON.stringify([location.href, { ...localStorage }]),
		);
		assert.match(kept, /training-hour/);
		assert.doesNotMatch(kept, /secret/);
		await close();
	});

	it("shows a fault beside its field", async () => {
		const { tab, close } = await opened(clean(300));
		await chooseModel(tab, "Amazon Nova Micro");
		const bucket = tab.locator("#job-bucket");
		await bucket.fill("Not A Bucket");
		await tab.waitForSelector("#job-bucket[aria-invalid=true]");
		assert.notEqual(await text(tab, "#job-bucket-hint"), "");
		const downloads = tab.locator('#train .plan-texts button:has-text("Save")');
		const commands = tab.locator("#train .plan-commands");
		const offered = async () => [
			await downloads.count(),
			await commands.count(),
		];
		assert.deepEqual(await offered(), [0, 0]);
		await tab.getByText("No job can have this").waitFor();
		await bucket.fill("a-bucket\u0007");
		await tab.waitForFunction(() =>
			/control character \(U\+0007\)/.test(
				document.querySelector("#job-bucket-hint")?.textContent ?? "",
			),
		);
		assert.deepEqual(await offered(), [0, 0]);
		await bucket.fill("a-bucket");
		await tab.waitForSelector("#job-bucket[aria-invalid=false]");
		await commands.waitFor();
		assert.deepEqual(await offered(), [3, 1]);
		await tab.getByLabel("epochCount").fill("9");
		await tab.waitForFunction(() =>
			document
				.querySelector("#train .plan-list")
				?.textContent.includes("epochCount is 9"),
		);
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
				for (const summary of await tab.locator("#train summary").all())
					if (!(await summary.evaluate((one) => one.parentElement.open)))
						await summary.click();
				await tab.locator("#job-bucket").fill("Not A Bucket");
				await tab.waitForSelector("#job-bucket[aria-invalid=true]");
				assert.deepEqual(await violations(tab), []);
				const [inner, outer] = await tab.evaluate(() => [
					document.documentElement.scrollWidth,
					innerWidth,
				]);
				assert.ok(inner <= outer, `${inner} px in ${outer}`);
				assert.ok((await row(tab, "Storage of the model").count()) > 0);
				await close();
			});
		}
	}
});
