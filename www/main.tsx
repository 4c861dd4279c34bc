import { render } from "preact";
import { App } from "./App";
import { keepComparing } from "./comparison";
import { keepPlan } from "./plan";
import { keepSettings } from "./settings";
import { open } from "./state";
import "./style.css";

keepSettings();
const root = document.getElementById("app");
if (root) render(<App />, root);
open();
keepComparing();
keepPlan();
