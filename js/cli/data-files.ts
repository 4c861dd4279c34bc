/** The files that a command reads: expands arguments, folders and names that are not UTF-8, and lists each file once. */

import { type BigIntStats, statSync } from "node:fs";
import { resolve } from "node:path";
import { inWords, WANTED } from "../io/folder.ts";
import type { NamedSource } from "../io/source.ts";
import { checkPath } from "../node/file.ts";
import { dataFiles } from "../node/folder.ts";
import { nameOf, type Path, PathSource, pathsOf } from "../node/path.ts";
import type { DataSettings } from "./arguments.ts";
import type { Values } from "./flag-values.ts";
import { say } from "./say.ts";
import { UsageError } from "./usage.ts";

/** Expands folders to the data files in them. Comparison and validation files are excluded. */
function expanded({ files, values }: DataSettings): Path[] {
	const { against, validationFile, quiet } = values;
	const all = meant(files, values);
	const [others, compared] = without(all, against);
	if (compared.length > 0 && !quiet)
		say(`${named(compared)}: compared with, and so no part of the data.`);
	const [training, validation] = without(others, validationFile);
	if (validation.length > 0 && !quiet)
		say(`${named(validation)}: validated with, and so not trained on.`);
	return training;
}

const named = (files: Path[]): string => files.map(nameOf).join(", ");

/** Parts files that an option names from the others. A file may be compared with itself. */
function without(all: Path[], option: string[] = []): [Path[], Path[]] {
	const paths = option.map((file) => resolve(file));
	const isNamed = (file: Path) => paths.includes(resolve(nameOf(file)));
	const found = all.filter(isNamed);
	return found.length === all.length
		? [all, []]
		: [all.filter((file) => !isNamed(file)), found];
}

/** The inputs, validation files last, and the number of these. */
export function inputFiles(settings: DataSettings): {
	files: Path[];
	validationFiles: number;
} {
	const training = expanded(settings);
	const validation = validatedWith(settings, training);
	return {
		files: [...training, ...validation],
		validationFiles: validation.length,
	};
}

/** The validation files; throws if one of them is to be trained on, too. */
function validatedWith({ values }: DataSettings, training: Path[]): Path[] {
	const validation = meant(values.validationFile ?? [], values);
	const both = validation.find((file) =>
		training.some((other) => isSameFile(file, other)),
	);
	if (both !== undefined)
		throw new UsageError(
			`${nameOf(both)} is both the data and the validation file; name two files.`,
		);
	return validation;
}

/** The files to compare with. */
export function comparedWith({ values }: DataSettings): Path[] {
	return meant(values.against ?? [], values);
}

function meant(files: string[], values: Values): Path[] {
	const once = new Once();
	for (const argument of files) {
		for (const file of argument === "-" ? ["-"] : pathsOf(argument)) {
			if (typeof file === "string" && file !== "-" && isFolder(file))
				for (const path of inFolder(file, values)) once.add(path);
			else once.add(file);
		}
	}
	if (!values.quiet) once.report();
	return once.files;
}

function inFolder(folder: string, { out, quiet }: Values): Path[] {
	const { data, passedOver } = dataFiles(folder, out);
	const others = passedOver.length > 0 ? inWords(passedOver) : "";
	if (data.length === 0) {
		const holds = others === "" ? "" : `, only ${others}`;
		throw new UsageError(
			`there is not ${WANTED} in the folder ${folder}${holds}.`,
		);
	}
	if (others !== "" && !quiet) say(`passed over in ${folder}: ${others}.`);
	return data;
}

/** Files, each once by whatever names it is given. */
class Once {
	readonly files: Path[] = [];
	readonly #names = new Set<string>();
	readonly #first = new Map<string, Path>();
	readonly #others: string[] = [];

	add(file: Path): void {
		const name = typeof file === "string" ? file : file.toString("latin1");
		if (this.#names.has(name)) return;
		this.#names.add(name);
		const stat = file === "-" ? undefined : statOf(file);
		if (stat?.isFile()) {
			const identity = `${stat.dev} ${stat.ino}`;
			const first = this.#first.get(identity);
			if (first !== undefined) {
				this.#others.push(`${nameOf(file)} is ${nameOf(first)}`);
				return;
			}
			this.#first.set(identity, file);
		}
		this.files.push(file);
	}

	report(): void {
		const more = this.#others.length - 3;
		if (this.#others.length > 0)
			say(
				`${this.#others.slice(0, 3).join(", ")}${more > 0 ? `, and ${more} more` : ""}: the same file by another name, which is read once.`,
			);
	}
}

/** `undefined` if the file is not accessible: the error is reported on reading. */
function statOf(file: Path): BigIntStats | undefined {
	try {
		return statSync(file, { bigint: true, throwIfNoEntry: false });
	} catch {
		return undefined;
	}
}

/** True for one file by two names, too. */
export function isSameFile(one: Path, other: Path): boolean {
	if (one === "-" || other === "-") return false;
	if (resolve(nameOf(one)) === resolve(nameOf(other))) return true;
	const [a, b] = [statOf(one), statOf(other)];
	return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}

export function isFolder(path: string): boolean {
	return statOf(path)?.isDirectory() ?? false;
}

/** Complains about a missing file before anything is read. */
export function inputs(files: Path[]): NamedSource[] {
	return files.map((file) => {
		if (file === "-") return { name: "stdin", data: process.stdin };
		checkPath(file);
		const data = new PathSource(file);
		return { name: data.name, data };
	});
}
