import { useEffect, useRef } from "preact/hooks";
import { catalogue } from "../state/page";
import { type Theme, theme } from "../state/settings";
import { type Mode, mode } from "../state/view";
import { Icon } from "../ui/Icon";

const NEXT: Record<Theme, Theme> = {
	system: "light",
	light: "dark",
	dark: "system",
};
const THEME_NAMES: Record<Theme, string> = {
	system: "Theme: as the system",
	light: "Theme: light",
	dark: "Theme: dark",
};

const MODES: [Mode, string][] = [
	["data", "Prepare data"],
	["after", "After training"],
];

export const Header = () => (
	<header class="masthead">
		<p class="wordmark">
			<svg class="logo" viewBox="0 0 20 20" aria-hidden="true">
				<path class="logo-lines" d="M2 5.5h16M2 10h16M2 14.5h16" />
				<path class="logo-stops" d="M12 3.2v4.6M6.5 7.7v4.6M14 12.2v4.6" />
			</svg>
			Tuneset
			{catalogue.value && (
				<span class="version">{catalogue.value.version}</span>
			)}
		</p>
		<nav class="modes" aria-label="Mode">
			{MODES.map(([name, label]) => (
				<button
					key={name}
					type="button"
					aria-current={mode.value === name ? "page" : undefined}
					onClick={() => {
						mode.value = name;
					}}
				>
					{label}
				</button>
			))}
		</nav>
		<Privacy />
		<button
			type="button"
			class="quiet icon-button theme"
			aria-label={THEME_NAMES[theme.value]}
			title={THEME_NAMES[theme.value]}
			onClick={() => {
				theme.value = NEXT[theme.value];
			}}
		>
			<Icon name={theme.value} />
		</button>
	</header>
);

/** A disclosure that covers the page: Escape and a click beside it close it. */
function useEasyClosing() {
	const details = useRef<HTMLDetailsElement>(null);
	useEffect(() => {
		const close = (event: Event) => {
			const box = details.current;
			if (!box?.open) return;
			if (event instanceof KeyboardEvent) {
				if (event.key !== "Escape") return;
				box.querySelector("summary")?.focus();
			} else if (box.contains(event.target as Node)) return;
			box.open = false;
		};
		addEventListener("keydown", close);
		addEventListener("pointerdown", close);
		return () => {
			removeEventListener("keydown", close);
			removeEventListener("pointerdown", close);
		};
	}, []);
	return details;
}

const Privacy = () => (
	<details class="privacy" ref={useEasyClosing()}>
		<summary>
			<span class="lock" aria-hidden="true" />
			Your data stays on this computer
			<span class="privacy-how">How to check</span>
		</summary>
		<div class="privacy-body">
			<p>
				Your files are read by this page in your own browser. There is no
				server, no account and no analytics. You can check this yourself:
			</p>
			<ul>
				<li>
					<strong>Go offline</strong> and reload: everything still works. Or
					save the page to disk and open the file.
				</li>
				<li>
					<strong>Watch the network panel</strong> of your browser's developer
					tools. After the page has loaded, no request is made.
				</li>
				<li>
					<strong>Read the policy</strong> at the top of the page's source: its
					Content-Security-Policy has <code>default-src 'none'</code> and{" "}
					<code>connect-src 'none'</code>, so the browser itself refuses to
					fetch or send anything. The workers that read your data inherit it.
				</li>
			</ul>
			<p class="fine">
				A Content Security Policy cannot block pop-ups or WebRTC. This page uses
				neither; you can confirm it in the network panel, or offline. Only your
				settings are remembered, never data; a download passes through the
				browser's own temporary files for this page, which are removed when you
				come back a day later.
			</p>
		</div>
	</details>
);
