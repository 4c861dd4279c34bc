import { counts, fixes, hasIssues, search, severity } from "../state/issues";
import { count } from "../text/format";
import { GoToLine } from "./Line";

const FILTERS = [
	["all", "All"],
	["error", "Errors"],
	["warning", "Warnings"],
	["info", "Notes"],
] as const;

/** What is listed: by severity, by fix, by words or line; and any line of a file. */
export const Toolbar = () => (
	<div class="toolbar">
		{hasIssues.value && (
			<>
				<fieldset class="segments">
					<legend class="sr">Severity</legend>
					{FILTERS.map(
						([name, label]) =>
							(name === "all" || counts.value[name] > 0) && (
								<button
									key={name}
									type="button"
									aria-pressed={severity.value === name}
									onClick={() => {
										severity.value = name;
									}}
								>
									{label} <span>{count(counts.value[name])}</span>
								</button>
							),
					)}
				</fieldset>
				<label class="only-fixable">
					<input
						type="checkbox"
						checked={fixes.value !== "all"}
						onChange={(event) => {
							fixes.value = event.currentTarget.checked ? "fixable" : "all";
						}}
					/>{" "}
					Fixable only
				</label>
				<input
					type="search"
					aria-label="Search the issues"
					placeholder="Search text or line number"
					value={search.value}
					onInput={(event) => {
						search.value = event.currentTarget.value;
					}}
				/>
			</>
		)}
		<GoToLine />
	</div>
);
