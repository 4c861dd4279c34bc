/** Files that are held out of training, by their names. */

/** Names of validation files: validation.jsonl, val-2.jsonl, faq-dev.jsonl. */
const VALIDATION = /(^|[-_. /])(val(id(ation)?)?|dev|held-?out)(?=[-_. \d]|$)/i;
/** Names of test files. */
const TEST = /(^|[-_. /])test(ing|set)?(?=[-_. \d]|$)/i;

export const isValidationName = (name: string): boolean =>
	VALIDATION.test(name);

export const isHeldOutName = (name: string): boolean =>
	isValidationName(name) || TEST.test(name);
