/** Names of the files that come of preparing data, in the folder of `--out` and from the page's export. */
export const OUTPUT_FILES = {
	train: "train.jsonl",
	validation: "validation.jsonl",
	setAside: "set-aside.jsonl",
	page: "report.html",
	report: "report.json",
} as const;
