// Serves dist/ on this machine alone. The page needs no server (it opens from disk too); this gives it an address.

import { createReadStream, existsSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { home } from "./machine.mjs";
import { Failure, main } from "./run.mjs";

/** @type {Record<string, string>} */
const TYPES = {
	".css": "text/css; charset=utf-8",
	".gz": "application/gzip",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json",
	".jsonl": "application/jsonl; charset=utf-8",
	".map": "application/json",
	".mjs": "text/javascript; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".txt": "text/plain; charset=utf-8",
	".wasm": "application/wasm",
};

/** Number of ports after the first that are tried. */
const ATTEMPTS = 50;

/**
 * Serves a folder on 127.0.0.1.
 *
 * @param {string} folder
 * @param {{ port?: number }} [options] a port to insist on; 0 takes any; without it 8080 or the next free one
 */
export async function serve(folder, { port } = {}) {
	const root = realpathSync(folder);
	const server = createServer((request, response) => {
		const refuse = (
			/** @type {number} */ status,
			/** @type {string} */ words,
		) =>
			response
				.writeHead(status, { "content-type": "text/plain; charset=utf-8" })
				.end(`${words}\n`);
		if (request.method !== "GET" && request.method !== "HEAD")
			return refuse(405, "Only GET and HEAD.");
		const file = locate(root, request.url ?? "/");
		if (!file) return refuse(404, "No such file.");
		response.writeHead(200, {
			"content-type": TYPES[extname(file)] ?? "application/octet-stream",
			"content-length": statSync(file).size,
			"cache-control": "no-store", // the next build must show at once
			"x-content-type-options": "nosniff",
		});
		if (request.method === "HEAD") return response.end();
		createReadStream(file)
			.on("error", () => response.destroy())
			.pipe(response);
	});
	const wanted =
		port === undefined
			? Array.from({ length: ATTEMPTS }, (_, i) => 8080 + i)
			: [port];
	for (const candidate of wanted) {
		if (await listens(server, candidate)) {
			const address = /** @type {import('node:net').AddressInfo} */ (
				server.address()
			);
			return { server, address: `http://127.0.0.1:${address.port}/` };
		}
	}
	throw new Failure(
		port === undefined
			? `The ports from 8080 to ${8080 + ATTEMPTS - 1} are all taken: set PORT to a free one.`
			: `Port ${port} is taken or not allowed: set PORT to another one, or to none and the next free one is found.`,
	);
}

/**
 * The file that a request means, or `undefined`: nothing outside the folder, not even through a symbolic link.
 *
 * @param {string} root
 * @param {string} url
 */
export function locate(root, url) {
	let path;
	try {
		path = decodeURIComponent(new URL(url, "http://127.0.0.1").pathname);
	} catch {
		return undefined;
	}
	if (path.includes("\0")) return undefined;
	if (path === "/")
		path = existsSync(join(root, "index.html"))
			? "/index.html"
			: "/tuneset.html";
	const file = join(root, path);
	if (!existsSync(file)) return undefined;
	const real = realpathSync(file);
	return real.startsWith(root + sep) && statSync(real).isFile()
		? real
		: undefined;
}

/** @param {import('node:http').Server} server @param {number} port @returns {Promise<boolean>} */
function listens(server, port) {
	return new Promise((done) => {
		server.once("error", () => done(false));
		server.listen(port, "127.0.0.1", () => {
			server.removeAllListeners("error");
			done(true);
		});
	});
}

/** Serves the page until Ctrl-C. */
export async function servePage() {
	const folder = join(home, "dist");
	if (!existsSync(join(folder, "tuneset.html")))
		throw new Failure(
			"There is no page in dist/ yet: run npm run build first.",
		);
	const port = process.env.PORT ? Number(process.env.PORT) : undefined;
	if (
		port !== undefined &&
		!(Number.isInteger(port) && port >= 0 && port < 65536)
	) {
		throw new Failure(
			`PORT is "${process.env.PORT}", and a port is a number from 0 to 65535.`,
		);
	}
	const { address } = await serve(folder, { port });
	console.log(`Tuneset is at ${address}  (Ctrl-C stops it)`);
	// Ctrl-C is the usual end, not a failure.
	for (const signal of ["SIGINT", "SIGTERM"]) {
		process.removeAllListeners(signal).on(signal, () => process.exit(0));
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(servePage);
