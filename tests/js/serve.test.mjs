// The little server behind `npm start`.

import assert from "node:assert/strict";
import {
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../../scripts/serve.mjs";

const folder = mkdtempSync(join(tmpdir(), "tuneset-"));
let site;

before(async () => {
	mkdirSync(join(folder, "dist"));
	writeFileSync(join(folder, "secret.txt"), "secret");
	writeFileSync(join(folder, "dist", "tuneset.html"), "<title>Tuneset</title>");
	writeFileSync(join(folder, "dist", "core.wasm"), "wasm");
	symlinkSync(join(folder, "secret.txt"), join(folder, "dist", "link.txt"));
	site = await serve(join(folder, "dist"), { port: 0 });
});

after(() => {
	site.server.close();
	rmSync(folder, { recursive: true });
});

/** A request with its path unchanged: `fetch` would normalize the dots. */
function ask(path, method = "GET") {
	const { port } = new URL(site.address);
	return new Promise((done, fail) => {
		const sent = request(
			{ host: "127.0.0.1", port, path, method, agent: false },
			(response) => {
				let body = "";
				response.on("data", (bytes) => {
					body += bytes;
				});
				response.on("end", () =>
					done({
						status: response.statusCode,
						type: response.headers["content-type"],
						body,
					}),
				);
			},
		);
		sent.on("error", fail).end();
	});
}

test("the page is at /, each file has its type", async () => {
	const html = "text/html; charset=utf-8";
	assert.deepEqual(await ask("/"), {
		status: 200,
		type: html,
		body: "<title>Tuneset</title>",
	});
	assert.deepEqual(await ask("/tuneset.html?x#y", "HEAD"), {
		status: 200,
		type: html,
		body: "",
	});
	assert.equal((await ask("/core.wasm")).type, "application/wasm");
	assert.equal((await ask("/nothing")).status, 404);
	assert.equal((await ask("/", "POST")).status, 405);
});

test("nothing outside the folder is served", async () => {
	const tries = [
		"/../secret.txt",
		"/%2e%2e/secret.txt",
		"/..%2fsecret.txt",
		"/..\\secret.txt",
		"/link.txt",
	];
	for (const path of [...tries, "//etc/passwd", "/%00", "/%"]) {
		assert.equal((await ask(path)).status, 404, path);
	}
});

test("only this machine can connect", () => {
	assert.match(site.address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
	assert.equal(site.server.address().address, "127.0.0.1");
});

test("a port that is taken is named", async () => {
	const port = Number(new URL(site.address).port);
	await assert.rejects(serve(folder, { port }), {
		message: new RegExp(`^Port ${port} is taken`),
	});
});
