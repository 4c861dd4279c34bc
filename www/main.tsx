import { render } from "preact";
import { App } from "./App";
import { keepComparing } from "./state/comparison";
import { keepGroups } from "./state/duplicates";
import { keepSettings } from "./state/link";
import { keepPlan } from "./state/plan";
import { keepPrinting } from "./state/print";
import { open } from "./state/run";
import "./style.css";

keepSettings();
const root = document.getElementById("app");
if (root) render(<App />, root);
open();
keepComparing();
keepGroups();
keepPlan();
keepPrinting();
