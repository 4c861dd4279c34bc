// As much of Playwright's page as these tests use, over plain WebDriver: for engines that Playwright drives only in a
// separate build. Elements are found in the page by Testing Library, as a person would: by role, label and words.

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Key } from "selenium-webdriver";
import { PATIENCE } from "../patience.mjs";

const library = readFileSync(
	join(
		createRequire(import.meta.url).resolve("@testing-library/dom"),
		"../@testing-library/dom.umd.min.js",
	),
	"utf8",
);

/** Key by Playwright's name for it, as in "ArrowRight"; a letter is its own. */
const keyOf = (name) =>
	name === "ControlOrMeta"
		? Key.CONTROL
		: (Key[name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase()] ?? name);
/** Keys by Playwright's names for them, pressed together, as in "Control+z". */
const keysOf = (names) => names.split("+").map(keyOf);

/** Goes with an argument into the page, where regular expressions arrive as objects. */
const portable = (words) =>
	words instanceof RegExp
		? { source: words.source, flags: words.flags }
		: words;

/** Runs in the page: finds the elements at the end of a chain of steps. */
function find(steps) {
	const library = window.TestingLibraryDom;
	const squeeze = (text) => (text ?? "").replace(/\s+/g, " ").trim();
	const says = (words, exact) => (text) => {
		if (typeof words === "object")
			return new RegExp(words.source, words.flags).test(squeeze(text));
		return exact
			? squeeze(text) === words
			: squeeze(text).toLowerCase().includes(words.toLowerCase());
	};
	const ways = {
		css: (root, { css }) => [...root.querySelectorAll(css)],
		role: (root, { role, name = "", exact }) =>
			library.queryAllByRole(root, role, { name: says(name, exact) }),
		label: (root, { label, exact }) =>
			library.queryAllByLabelText(root, says(label, exact)),
		text: (root, { text, exact }) =>
			library.queryAllByText(root, says(text, exact)),
	};
	return steps.reduce(
		(found, step) => {
			if (step.by === "nth") return found.slice(step.nth).slice(0, 1);
			if (step.by === "holding")
				return found.filter((one) => says(step.words)(one.textContent));
			return [...new Set(found.flatMap((root) => ways[step.by](root, step)))];
		},
		[document.body],
	);
}

const visible = (element) =>
	element.checkVisibility({ visibilityProperty: true }) &&
	element.getClientRects().length > 0;

/** Runs in the page: whether an element is where it was two frames ago. */
function rests(element, done) {
	const top = () => element.getBoundingClientRect().top;
	const before = top();
	requestAnimationFrame(() =>
		requestAnimationFrame(() => done(top() === before)),
	);
}

/** Something on the page that need not be there yet. */
class Locator {
	/** @param {Tab} tab @param {object[]} steps */
	constructor(tab, steps) {
		this.tab = tab;
		this.steps = steps;
	}

	#then = (step) => new Locator(this.tab, [...this.steps, step]);

	/** @param {string} selector CSS, with Playwright's `:has-text("…")` at its end if need be */
	locator(selector, { hasText } = {}) {
		const [, css, words] = /^(.*):has-text\("([^"]*)"\)$/.exec(selector) ?? [
			"",
			selector,
		];
		if (words !== undefined) return this.locator(css, { hasText: words });
		const found = this.#then({ by: "css", css });
		return hasText === undefined
			? found
			: found.#then({ by: "holding", words: portable(hasText) });
	}
	getByRole = (role, { name, exact } = {}) =>
		this.#then({ by: "role", role, name: portable(name), exact });
	getByLabel = (label, { exact } = {}) =>
		this.#then({ by: "label", label: portable(label), exact });
	getByText = (text, { exact } = {}) =>
		this.#then({ by: "text", text: portable(text), exact });
	nth = (nth) => this.#then({ by: "nth", nth });
	first = () => this.nth(0);

	/** Runs a function on all that is found. */
	evaluateAll(act, argument) {
		return this.tab.script(
			`return (${act})((${find})(arguments[0]), arguments[1])`,
			this.steps,
			argument,
		);
	}

	/** Runs a function on the first, as soon as there is one. */
	async evaluate(act, argument) {
		const done = await this.tab.until(`element for ${this}`, () =>
			this.evaluateAll(
				`([one], argument) => one && { is: (${act})(one, argument) }`,
				argument,
			),
		);
		return done.is;
	}

	count = () => this.evaluateAll("(found) => found.length");
	isVisible = () =>
		this.evaluateAll(`(found) => found.length > 0 && (${visible})(found[0])`);
	innerText = () => this.evaluate("(one) => one.innerText");
	textContent = () => this.evaluate("(one) => one.textContent");
	allInnerTexts = () =>
		this.evaluateAll("(found) => found.map((one) => one.innerText)");
	allTextContents = () =>
		this.evaluateAll("(found) => found.map((one) => one.textContent)");
	isChecked = () => this.evaluate("(one) => one.checked");
	boundingBox = () => this.evaluate("(one) => one.getBoundingClientRect()");
	focus = () => this.evaluate("(one) => one.focus()");
	inputValue = () => this.evaluate("(one) => one.value");
	getAttribute = (name) =>
		this.evaluate("(one, name) => one.getAttribute(name)", name);

	async all() {
		const many = await this.count();
		return Array.from({ length: many }, (_, n) => this.nth(n));
	}

	waitFor({ state = "visible" } = {}) {
		const reached = {
			visible: `(found) => found.some(${visible})`,
			hidden: `(found) => !found.some(${visible})`,
			attached: "(found) => found.length > 0",
			detached: "(found) => found.length === 0",
		}[state];
		return this.tab.until(`${this} ${state}`, () => this.evaluateAll(reached));
	}

	/** Lets WebDriver do something to the first that is seen; what moves or is drawn anew is tried again. */
	#do(name, act) {
		return this.tab.until(`${name} ${this}`, async () => {
			const element = await this.evaluateAll(`(found) => {
				const isOff = (one) => one.matches(":disabled") || one.ariaDisabled === "true";
				const one = found.find((one) => (${visible})(one) && !isOff(one));
				one?.scrollIntoView({ block: "center", behavior: "instant" });
				return one;
			}`);
			if (!element) return false;
			// A click on something that still moves would miss it.
			if (!(await this.tab.driver.executeAsyncScript(rests, element)))
				return false;
			await act(element);
			return true;
		});
	}

	/** @param {{ position?: { x: number, y: number } }} [where] pixels from the upper left corner; the middle without */
	click = ({ position } = {}) =>
		this.#do("click", async (element) => {
			if (!position) return element.click();
			const { width, height } = await element.getRect();
			// WebDriver counts from the middle.
			const x = Math.round(position.x - width / 2);
			const y = Math.round(position.y - height / 2);
			const actions = this.tab.driver.actions();
			return actions.move({ origin: element, x, y }).click().perform();
		});
	check = async () => (await this.isChecked()) || this.click();
	press = (keys) =>
		this.#do("press", (element) => {
			const pressed = keysOf(keys);
			return element.sendKeys(
				pressed.length === 1 ? pressed[0] : Key.chord(...pressed),
			);
		});
	pressSequentially = (words) =>
		this.#do("type into", (element) => element.sendKeys(words));

	fill(words) {
		return this.evaluate(
			`(one, words) => {
				one.focus();
				one.value = words;
				for (const type of ["input", "change"])
					one.dispatchEvent(new Event(type, { bubbles: true }));
			}`,
			words,
		);
	}

	/** @param {string | { label: string }} wanted the option's value, or its label */
	selectOption(wanted) {
		return this.evaluate(
			`(one, { value, label }) => {
				one.selectedIndex = [...one.options].findIndex(
					(option) => option.value === value || option.label === label,
				);
				one.dispatchEvent(new Event("change", { bubbles: true }));
			}`,
			typeof wanted === "string" ? { value: wanted } : wanted,
		);
	}

	/** @param {string | string[] | { name: string, buffer: Buffer }[]} files paths, or contents that are written to disk */
	async setInputFiles(files) {
		const folder = mkdtempSync(join(tmpdir(), "tuneset-chosen-"));
		const paths = [files].flat().map((file) => {
			if (typeof file === "string") return file;
			writeFileSync(join(folder, file.name), file.buffer);
			return join(folder, file.name);
		});
		const element = await this.evaluate("(one) => one");
		await element.sendKeys(paths.join("\n"));
	}

	toString = () => JSON.stringify(this.steps);
}

/** A value that stays in the page. */
class Handle {
	constructor(key) {
		this.key = key;
	}
}

/** A page in a browser. */
export class Tab extends Locator {
	/** @param {import('selenium-webdriver').WebDriver} driver */
	constructor(driver) {
		super(undefined, []);
		this.tab = this;
		this.driver = driver;
	}

	async goto(url) {
		const timeouts = { script: PATIENCE, pageLoad: PATIENCE };
		await this.driver.manage().setTimeouts(timeouts);
		await this.driver.get(url);
		await this.driver.executeScript(library);
	}

	/** Repeats a script until it returns a result. */
	async until(what, attempt) {
		let trouble;
		for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
			trouble = undefined;
			const done = await attempt().catch((error) => {
				trouble = error;
			});
			if (done) return done;
			await pause(50);
		}
		throw new Error(`In vain: ${what}. ${trouble ?? ""}`, { cause: trouble });
	}

	script = (source, ...given) => this.driver.executeScript(source, ...given);
	evaluate = (act, argument) =>
		typeof act === "string"
			? this.script(`return ${act}`)
			: this.script(`return (${act})(arguments[0])`, argument);
	/** Keeps a value in the page, for events that carry it. */
	async evaluateHandle(act, argument) {
		const key = `handle${Math.random()}`;
		await this.script(
			`(window.handles ??= {})[arguments[0]] = (${act})(arguments[1])`,
			key,
			argument,
		);
		return new Handle(key);
	}

	/** Dispatches an event on the first that is found; values of handles become properties of the event. */
	dispatchEvent(css, type, given = {}) {
		const handles = Object.entries(given).map(([name, { key }]) => [name, key]);
		return this.locator(css).evaluate(
			`(one, [type, handles]) => {
				const values = handles.map(([name, key]) => [name, window.handles[key]]);
				const settings = { bubbles: true, cancelable: true, composed: true };
				const event = new (/^drag|^drop/.test(type) ? DragEvent : Event)(type, {
					...settings,
					...Object.fromEntries(values),
				});
				one.dispatchEvent(event);
			}`,
			[type, handles],
		);
	}

	/** Loads the page anew. */
	reload = async () => this.goto(await this.driver.getCurrentUrl());

	setViewportSize = ({ width, height }) =>
		this.driver.manage().window().setRect({ x: 0, y: 0, width, height });

	waitForFunction = (act, argument) =>
		this.until(String(act), () => this.evaluate(act, argument));
	waitForSelector = (css, options) => this.locator(css).waitFor(options);
	setInputFiles = (css, files) => this.locator(css).setInputFiles(files);
	fill = (css, words) => this.locator(css).fill(words);

	keyboard = {
		/** @param {string} keys as in "Enter", "Control+z" */
		press: (keys) => {
			const names = keysOf(keys);
			const actions = this.driver.actions();
			for (const key of names) actions.keyDown(key);
			for (const key of names.toReversed()) actions.keyUp(key);
			return actions.perform();
		},
	};
}
