// Mistakes in a command: a sentence with the remedy, and exit code 2.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { folder, tuneset } from "./support/command.mjs";
import { lines } from "./support/records.mjs";

/** @type {[what: string, args: string[], says: RegExp][]} */
const mistakes = [
	[
		"an unknown command",
		["chek", "a.jsonl"],
		/there is no command "chek"; did you mean check\?/,
	],
	[
		"a file without a command",
		["a.jsonl"],
		/say what to do with the file, as in `tuneset check a\.jsonl`/,
	],
	[
		"an option without a command",
		["--model", "nova-lite"],
		/the command comes first/,
	],
	["no file", ["check"], /name a file, as in `tuneset check train\.jsonl`/],
	[
		"a file that is not there",
		["check", "nope.jsonl"],
		/There is no file nope\.jsonl/,
	],
	[
		"a folder without data",
		["check", "empty"],
		/there is not a \.jsonl, .* file in the folder empty, only 1 \.txt file, 1 hidden file\./,
	],
	[
		"a pattern that nothing matches",
		["check", "part-*.jsonl"],
		/no file matches part-\*\.jsonl\./,
	],
	[
		"a diff in another format",
		["check", "a.jsonl", "--diff", "--format", "json"],
		/--diff is a format of its own; leave --format json out\./,
	],
	[
		"a diff of a conversion",
		["check", "a.jsonl", "--diff", "--convert"],
		/--diff shows fixes only; leave --convert out\./,
	],
	[
		"a mistyped option",
		["check", "a.jsonl", "--modle", "x"],
		/there is no option --modle; did you mean --model\?/,
	],
	[
		"a mistyped short option",
		["check", "a.jsonl", "-x"],
		/there is no option -x/,
	],
	[
		"an option of another command",
		["check", "a.jsonl", "--out", "x"],
		/--out belongs to `tuneset prepare`/,
	],
	[
		"a mistyped model",
		["check", "a.jsonl", "--model", "nova-light"],
		/did you mean nova-lite\?/,
	],
	[
		"a model without a likeness",
		["check", "a.jsonl", "--model", "?"],
		/there is no model "\?"/i,
	],
	[
		"an option without its value",
		["check", "a.jsonl", "--model"],
		/--model needs a value, as in --model ID/,
	],
	[
		"an option that swallows the next",
		["prepare", "a.jsonl", "--out", "--force"],
		/--out needs a value/,
	],
	[
		"a value for a switch",
		["check", "a.jsonl", "--quiet=yes"],
		/--quiet takes no value/,
	],
	[
		"an unknown format",
		["check", "a.jsonl", "--format", "yaml"],
		/--format is one of text, json, jsonl, github, sarif, markdown, html, not "yaml"/,
	],
	[
		"a limit without a number",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-records"],
		/--limit needs a name and a number, as in --limit max-records=50000/,
	],
	[
		"a limit that is not a number",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-records=many"],
		/the limit max-records must be a whole number from 1 up, not "many"/i,
	],
	[
		"a limit that AWS does not adjust",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-tokens=9"],
		/max-tokens is not an adjustable quota .* what can be set is max-records \(20,000 unless set\)/i,
	],
	[
		"a mistyped limit",
		["check", "a.jsonl", "--model", "nova-lite", "--limit", "max-record=9"],
		/there is no limit "max-record"; did you mean max-records\?/i,
	],
	[
		"a limit without a model",
		["check", "a.jsonl", "--limit", "max-records=9"],
		/name the model too/,
	],
	[
		"a word for a number",
		["check", "a.jsonl", "--max-examples", "many"],
		/--max-examples needs a whole number or all, not "many"/,
	],
	[
		"an unknown rule",
		["check", "a.jsonl", "--ignore", "invalid-jsn"],
		/there is no rule "invalid-jsn"; did you mean invalid-json\?/,
	],
	[
		"a rule by its former name",
		["check", "a.jsonl", "--ignore", "mixed-scripts"],
		/--ignore: the rule mixed-scripts is now called confusable-characters/,
	],
	[
		"the former name of a rule whose fixes are chosen",
		["check", "a.jsonl", "--fix-rule", "open-quote=off"],
		/the rule open-quote is now called unclosed-quote/,
	],
	[
		"an unknown severity",
		["check", "a.jsonl", "--fail-on", "info"],
		/--fail-on is one of error, warning, never/,
	],
	[
		"too many workers",
		["check", "a.jsonl", "--workers", "1000"],
		/workers must be a whole number from 0 to 64/,
	],
	[
		"standard input twice",
		["check", "-", "-"],
		/standard input \(-\) can be read once only/,
	],
	[
		"an unknown format to convert to",
		["check", "a.jsonl", "--convert=openai"],
		/--convert is one of prompt-completion, .*, pretraining, not "openai"/,
	],
	[
		"a format that the model does not take",
		[
			"check",
			"a.jsonl",
			"--model",
			"nova-lite",
			"--convert",
			"claude-messages",
		],
		/Nova Lite requires bedrock-conversation-2024 records; convert to that/,
	],
	[
		"no folder for the results",
		["prepare", "a.jsonl"],
		/say where the results go with --out DIR/,
	],
	[
		"a file for the folder",
		["prepare", "a.jsonl", "--out", "a.jsonl"],
		/--out needs a folder, and a\.jsonl is a file/,
	],
	[
		"a senseless share",
		["prepare", "a.jsonl", "--out", "o", "--validation", "120%"],
		/validation "120%" is neither a share/i,
	],
	[
		"a senseless seed",
		["prepare", "a.jsonl", "--out", "o", "--seed", "x"],
		/--seed needs a whole number, not "x"/,
	],
	[
		"a seed below 0",
		["prepare", "a.jsonl", "--out", "o", "--seed", "-1"],
		/--seed must be 0 or more, not -1\./,
	],
	[
		"fewer than no examples",
		["check", "a.jsonl", "--max-examples=-1"],
		/--max-examples must be 0 or more, not -1\./,
	],
	[
		"a folder for a file",
		["check", "a.jsonl", "-o", "empty"],
		/--output-file needs a file, and empty is none/,
	],
	[
		"an input for a file",
		["check", "a.jsonl", "--output-file", "./a.jsonl"],
		/\.\/a\.jsonl is an input and would be replaced/,
	],
	[
		"colours at no known time",
		["check", "a.jsonl", "--color", "sometimes"],
		/--color is one of auto, always, never, not "sometimes"/,
	],
	[
		"a seed too large",
		["prepare", "a.jsonl", "--out", "o", "--seed", "9007199254740993"],
		/seed/,
	],
	[
		"near-duplicates left out that are not looked for",
		["prepare", "a.jsonl", "--out", "o", "--dedupe", "near", "--near", "off"],
		/dedupe near requires near, which is off/,
	],
	[
		"a similarity out of range",
		["check", "a.jsonl", "--near", "0.2"],
		/near "0.2" is neither a similarity from 0.5 to 1, such as 0.8, nor off/,
	],
	[
		"a group by what is no place",
		["prepare", "a.jsonl", "--out", "o", "--group-by", "id"],
		/group-by "id" is no JSON Pointer: it begins with a slash/,
	],
	[
		"classes by what is no place",
		["prepare", "a.jsonl", "--out", "o", "--stratify-by", "label"],
		/neither auto nor off: stratify-by "label" is no JSON Pointer/,
	],
	[
		"standard input read as the data and to compare with",
		["check", "-", "--against", "-"],
		/standard input \(-\) can be read once only/,
	],
	[
		"a file to compare with that is not there",
		["check", "a.jsonl", "--against", "nope.jsonl"],
		/There is no file nope\.jsonl/,
	],
	[
		"a file to compare with that is not named",
		["check", "a.jsonl", "--against"],
		/--against needs a value, as in --against FILE/,
	],
	[
		"an unknown rule to explain",
		["rules", "role-ordr"],
		/there is no rule "role-ordr"; did you mean role-order\?/,
	],
	[
		"the former name of a rule to explain",
		["rules", "outlying-length"],
		/the rule outlying-length is now called length-outlier/,
	],
	[
		"an unknown model to show",
		["models", "nova-pr"],
		/there is no model "nova-pr"; did you mean nova-pro\?/,
	],
	["two rules to explain", ["rules", "a", "b"], /takes one name/],
	[
		"a config file that is not there",
		["check", "a.jsonl", "--config", "c.json"],
		/there is no config file c\.json/,
	],
	[
		"a config file that is not JSON",
		["check", "a.jsonl", "--config", "a.jsonl"],
		/is not JSON/,
	],
	[
		"an unknown key in a config file",
		["check", "a.jsonl", "--config", "unknown.json"],
		/there is no option "modle"; did you mean model\?/,
	],
	[
		"a wrong value in a config file",
		["check", "a.jsonl", "--config", "wrong.json"],
		/--format is one of/,
	],
];

for (const [what, args, says] of mistakes) {
	test(`${what}: a sentence and exit code 2`, async (t) => {
		const cwd = folder(t);
		writeFileSync(join(cwd, "a.jsonl"), lines(10));
		mkdirSync(join(cwd, "empty"));
		writeFileSync(join(cwd, "empty", "notes.txt"), "");
		writeFileSync(join(cwd, "empty", ".hidden.jsonl"), lines(1));
		writeFileSync(join(cwd, "unknown.json"), '{"modle": "nova-lite"}');
		writeFileSync(join(cwd, "wrong.json"), '{"format": "yaml"}');
		const { code, stdout, stderr } = await tuneset(args, { cwd });
		assert.match(stderr, says);
		assert.match(stderr, /^tuneset: [^\n]+\n$/, "one line");
		assert.equal(stdout, "");
		assert.equal(code, 2);
	});
}
