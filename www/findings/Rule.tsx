import { type Issue, look } from "../state/issues";
import { count, counted } from "../text/format";
import { Icon } from "../ui/Icon";
import { open } from "./open";
import { FixButton } from "./RuleFix";
import { Words } from "./Words";

const NAMES = { error: "Error", warning: "Warning", info: "Note" };

/** One rule in the list: what is wrong, how often, and its fix. */
export function Rule({
	issue,
	isCurrent,
}: {
	issue: Issue;
	isCurrent: boolean;
}) {
	const { name, title, rule, severity, records, isPartial } = issue;
	const fixed = issue.open === 0;
	return (
		<li class={`rule is-${fixed ? "ready" : severity}`}>
			<button
				type="button"
				class="rule-toggle"
				aria-current={isCurrent}
				onClick={() => {
					look(name);
					open();
				}}
			>
				<span class="rule-severity">
					<Icon name={fixed ? "ready" : severity} />
					{fixed ? "Fixed" : NAMES[severity]}
				</span>
				<span class="rule-title">
					<Words text={title} />
				</span>
				<span class="rule-name">{name}</span>
				<span class="rule-count">
					{fixed ? `${count(rule.fixed)} fixed` : count(issue.open)}
				</span>
				<span class="rule-records">
					{!fixed &&
						records > 0 &&
						`in ${isPartial ? `${count(records)}+ records` : counted(records, "record")}`}
				</span>
			</button>
			<FixButton name={name} rule={rule} />
		</li>
	);
}
