import { Marked } from "../ui/Text";

const TEXT = '{"role":"user","content":[{"text":"And abroad?"}]}]}';

/** Example of a finding, shown before anything was dropped. */
export const ExampleFinding = () => (
	<figure
		class="example-finding is-error"
		aria-label="What a finding looks like"
	>
		<p class="finding-where">
			<span class="place">line 17, column 243</span>
			<span class="pointer">/messages/2/role</span>
		</p>
		<p>The conversation must end with an assistant message</p>
		<pre class="excerpt">
			<Marked text={`… ${TEXT}`} mark={[10, 16]} />
		</pre>
	</figure>
);
