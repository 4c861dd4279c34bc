import { passedOver } from "../engine/input";
import { files, phase, report, seconds, stale } from "../state/page";
import { startOver } from "../state/start-over";
import { bytes, count, counted, duration } from "../text/format";
import { Icon } from "../ui/Icon";
import { CopyLink } from "./CopyLink";
import { ModelSelect } from "./ModelSelect";

/** The files at hand and the model that they are for. */
export function DataSet() {
	const known = report.value;
	const size = files.value.reduce((sum, file) => sum + file.data.size, 0);
	const text = known?.complete
		? known.files.reduce((sum, file) => sum + file.bytes, 0)
		: size;
	const isPacked = known?.files.some(({ compressed }) => compressed);
	const [first] = files.value;
	return (
		<div class="facts" data-stale={stale.value || undefined}>
			<div class="facts-files">
				<Icon name="file" />
				<strong class="break">
					{files.value.length === 1
						? first?.name
						: counted(files.value.length, "file")}
				</strong>
				<span>{bytes(size)}</span>
				{isPacked && known?.complete && <span>{bytes(text)} uncompressed</span>}
				{phase.value === "done" && seconds.value > 0 && (
					<span>
						{duration(seconds.value)}
						{/* The speed of a small file is the time that a worker takes to start. */}
						{text > 1e6 && `, ${bytes(text / seconds.value)}/s`}
					</span>
				)}
				<button type="button" class="link" onClick={startOver}>
					New file…
				</button>
				<CopyLink />
			</div>
			<div class="facts-model">
				<ModelSelect id="model" />
				{known?.model && (
					<p class="fine">
						Rules as of {known.model.asOf}
						{known.model.limits?.map(
							({ name, value }) => `; ${name} ${count(value)} (set by you)`,
						)}
					</p>
				)}
			</div>
			{passedOver.value && (
				<p class="fine">Passed over in the folder: {passedOver.value}.</p>
			)}
			<FileList />
		</div>
	);
}

function FileList() {
	const known = report.value;
	if (!known || files.value.length < 2) return null;
	return (
		<details class="file-list">
			<summary>Files</summary>
			<ul>
				{known.files.map((file) => (
					<li key={file.name}>
						<span class="break">{file.name}</span>
						{file.validation && <span>validation file</span>}
						<span class="numeral">{bytes(file.bytes)}</span>
						<span class="numeral">{count(file.lines)} lines</span>
					</li>
				))}
			</ul>
		</details>
	);
}
