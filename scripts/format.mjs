// `npm run format`: everything in its usual layout.

import { home } from "./machine.mjs";
import { main, run } from "./run.mjs";
import { rulesForRustfmt } from "./rustfmt.mjs";
import { ensure, toolPath } from "./toolchain.mjs";

await main(async () => {
	await ensure(["npm"]);
	await run("cargo", ["fmt"], { cwd: home });
	await run("rustfmt", rulesForRustfmt(), { cwd: home });
	await run("biome", ["check", "--write"], {
		cwd: home,
		env: { PATH: toolPath() },
	});
});
