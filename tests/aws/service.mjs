// An S3, an IAM and a Bedrock on this machine (moto), and a service that takes fine-tuning jobs the way OpenAI's does.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** @returns {Promise<number>} a free port */
async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import('node:net').AddressInfo} */ (
		server.address()
	);
	server.close();
	await once(server, "close");
	return port;
}

/** @param {string} bin */
export async function startAws(bin) {
	const port = await freePort();
	const endpoint = `http://127.0.0.1:${port}`;
	const args = ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)];
	const child = spawn(join(bin, "python"), args, {
		stdio: ["ignore", "ignore", "pipe"],
	});
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text) => {
		said = (said + text).slice(-4000);
	});
	const answers = () =>
		fetch(`${endpoint}/moto-api/`).then(
			(response) => response.ok,
			() => false,
		);
	while (!(await answers())) {
		if (child.exitCode !== null) throw new Error(`moto ended:\n${said}`);
		await sleep(100);
	}
	return {
		endpoint,
		/** Nobody has done anything yet. */
		forget: async () => {
			const response = await fetch(`${endpoint}/moto-api/reset`, {
				method: "POST",
			});
			if (!response.ok) throw new Error("moto does not forget");
		},
		stop: async () => {
			child.kill();
			if (child.exitCode === null && child.signalCode === null)
				await once(child, "exit");
		},
	};
}

/** A service that answers according to OpenAI's reference, and keeps the requests. */
export async function startOpenai() {
	/** @type {{ method?: string, path?: string, key?: string, type?: string, body: string }[]} */
	const requests = [];
	const server = createServer(async (request, response) => {
		const parts = [];
		for await (const part of request) parts.push(part);
		const body = Buffer.concat(parts).toString("utf8");
		requests.push({
			method: request.method,
			path: request.url,
			key: request.headers.authorization,
			type: request.headers["content-type"],
			body,
		});
		const answer =
			request.url === "/v1/files"
				? { object: "file", id: "file-abc123", bytes: body.length }
				: {
						object: "fine_tuning.job",
						id: "ftjob-abc123",
						status: "queued",
						method: { id: "another" },
					};
		response.setHeader("content-type", "application/json");
		response.end(
			JSON.stringify(answer, null, request.method === "GET" ? 2 : 0),
		);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = /** @type {import('node:net').AddressInfo} */ (
		server.address()
	);
	return {
		address: `http://127.0.0.1:${port}/v1`,
		requests,
		stop: () => server.close(),
	};
}
