// `node scripts/rules-page.mjs` writes docs/rules.md from the registry; a test fails while the two differ.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "./machine.mjs";
import { main } from "./run.mjs";

export const path = join(home, "docs", "rules.md");

/**
 * The page as Markdown.
 *
 * @param {readonly import("../js/types/index.ts").RuleInfo[]} rules
 */
export function rulesPage(rules) {
	const rows = rules.map(
		({ name, severity, fixable, summary }) =>
			`| [${name}](#${name}) | ${severity} | ${fixable ? "yes" : ""} | ${summary.replaceAll("|", "\\|")} |`,
	);
	const sections = rules.map(({ name, severity, fixable, docs }) => {
		const fix = fixable ? " A safe fix exists." : "";
		return `## ${name}\n\n*${severity}.*${fix}\n\n${docs.replaceAll("\n## ", "\n### ").replace(/^## /, "### ")}`;
	});
	return `# Rules

Made from the registry in \`src/lint/rules\`; \`tuneset rules NAME\` shows the same. Tags such as UG-prep name a source: see
\`src/models/models.toml\`. A finding may be milder than its rule where AWS's sources disagree.

| rule | severity | safe fix | what it reports |
| --- | --- | --- | --- |
${rows.join("\n")}

${sections.join("\n")}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
	main(async () => {
		const { rules } = await import("../pkg/node.js");
		writeFileSync(path, rulesPage(rules));
	});
}
