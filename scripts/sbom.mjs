// The software bill of materials that ships with the package: the crates in the wasm, the npm packages bundled into the scripts.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { home } from "./machine.mjs";

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} purl
 * @property {string} license SPDX
 * @property {string} [sha256] of the file in its registry
 * @property {string[]} needs purls
 */

/**
 * CycloneDX 1.6 as JSON. Nothing in it depends on the day or the machine.
 *
 * @param {string} version of the package
 * @param {string[]} bundled names of npm packages
 */
export function sbom(version, bundled) {
	const { parts, roots } = cratesInside();
	parts.push(...bundled.map(npmPackage));
	const components = new Map(parts.map((part) => [part.purl, component(part)]));
	const refer = (
		/** @type {Models.Component} */ from,
		/** @type {string[]} */ purls,
	) => {
		for (const purl of purls) {
			const to = components.get(purl);
			if (to) from.dependencies.add(to.bomRef);
		}
	};
	for (const { purl, needs } of parts)
		refer(/** @type {Models.Component} */ (components.get(purl)), needs);
	const purl = `pkg:npm/tuneset@${version}`;
	const whole = new Models.Component(
		Enums.ComponentType.Application,
		"tuneset",
		{ version, purl, bomRef: purl },
	);
	refer(whole, [...roots, ...bundled.map((name) => npmPackage(name).purl)]);
	const bom = new Models.Bom({
		metadata: new Models.Metadata({ component: whole }),
	});
	for (const one of components.values()) bom.components.add(one);
	const serializer = new Serialize.JsonSerializer(
		new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
	);
	return `${serializer.serialize(bom, { sortLists: true, space: "\t" })}\n`;
}

/** @param {Part} part */
function component({ name, version, purl, license, sha256 }) {
	const one = new Models.Component(Enums.ComponentType.Library, name, {
		version,
		purl,
		bomRef: purl,
	});
	one.licenses.add(new Models.LicenseExpression(license));
	if (sha256) one.hashes.set(Enums.HashAlgorithm["SHA-256"], sha256);
	return one;
}

/** Crates that Cargo links into the wasm, and those of them that our crate names. Build and test dependencies are left out. */
function cratesInside() {
	const metadata = JSON.parse(
		execFileSync(
			"cargo",
			[
				"metadata",
				"--format-version=1",
				"--locked",
				"--filter-platform=wasm32-unknown-unknown",
			],
			{ cwd: home, encoding: "utf8", maxBuffer: 64 << 20 },
		),
	);
	/** @type {Map<string, any>} */
	const packages = new Map(
		metadata.packages.map((/** @type {any} */ one) => [one.id, one]),
	);
	/** @type {Map<string, string[]>} */
	const needs = new Map(
		metadata.resolve.nodes.map((/** @type {any} */ { id, deps }) => [
			id,
			deps
				.filter(
					(/** @type {any} */ { pkg, dep_kinds }) =>
						dep_kinds.some((/** @type {any} */ { kind }) => kind === null) &&
						!isMacro(packages.get(pkg)),
				)
				.map((/** @type {any} */ { pkg }) => pkg),
		]),
	);
	const { root } = metadata.resolve;
	const inside = new Set([root]);
	for (const id of inside)
		for (const one of needs.get(id) ?? []) inside.add(one);
	inside.delete(root);
	const purl = (/** @type {string} */ id) => {
		const { name, version } = packages.get(id);
		return `pkg:cargo/${name}@${version}`;
	};
	const sums = checksums();
	/** @type {Part[]} */
	const parts = [...inside].map((id) => {
		const { name, version, license } = packages.get(id);
		return {
			name,
			version,
			purl: purl(id),
			// Before SPDX expressions, a slash meant "or".
			license: license.replaceAll(/ ?\/ ?/g, " OR "),
			sha256: sums.get(`${name} ${version}`),
			needs: (needs.get(id) ?? []).map(purl),
		};
	});
	return { parts, roots: (needs.get(root) ?? []).map(purl) };
}

/** True for macros, which run in the compiler and are not part of its output. @param {any} crate */
const isMacro = ({ targets }) =>
	targets.some((/** @type {any} */ { kind }) => kind.includes("proc-macro"));

/** "name version" to SHA-256, as Cargo.lock has them. */
function checksums() {
	const lock = readFileSync(join(home, "Cargo.lock"), "utf8");
	const entries = lock.matchAll(
		/name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"/g,
	);
	return new Map(
		[...entries].map(([, name, version, sum]) => [`${name} ${version}`, sum]),
	);
}

/** @param {string} name @returns {Part} */
function npmPackage(name) {
	const manifest = join(home, "node_modules", name, "package.json");
	const { version, license, dependencies } = JSON.parse(
		readFileSync(manifest, "utf8"),
	);
	return {
		name,
		version,
		purl: `pkg:npm/${name}@${version}`,
		license,
		needs: Object.keys(dependencies ?? {}).map((one) => npmPackage(one).purl),
	};
}
