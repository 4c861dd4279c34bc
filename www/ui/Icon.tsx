/** The icons of the page. All are decoration: the words beside them have the same meaning. */

const SHAPES = {
	error: "M4.5 4.5l7 7m0-7l-7 7",
	warning: "M8 3.5v5.5m0 3v.2",
	info: "M8 7v5.3m0-8.6v.2",
	ready: "M3.5 8.5l3 3 6-7",
	chevron: "M6 3.5L10.5 8 6 12.5",
	light:
		"M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.6m0 10.8V15M1 8h1.6m10.8 0H15M3 3l1.2 1.2m7.6 7.6L13 13M3 13l1.2-1.2m7.6-7.6L13 3",
	dark: "M13 9.6A5.6 5.6 0 016.4 3 5.6 5.6 0 1013 9.6z",
	system: "M2 3h12v8H2zM6 14h4m-2-3v3",
	file: "M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.4",
} as const;

export type IconName = keyof typeof SHAPES;

export const Icon = ({ name }: { name: IconName }) => (
	<svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
		<path d={SHAPES[name]} />
	</svg>
);
