/** Exists once the page has loaded its catalogue: before, the only options are none and the one in the link. */
export const LOADED = "#model optgroup";
