/** The browser's own function for computed styles, taken before the page's scripts can replace it. */

export const styleOf = getComputedStyle.bind(globalThis);
