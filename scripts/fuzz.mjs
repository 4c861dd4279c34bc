// The fuzz targets of fuzz/, FUZZ_SECONDS each (default: 10); FUZZ_TARGETS=words,tables runs these alone. FUZZ_SECONDS=0 only
// compiles them, as CI does: `cargo test --test fuzzed` replays fuzz/corpus there, and chance does not refuse a change.

import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { home, thisMachine } from "./machine.mjs";
import { run } from "./run.mjs";
import { toolPath } from "./toolchain.mjs";

/** Runs them. @returns {Promise<string | undefined>} why they were skipped */
export async function fuzz() {
	if (!["c++", "g++", "clang++"].some(thisMachine.which))
		return "no C++ compiler here, and libFuzzer is C++";
	const { FUZZ_SECONDS: limit = "10", FUZZ_TARGETS: wanted } = process.env;
	if (limit === "0") {
		const place = ["--manifest-path", "fuzz/Cargo.toml"];
		await run("cargo", ["check", ...place, "--target-dir", "target/fuzz"], {
			cwd: home,
		});
		return undefined;
	}
	const targets = wanted ? wanted.split(",") : names("fuzz_targets", ".rs");
	// No sanitizer: all our code is safe Rust, so there is nothing for one to find; without it nine times as many
	// inputs are tried in the same time, and the stable compiler will do.
	const flags = ["--sanitizer", "none"];
	// All of them at once: one build of the crate, and cores that link side by side.
	await cargoFuzz(["build", ...flags]);
	const dictionary = words();
	for (const target of targets) {
		console.log(`\nFuzzing ${target} for ${limit} s`);
		// New inputs go below target/; fuzz/corpus/ holds the inputs worth keeping and is only read.
		const found = `fuzz/target/corpus/${target}`;
		const kept = `fuzz/corpus/${target}`;
		mkdirSync(join(home, found), { recursive: true });
		const corpora = [found, kept].filter((path) =>
			existsSync(join(home, path)),
		);
		await cargoFuzz([
			"run",
			...flags,
			target,
			...corpora,
			"--",
			`-dict=${dictionary}`,
			`-max_total_time=${limit}`,
			"-timeout=60", // seconds for one input: a hang, on a busy machine too
			"-verbosity=0",
		]);
	}
	return undefined;
}

/** The words of all dictionaries in one file, as libFuzzer takes no more. */
function words() {
	const texts = names("dictionaries", ".dict").map((name) =>
		readFileSync(join(home, "fuzz/dictionaries", `${name}.dict`), "utf8"),
	);
	const path = join(home, "fuzz/target/words.dict");
	writeFileSync(path, texts.join("\n"));
	return path;
}

/** @param {string} folder below fuzz/ @param {string} ending */
function names(folder, ending) {
	return readdirSync(join(home, "fuzz", folder))
		.filter((name) => name.endsWith(ending))
		.map((name) => name.slice(0, -ending.length))
		.sort();
}

/** @param {string[]} args */
function cargoFuzz(args) {
	return run("cargo", ["fuzz", ...args], {
		cwd: home,
		env: { PATH: toolPath() },
	});
}
