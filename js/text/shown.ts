/** A value in a message: enough to see what it is. */
export function shown(value: unknown): string {
	if (typeof value === "function") return "a function";
	if (typeof value === "object" && value !== null)
		return Array.isArray(value) ? "a list" : "another object";
	return String(value);
}
