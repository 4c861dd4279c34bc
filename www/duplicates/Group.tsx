import { useSignal } from "@preact/signals";
import type { Cluster, ClusterMember, ClusterRecord } from "../../js/types";
import { changes, isDecision, keyOf } from "../state/changes";
import { decideFate, listMembers } from "../state/duplicates";
import { report } from "../state/page";
import { saving } from "../state/saving";
import { count, counted, percent } from "../text/format";
import { Button } from "../ui/Button";
import { Alike, likeness, placeText, SideBySide } from "../ui/SideBySide";

const fateOf = ({ dropped }: ClusterRecord) => (dropped ? "Dropped" : "Kept");

/** Places named in the line of a closed group. */
const NAMED = 4;

/** A group of duplicates: who is kept and who is dropped; open, each record with its fate, and two of them side by side. */
export function Group({ cluster }: { cluster: Cluster }) {
	const chosen = useSignal("");
	const { representative, members, size } = cluster;
	const records: (ClusterRecord | ClusterMember)[] = [
		representative,
		...members,
	];
	const left = records.find(({ dropped }) => !dropped) ?? representative;
	const others = records.filter((one) => one !== left);
	const right = others.find((one) => placeText(one) === chosen.value);
	const compared = right ?? others[0];
	const id = `cluster-${representative.file}-${representative.line}`.replace(
		/\W/g,
		"-",
	);
	return (
		<Alike
			id={id}
			line={
				<>
					<span class="group-size">{counted(size, "record")}</span>
					<span class="group-fates">
						<Fates
							name="Kept"
							records={records.filter((one) => !one.dropped)}
						/>
						<Fates
							name="Dropped"
							records={records.filter((one) => one.dropped)}
						/>
						{size > records.length && (
							<span>and {count(size - records.length)} more</span>
						)}
					</span>
					<span class="cluster-kind">{kindsOf(members)}</span>
				</>
			}
		>
			{() => (
				<>
					<table class="members">
						<thead class="sr">
							<tr>
								<th scope="col">Record</th>
								<th scope="col">Likeness</th>
								<th scope="col">State</th>
								<th scope="col">Decision</th>
							</tr>
						</thead>
						<tbody>
							{records.map((record) => (
								<Row
									key={placeText(record)}
									record={record}
									likeness={"kind" in record ? memberLikeness(record) : "first"}
								/>
							))}
						</tbody>
					</table>
					{size > records.length && (
						<p class="quiet-text">
							Showing {count(records.length)} of {count(size)} records.{" "}
							<button type="button" class="link" onClick={listMembers}>
								Show more
							</button>
						</p>
					)}
					{others.length > 1 && (
						<span class="field">
							<label for={`${id}-copy`}>Compare {placeText(left)} with</label>
							<select
								id={`${id}-copy`}
								value={compared && placeText(compared)}
								onChange={(event) => {
									chosen.value = event.currentTarget.value;
								}}
							>
								{others.map((one) => (
									<option key={placeText(one)} value={placeText(one)}>
										{placeText(one)}
									</option>
								))}
							</select>
						</span>
					)}
					{compared && (
						<SideBySide
							left={left}
							right={compared}
							names={[fateOf(left), fateOf(compared)]}
						/>
					)}
				</>
			)}
		</Alike>
	);
}

const Fates = ({
	name,
	records,
}: {
	name: string;
	records: ClusterRecord[];
}) =>
	records.length > 0 ? (
		<span class={`fate-${name.toLowerCase()}`}>
			<b>{name}</b> {records.slice(0, NAMED).map(placeText).join(", ")}
			{records.length > NAMED && `, ${count(records.length - NAMED)} more`}
		</span>
	) : null;

/** "83–87% similar, 2 identical": what the records are, never by their neighbors. */
function kindsOf(members: ClusterMember[]): string {
	const isNear = ({ kind, similarity }: ClusterMember) =>
		kind === "near" && similarity !== undefined;
	const near = members.filter(isNear).map(({ similarity = 0 }) => similarity);
	const others = members.filter((member) => !isNear(member)).map(likeness);
	const parts = [...new Set(others)].map((kind) => {
		const records = others.filter((name) => name === kind).length;
		return records > 1 && records < members.length
			? `${count(records)} ${kind}`
			: kind;
	});
	if (near.length === 0) return parts.join(", ");
	const [least, most] = [Math.min(...near), Math.max(...near)].map(percent);
	const similar = least === most ? least : `${least?.slice(0, -1)}–${most}`;
	return [`${similar} similar`, ...parts].join(", ");
}

/** In what a record is the same, and as which if that is not the first of its group. */
function memberLikeness(member: ClusterMember): string {
	const { copyOf } = member;
	return copyOf
		? `${likeness(member)} as ${placeText(copyOf)}`.replace(
				"identical as",
				"identical to",
			)
		: likeness(member);
}

/** A record with its fate, which can be decided whatever it repeats. */
function Row({
	record,
	likeness,
}: {
	record: ClusterRecord;
	likeness: string;
}) {
	const { file, line, digest, dropped } = record;
	const place = placeText(record);
	const isDecided = changes.value.some(
		(one) =>
			isDecision(one) &&
			keyOf(one) === keyOf({ does: "keep", of: { file, line, digest } }),
	);
	return (
		<tr>
			<th scope="row" class="break">
				{place}
			</th>
			<td>{likeness}</td>
			<td>
				<b class={`fate-${fateOf(record).toLowerCase()}`}>{fateOf(record)}</b>
				{isDecided && " by you"}
			</td>
			<td class="decide">
				{report.value?.split &&
					(["keep", "drop"] as const).map((does) => (
						<Button
							key={does}
							aria-pressed={(dropped ?? false) === (does === "drop")}
							aria-label={`${does} ${place}`}
							off={saving.value !== null}
							onClick={() => decideFate(record, does)}
						>
							{does}
						</Button>
					))}
			</td>
		</tr>
	);
}
