/** Announcements for screen readers: start, each quarter, end. */

import { signal } from "@preact/signals";

export const announcement = signal("");

let quarter = 0;

export function announce(text: string): void {
	quarter = 0;
	announcement.value = text;
}

/** Announces 25, 50 and 75%, once each. */
export function announceShare(share: number): void {
	const reached = Math.floor(share * 4);
	if (reached <= quarter || reached > 3) return;
	quarter = reached;
	announcement.value = `${reached * 25} percent done.`;
}
