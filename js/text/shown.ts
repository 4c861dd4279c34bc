/** Formats a value for a message, shortened. */
export function shown(value: unknown): string {
	if (typeof value === "function") return "a function";
	if (typeof value === "object" && value !== null)
		return Array.isArray(value) ? "a list" : "another object";
	return String(value);
}
