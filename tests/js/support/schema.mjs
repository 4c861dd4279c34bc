// Reports held against the JSON Schemas that ship with the package, and the fields of these that no report had.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { home } from "../../../scripts/machine.mjs";
import { pkg } from "./command.mjs";

/** @typedef {Record<string, any>} Schema */

/** The package ships all but that of the catalogue. @param {"report" | "plan" | "metrics" | "evaluation" | "catalogue"} name */
export function schemaOf(name) {
	const path =
		name === "catalogue"
			? join(home, `js/${name}.schema.json`)
			: join(pkg, `schema/${name}.json`);
	/** @type {Schema} */
	const schema = JSON.parse(readFileSync(path, "utf8"));
	const validate = new Ajv({
		strict: true,
		allowUnionTypes: true,
		allErrors: true,
		formats: { date: /^\d{4}-\d\d-\d\d$/ },
	}).compile(schema);
	/** @type {Set<string>} */
	const met = new Set();

	/** @param {unknown} report @param {string} [about] */
	function assertValid(report, about = name) {
		const errors = () => JSON.stringify(validate.errors, null, 1);
		assert.ok(validate(report), `${about}: ${errors()}`);
		visit(schema, report, name);
	}

	/** @param {Schema} part @param {any} value @param {string} type */
	function visit(part, value, type) {
		if (part.$ref) {
			const target = decodeURIComponent(part.$ref.slice("#/$defs/".length));
			return visit(schema.$defs[target], value, target);
		}
		if (Array.isArray(value)) {
			for (const item of value) if (part.items) visit(part.items, item, type);
		} else if (part.properties) {
			for (const [key, inner] of Object.entries(value)) {
				met.add(field(type, key));
				visit(part.properties[key], inner, type);
			}
		} else if (part.additionalProperties) {
			for (const inner of Object.values(value))
				visit(part.additionalProperties, inner, type);
		}
	}

	/** Returns the fields that no report had, as `Type.field`. */
	function unmet() {
		const types = Object.entries({ [name]: schema, ...schema.$defs });
		const all = types.flatMap(([type, { properties = {} }]) =>
			Object.keys(properties).map((key) => field(type, key)),
		);
		return [...new Set(all)].filter((one) => !met.has(one));
	}

	return { assertValid, unmet };
}

/** All instances of a generic type count as one. @param {string} type @param {string} key */
function field(type, key) {
	return `${type.replace(/<.*>/, "")}.${key}`;
}
