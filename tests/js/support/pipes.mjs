// Named pipes for tests, and the systems that have them.

import { execFileSync, spawn } from "node:child_process";
import { folder } from "./command.mjs";

export const posix = {
	skip: process.platform === "win32" && "Windows has no such files",
};
export const linux = {
	skip: process.platform !== "linux" && "only Linux has such names and /proc",
};

/** Returns a folder with a named pipe, pipe.jsonl. @param {import('node:test').TestContext} t */
export function withPipe(t) {
	const cwd = folder(t);
	execFileSync("mkfifo", ["pipe.jsonl"], { cwd });
	return cwd;
}

/** Writes into a pipe once it has a reader. @param {string} cwd @param {string} text */
export const feed = (cwd, text) =>
	new Promise((resolve) => {
		const writer = spawn("sh", ["-c", "cat > pipe.jsonl"], {
			cwd,
			stdio: ["pipe", "ignore", "inherit"],
		});
		writer.on("close", resolve);
		writer.stdin.end(text);
	});
