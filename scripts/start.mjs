// `npm start`: the page, from nothing.

import { build } from "./build.mjs";
import { main } from "./run.mjs";
import { servePage } from "./serve.mjs";

await main(async () => {
	await build();
	await servePage();
});
