/** A worker thread of Node: a checker. */

import { workerData } from "node:worker_threads";
import { LocalChecker } from "../checker.ts";
import { serve } from "../remote.ts";
import { Bench } from "../wasm.ts";
import { readFile } from "./file.ts";

const { module, port } = workerData;
serve(port, new LocalChecker(Bench.of(module), readFile));
