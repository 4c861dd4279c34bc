/** A worker thread of Node: a checker. */

import { workerData } from "node:worker_threads";
import { LocalChecker, serve } from "../checker.ts";
import { instantiate } from "../wasm.ts";
import { readFile } from "./file.ts";

const { module, port } = workerData;
serve(port, new LocalChecker(instantiate(module), readFile));
