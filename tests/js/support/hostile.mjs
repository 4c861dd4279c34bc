// Text that tries to be something else: a command of a shell, a workflow or a terminal, a link, a mention, markup.

/** @param {number} from @param {number} to */
const range = (from, to) =>
	Array.from({ length: to - from + 1 }, (_, at) =>
		String.fromCodePoint(from + at),
	);

/** Every C0 character, DEL, every C1 character, separators, and what turns text around. */
export const CONTROLS = [
	...range(0, 0x1f),
	...range(0x7f, 0x9f),
	...range(0x2028, 0x2029),
	"\u061c",
	...range(0x200e, 0x200f),
	...range(0x202a, 0x202e),
	...range(0x2066, 0x2069),
];

/** Matches what no output may hold raw: CONTROLS but line feeds, and characters that cannot be seen. */
export const RAW = /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u;

const COMMAND = "touch PWNED";

const words = (/** @type {string} */ text) => text.split(" ");

const ENDS = ["\n", "\r", "\r\n", "\n\n", "\n#\n", "\\\n", "\u2028", "\u0085"];
const JOINTS = [
	...words("; ;; & && | || |& ) } '; \"; ') \")"),
	"\n;",
	"'\n",
	'"\n',
];
const QUOTES = words(
	"' \" ` '' \"\" '\\'' \\' \\\" $' $\" ‘ ’ “ ” ‚ „ « » ′ ″ ＇ ＂ ʼ `'`",
);
const CALLS = [
	`$(${COMMAND})`,
	`\`${COMMAND}\``,
	`\${x:-$(${COMMAND})}`,
	`<(${COMMAND})`,
	`>(${COMMAND})`,
];

/** Ways to get a shell to run a command, or to read a word otherwise than it is written. */
export const SHELL = [
	...ENDS.flatMap((end) => [
		`a${end}${COMMAND}`,
		`a${end}${COMMAND}${end}`,
		`'${end}${COMMAND}`,
	]),
	...JOINTS.flatMap((joint) => [
		`a${joint}${COMMAND}`,
		`a${joint}${COMMAND}${joint}`,
		`a${joint} ${COMMAND} #`,
	]),
	...QUOTES.flatMap((quote) => [quote, `${quote}${COMMAND}${quote}`]),
	...CALLS.flatMap((call) => [call, `a${call}b`, `'${call}'`, `"${call}"`]),
	...words("> >> 2> &> >|").map((sign) => `a ${sign} PWNED`),
	...["<<EOF\nx\nEOF\ntouch PWNED", "EOF", "\nEOF\n", "<<'EOF'", "<<< x"],
	...words(
		"$HOME $PATH $$ $! $? $0 $* $@ $# $- $IFS !! !x ^a^b ~ ~root =ls %1",
	),
	...words("* ? [a-z] {a,b} {1..9} ** !(x) @(x) +(x) \\* */../*"),
	...words("-option --help -- - --region=x -e @file file:///etc/passwd @-"),
	...words("# #! if then fi done esac { } () [[ a=b a,b a;type=x"),
	...["a # b", "exit 0", "set +e", "trap x EXIT", "exec true", "aws() { :; }"],
	...words(
		"\\ \\\\ a\\ \\n \\x0a %s %n %0A &#10; ../../etc/passwd a/../b C:\\x",
	),
	...["a\tb", "  a  ", "a  b"],
	...words("é 日本 🦀 e\u0301 \u{e0041} \ufffd \u00a0 \u3000 ﬀ \u200b \ufeff"),
	"a".repeat(5000),
	"'".repeat(2000),
	`${"$(".repeat(500)}${COMMAND}${")".repeat(500)}`,
	"\n".repeat(1000),
	...CONTROLS.map((control) => `a${control}${COMMAND}`),
];
