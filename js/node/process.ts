/** Identity of processes: the system gives a number again, but never with the same moment of start. */

import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

export interface Identity {
	pid: number;
	/** Moment of the start, if the system reports it; letters and digits only. */
	born: string;
	/** Machine, or container, in which the number is valid. */
	where: string;
}

export function ownIdentity(): Identity {
	const { pid } = process;
	return { pid, born: startOf(pid).born, where: here() };
}

/** @param born as `Identity.born`; unknown if empty */
export function isAlive(pid: number, born: string): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM is the process of another user.
		if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
	}
	const now = startOf(pid);
	if (now.ended) return false;
	return born === "" || now.born === "" || now.born === born;
}

/** Only Linux provides it, in /proc. */
function startOf(pid: number): { born: string; ended: boolean } {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name in parentheses may hold anything.
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		const ended = fields[0] === "Z" || fields[0] === "X";
		const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
		return { born: `${fields[19]}x${boot.slice(0, 8)}`, ended };
	} catch {
		return { born: "", ended: false };
	}
}

function here(): string {
	try {
		// Containers count processes by themselves.
		return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
	} catch {
		return hostname();
	}
}
