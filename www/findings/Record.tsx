import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { mapping } from "../state/changes";
import { view } from "../state/issues";
import { conversation, type Turn } from "../text/conversation";
import { count } from "../text/format";
import { pretty } from "../text/pretty";
import { Button } from "../ui/Button";
import { Scroller } from "../ui/Scroller";
import { Text } from "../ui/Text";

const VIEWS = [
	["chat", "Chat"],
	["json", "JSON"],
	["raw", "Raw"],
] as const;

/** A record as a conversation, as JSON over lines, or as its bytes. */
export function Record({
	text,
	line,
	pointer = "",
	children,
}: {
	/** Nothing where only its bytes can be shown. */
	text: string | undefined;
	line: number;
	/** Marks the turn that holds it. */
	pointer?: string;
	/** Its bytes. */
	children: ComponentChildren;
}) {
	const json = text === undefined ? undefined : parsed(text);
	const turns = conversation(json, mapping.value);
	const can = {
		chat: turns.length > 0,
		json: json !== undefined,
		raw: true,
	};
	const now = can[view.value] ? view.value : can.json ? "json" : "raw";
	return (
		<div class="record">
			<fieldset class="segments">
				<legend class="sr">Show the record as</legend>
				{VIEWS.map(([name, label]) => (
					<Button
						key={name}
						off={!can[name]}
						aria-pressed={now === name}
						title={
							can[name]
								? undefined
								: name === "chat"
									? "No messages in this record"
									: "Invalid JSON"
						}
						onClick={() => {
							view.value = name;
						}}
					>
						{label}
					</Button>
				))}
			</fieldset>
			{now === "chat" && <Chat turns={turns} pointer={pointer} />}
			{now === "json" && (
				<Scroller label={`Record at line ${count(line)}, as JSON`}>
					<Lines text={pretty(text ?? "")} />
				</Scroller>
			)}
			{now === "raw" && children}
		</div>
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** A turn of megabytes would stop the page. */
const MOST_SHOWN = 20_000;

const Chat = ({ turns, pointer }: { turns: Turn[]; pointer: string }) => (
	<ol class="chat" aria-label="Conversation">
		{turns.map(({ side, name, at, parts }) => {
			const isMeant = pointer === at || pointer.startsWith(`${at}/`);
			return (
				<li key={at} class={`turn is-${side} ${isMeant ? "is-meant" : ""}`}>
					<p class="turn-name">
						{name || "no role"}
						{isMeant && <strong> the problem is here</strong>}
					</p>
					{parts.map((part, index) =>
						"text" in part ? (
							<p key={String(index)} class="turn-text">
								{part.text.trim() === "" && <em class="cut">empty </em>}
								<Lines text={part.text.slice(0, MOST_SHOWN)} />
								{part.text.length > MOST_SHOWN && <span class="cut"> …</span>}
							</p>
						) : (
							<pre key={String(index)} class="turn-json">
								<Text text={part.json} />
							</pre>
						),
					)}
					{parts.length === 0 && <em class="cut">no content</em>}
				</li>
			);
		})}
	</ol>
);

/** A text over lines: what is invisible shows, but line feeds break lines. */
const Lines = ({ text }: { text: string }) => (
	<>
		{text.split("\n").map((line, index) => (
			<Fragment key={String(index)}>
				{index > 0 && "\n"}
				<Text text={line} />
			</Fragment>
		))}
	</>
);
