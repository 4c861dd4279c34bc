/** In a page that has loaded its catalogue: before, the only options are none and the one that a link names. */
export const LOADED = "#model optgroup";
