// The bill of materials: whole, valid, and under licences that go with ours.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { home } from "../../scripts/machine.mjs";
import { pkg } from "./support/command.mjs";

const text = readFileSync(join(pkg, "sbom.cdx.json"), "utf8");
const { components, dependencies, metadata } = JSON.parse(text);

test("it is CycloneDX 1.6", async () => {
	const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
	assert.equal(await validator.validate(text), null);
});

test("it names what the core is built of, and not what only builds or tests it", () => {
	const names = components.map((/** @type {any} */ { name }) => name);
	const cargo = readFileSync(join(home, "Cargo.toml"), "utf8");
	/** @param {string} heading */
	const section = (heading) =>
		[
			...(cargo.split(`\n[${heading}]\n`)[1]?.split("\n[")[0] ?? "").matchAll(
				/^([\w-]+) =/gm,
			),
		].map(([, name]) => name);
	const linked = [
		...section("dependencies"),
		...section(`target.'cfg(target_arch = "wasm32")'.dependencies`),
	];
	assert.ok(linked.length > 10);
	for (const name of linked) assert.ok(names.includes(name), name);
	for (const name of [...section("dev-dependencies"), "toml", "serde_derive"])
		if (!linked.includes(name)) assert.ok(!names.includes(name), name);
	assert.ok(names.includes("tinyglobby"));
	assert.equal(metadata.component.name, "tuneset");
});

test("every crate has the checksum of Cargo.lock, every reference leads somewhere", () => {
	const lock = readFileSync(join(home, "Cargo.lock"), "utf8");
	for (const { purl, hashes } of components)
		if (purl.startsWith("pkg:cargo/"))
			assert.ok(lock.includes(`checksum = "${hashes[0].content}"`), purl);
	const known = new Set(
		[metadata.component, ...components].map((one) => one["bom-ref"]),
	);
	for (const { ref, dependsOn = [] } of dependencies)
		for (const one of [ref, ...dependsOn]) assert.ok(known.has(one), one);
});

test("one of each part's licences asks for no more than its text", () => {
	const free =
		/^(MIT|Apache-2\.0|BSL-1\.0|Zlib|Unlicense|BSD-2-Clause|ISC|Unicode-3\.0)$/;
	for (const { name, licenses } of components) {
		const [{ expression }] = licenses;
		// "A AND B" requires both; of "A OR B" one is enough.
		const asked = expression.replace(/[()]/g, "").split(" AND ");
		for (const either of asked)
			assert.ok(
				either
					.split(" OR ")
					.some((/** @type {string} */ one) => free.test(one)),
				`${name}: ${expression}`,
			);
	}
});
