import { useSignal } from "@preact/signals";
import type { Cluster } from "../../js/types";
import { report } from "../state/page";
import { count, counted, percent } from "../text/format";
import { Icon } from "../ui/Icon";
import { Paged } from "../ui/Pager";
import { Panel } from "../ui/Panel";
import { Comparison } from "./Comparison";
import { Decide } from "./Decide";
import { Alike, KINDS, placeText, SideBySide } from "./SideBySide";

/** Duplicate records: kept and dropped. */
export function Duplicates() {
	const known = report.value;
	if (!known || known.counts.valid === 0) return null;
	const { exact, canonical, normalized, near, clusters, clusterCount } =
		known.duplicates;
	const all = near ?? normalized;
	const prompts = known.duplicates.nearPrompts;
	const dropped = known.split?.setAside.byReason["duplicate-record"];
	return (
		<Panel
			name="Duplicates"
			note={all > 0 ? counted(all, "copy", "copies") : undefined}
		>
			{all === 0 ? (
				<p class="all-clear">
					<Icon name="ready" /> No record repeats another one
					{known.complete ? "." : " so far."}
				</p>
			) : (
				<>
					<p class="lead">
						{counted(all, "record repeats", "records repeat")} an earlier one:{" "}
						{count(exact)} to the byte, {count(canonical - exact)} as JSON
						written differently
						{all > canonical &&
							`, ${count(normalized - canonical)} in words, ${count(all - normalized)} nearly`}
						.{" "}
						{dropped !== undefined &&
							dropped !== 0 &&
							`${counted(dropped, "copy is", "copies are")} set aside, the first of each being kept. `}
						{known.split &&
							all > (dropped ?? 0) &&
							"What stays of a group stays on one side of the split."}
					</p>
					<ul class="clusters">
						<Paged items={clusters} name="groups of copies" size={10}>
							{(cluster: Cluster) => (
								<Group
									key={`${cluster.representative.file}:${cluster.representative.line}`}
									cluster={cluster}
								/>
							)}
						</Paged>
					</ul>
					{clusterCount > clusters.length && (
						<p class="quiet-text">
							The first {count(clusters.length)} groups of {count(clusterCount)}{" "}
							are listed; all copies are counted.
						</p>
					)}
				</>
			)}
			{prompts !== undefined && prompts > 0 && (
				<p class="quiet-text">
					{counted(prompts, "record has", "records have")} nearly the text of
					another one, but another answer. They are no copies: none is set
					aside, and they stay on one side of the split.
				</p>
			)}
			<Comparison />
		</Panel>
	);
}

function Group({ cluster }: { cluster: Cluster }) {
	const other = useSignal(0);
	const { representative, members } = cluster;
	const kept =
		[representative, ...members].find(({ dropped }) => !dropped) ??
		representative;
	const copies = [representative, ...members].filter((one) => one !== kept);
	const copy = copies[other.value] ?? copies[0];
	const nearest = Math.max(...members.map(({ similarity }) => similarity));
	const id = `cluster-${representative.file}-${representative.line}`.replace(
		/\W/g,
		"-",
	);
	const more = cluster.size - 1 - copies.length;
	const fate = copies.some(({ dropped }) => dropped) ? "Drop" : "Alike";
	return (
		<Alike
			id={id}
			line={
				<>
					<span class="keep">
						<b>Keep</b> {placeText(kept)}
					</span>
					<span class="drop-copies">
						<b>{fate}</b> {copies.slice(0, 4).map(placeText).join(", ")}
						{cluster.size > 5 && ` and ${count(cluster.size - 5)} more`}
					</span>
					<span class="cluster-kind">
						{KINDS[cluster.kind]}
						{cluster.kind === "near" && nearest && `, ${percent(nearest)}`}
					</span>
				</>
			}
		>
			{() => (
				<>
					{copies.length > 1 && (
						<span class="field">
							<label for={`${id}-copy`}>Copy</label>
							<select
								id={`${id}-copy`}
								value={String(other.value)}
								onChange={(event) => {
									other.value = Number(event.currentTarget.value);
								}}
							>
								{copies.map((one, index) => (
									<option key={placeText(one)} value={String(index)}>
										{placeText(one)}
									</option>
								))}
							</select>
							{more > 0 && <span class="fine">and {count(more)} more</span>}
						</span>
					)}
					{copy && (
						<>
							{report.value?.split && <Decide records={[kept, copy]} />}
							<SideBySide
								left={kept}
								right={copy}
								names={["Keep", copy.dropped ? "Drop" : "Alike"]}
							/>
						</>
					)}
				</>
			)}
		</Alike>
	);
}
