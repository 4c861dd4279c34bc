// `node scripts/api-page.mjs` writes docs/api.md from the types of pkg/; a test fails while the two differ.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consumers, load } from "./consumers.mjs";
import { home } from "./machine.mjs";
import { Failure, main } from "./run.mjs";

export const path = join(home, "docs", "api.md");

/**
 * The sections in their order: declarations of the named files, and declarations by name, which take precedence.
 *
 * @type {Record<string, string[]>}
 */
const SECTIONS = {
	Functions: ["public.d.ts", "file"],
	"Input, options and outputs": [
		"types.d.ts",
		"generated-options.d.ts",
		...words(
			"FileInput InitOptions MeasureOptions OutputTarget Outputs PickedFile Prepared",
		),
	],
	"The report": ["generated-report.d.ts"],
	Plan: ["PlanOptions", "generated-plan.d.ts"],
	"The job's request": [
		...words("JobFields JobFile JobInvocationLogs JobTag JobVpc"),
		...words(
			"JobApi JobPlan JobFault JobNames JobUpload JobDocument JobCommand",
		),
	],
	Metrics: ["generated-metrics.d.ts"],
	Evaluation: [
		"generated-evaluation.d.ts",
		...words("EvaluationFiles EvaluateOptions EvaluationOptions"),
	],
	"Models and rules": [
		"registry.d.ts",
		"catalogue.d.ts",
		"generated-catalogue.d.ts",
	],
	Errors: ["error.d.ts", "TunesetErrorCode"],
};

/** @param {string} text */
function words(text) {
	return text.split(" ");
}

const PREFACE = `# The npm package

Made from the types of the package by \`node scripts/api-page.mjs\`. \`import … from "tuneset"\` gives all of it in Node, Deno and Bun; in
browsers \`file\` throws. \`tuneset/inline\` is the same as in browsers, with engine and worker embedded.

Problems in the data are findings of a report, never exceptions; whatever else goes wrong is a [TunesetError](#tuneseterror). Lines and
columns count from 1, columns in UTF-16 units; byte offsets count from 0.

`;

/**
 * The page as Markdown.
 *
 * @param {string} tools folder of \`consumers\`, which has a TypeScript that TypeDoc understands
 * @param {string} pkg the package
 */
export async function apiPage(tools, pkg = join(home, "pkg")) {
	const typedoc = await load(tools, "typedoc");
	const folder = mkdtempSync(join(tmpdir(), "tuneset-api-"));
	try {
		const tsconfig = join(folder, "tsconfig.json");
		const entry = join(pkg, "node.d.ts");
		writeFileSync(
			tsconfig,
			JSON.stringify({
				compilerOptions: {
					strict: true,
					target: "ES2023",
					module: "nodenext",
					lib: ["ES2023", "DOM"],
					types: [],
				},
				files: [entry],
			}),
		);
		const app = await typedoc.Application.bootstrapWithPlugins(
			{
				plugin: [
					join(tools, "node_modules/typedoc-plugin-markdown/dist/index.js"),
				],
				entryPoints: [entry],
				tsconfig,
				out: folder,
				name: "tuneset",
				readme: "none",
				logLevel: "Warn",
				disableSources: true,
				excludeExternals: true,
				// In the order of the entry's exports, those of Node alone last.
				sort: [],
				categorizeByGroup: false,
				categoryOrder: Object.keys(SECTIONS),
				outputFileStrategy: "modules",
				entryFileName: "api",
				hidePageHeader: true,
				hideBreadcrumbs: true,
				hidePageTitle: true,
				hideGroupHeadings: true,
				useCodeBlocks: true,
				expandObjects: true,
				parametersFormat: "table",
				interfacePropertiesFormat: "table",
				classPropertiesFormat: "table",
				typeAliasPropertiesFormat: "table",
				typeDeclarationFormat: "table",
				requiredToBeDocumented: [
					"Class",
					"Function",
					"Interface",
					"TypeAlias",
					"Variable",
				],
				validation: {
					notExported: true,
					invalidLink: true,
					notDocumented: true,
				},
			},
			[new typedoc.TSConfigReader()],
		);
		// Before the plugin that reads these tags.
		app.converter.on(
			typedoc.Converter.EVENT_RESOLVE_BEGIN,
			(/** @type {any} */ { project }) => {
				const fileOf = (/** @type {unknown} */ one) =>
					project.getSymbolIdFromReflection(one)?.packagePath;
				const last = (/** @type {unknown} */ one) =>
					Number(fileOf(one) === "node.d.ts");
				project.childrenIncludingDocuments.sort(
					(/** @type {unknown} */ a, /** @type {unknown} */ b) =>
						last(a) - last(b),
				);
				for (const one of project.children) {
					one.comment ??= new typedoc.Comment();
					one.comment.blockTags.push(
						new typedoc.CommentTag("@category", [
							{ kind: "text", text: section(one.name, fileOf(one)) },
						]),
					);
				}
			},
		);
		const project = await app.convert();
		if (!project) throw new Failure("TypeDoc could not read the types.");
		app.validate(project);
		await app.generateOutputs(project);
		if (app.logger.hasErrors() || app.logger.hasWarnings())
			throw new Failure(
				"TypeDoc has something to say of the types: see above.",
			);
		const page = readFileSync(join(folder, "api.md"), "utf8");
		return PREFACE + contents(page) + page;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** @param {string} name @param {string} file */
function section(name, file) {
	for (const key of [name, file])
		for (const [title, keys] of Object.entries(SECTIONS))
			if (keys.includes(key)) return title;
	throw new Failure(`${name} of ${file} belongs to no section.`);
}

/** Table of contents with links. @param {string} page */
function contents(page) {
	const headings = page.matchAll(/^(##|###) (.+)$/gm);
	let list = "";
	for (const [, level, title] of headings) {
		const id = title
			.toLowerCase()
			.replace(/[^\w -]/g, "")
			.replaceAll(" ", "-");
		if (level === "##") list += `\n- **[${title}](#${id})**:`;
		else list += ` [${title.replace("()", "")}](#${id})`;
	}
	return `${list.trim()}\n\n`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
	main(async () => {
		const tools = await consumers();
		if (tools.folder === undefined) throw new Failure(tools.missing);
		writeFileSync(path, await apiPage(tools.folder));
	});
}
