/** Lets hit tests find what pointers pass through, within one task: the page and its viewer see nothing of it. */

import type { Root } from '../discovery';

const Sheet = globalThis.CSSStyleSheet;
const RULE = '*,::before,::after,::backdrop{pointer-events:auto!important}';

let sheet: CSSStyleSheet | null = null;

export function withAllTouchable(roots: Iterable<Root>, run: () => void): void {
  const added: Root[] = [];
  try {
    if (sheet === null) {
      sheet = new Sheet();
      sheet.replaceSync(RULE);
    }
    for (const root of roots) {
      root.adoptedStyleSheets.push(sheet);
      added.push(root);
    }
    run();
  } finally {
    for (const root of added) root.adoptedStyleSheets.pop();
  }
}
