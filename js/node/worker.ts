/** A worker thread of Node: a checker. */

import { workerData } from "node:worker_threads";
import { LocalChecker } from "../engine/checker.ts";
import { serve } from "../engine/remote.ts";
import { Bench } from "../engine/wasm.ts";
import { readFile } from "./file.ts";

const { module, port } = workerData;
serve(port, new LocalChecker(Bench.of(module), readFile));
