import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { warmUp } from "../engine/engine";
import { chosenFiles, pasted } from "../engine/input";
import { take as takeFiles } from "../state/measure";
import { notice } from "../state/page";
import { tryExample } from "../state/run";

/** Entrance for data: drop, choose, paste, or the example. */
export function Drop() {
	const file = useRef<HTMLInputElement>(null);
	const folder = useRef<HTMLInputElement>(null);
	const pasting = useSignal(false);
	const take = (input: HTMLInputElement | null) => {
		if (!input?.files?.length) return;
		takeFiles(chosenFiles(input));
		input.value = ""; // the same file may be chosen again
	};
	return (
		<div class="drop">
			<button
				type="button"
				class="drop-zone"
				onClick={() => file.current?.click()}
			>
				<span class="drop-title">Drop JSONL files or a folder here</span>
				<span class="drop-hint">
					or click to browse. Also CSV, JSON arrays, .gz and .zst; several files
					make one data set. Up to about 10 GB.
				</span>
			</button>
			<input
				ref={file}
				type="file"
				multiple
				hidden
				data-testid="files"
				onClick={warmUp}
				onChange={() => take(file.current)}
			/>
			<input
				ref={folder}
				type="file"
				hidden
				// Preact's types do not know it, and every browser does.
				{...{ webkitdirectory: true }}
				data-testid="folder"
				onClick={warmUp}
				onChange={() => take(folder.current)}
			/>
			<div class="drop-more">
				<button type="button" onClick={() => folder.current?.click()}>
					Open folder
				</button>
				<button
					type="button"
					aria-expanded={pasting.value}
					aria-controls="paste"
					onClick={() => {
						pasting.value = !pasting.value;
					}}
				>
					Paste text
				</button>
				<button type="button" class="accent-quiet" onClick={tryExample}>
					Try a sample file with common errors
				</button>
			</div>
			{notice.value && <p class="notice">{notice.value}</p>}
			{pasting.value && <Paste />}
		</div>
	);
}

function Paste() {
	const text = useSignal("");
	const area = useRef<HTMLTextAreaElement>(null);
	useEffect(() => area.current?.focus(), []);
	return (
		<form
			id="paste"
			class="paste"
			onSubmit={(event) => {
				event.preventDefault();
				if (text.value) takeFiles([pasted(text.value)]);
			}}
		>
			<label for="paste-text">Records, one on each line</label>
			<textarea
				id="paste-text"
				rows={6}
				spellcheck={false}
				autocapitalize="off"
				placeholder={
					'{"messages":[{"role":"user","content":[{"text":"…"}]}, …]}'
				}
				value={text.value}
				ref={area}
				onInput={(event) => {
					text.value = event.currentTarget.value;
				}}
			/>
			<button type="submit" class="primary" disabled={!text.value}>
				Check
			</button>
		</form>
	);
}
