// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Discovery, type Root } from '../src/discovery';
import { Recorder } from '../src/recorder';
import { keep } from './keep';

/** Mutation observers report after the task. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A discovery with all that it finds. The observers of earlier ones go on, each with lists of its own. */
class Made {
  readonly media: HTMLMediaElement[] = [];
  readonly roots: Root[] = [];
  replaced = 0;
  readonly discovery = new Discovery(new Recorder({ send: () => undefined }), {
    media: (element) => this.media.push(element),
    root: (root) => this.roots.push(root),
    documentReplaced: () => (this.replaced += 1),
  });

  ids(): string[] {
    return this.media.map(({ id }) => id);
  }
}

describe('the discovery of media elements', () => {
  let restore: () => void;
  let made: Made;
  /** As HTML does it: no function is called that a discovery looks at. */
  let declare: (host: Element | null, html: string) => ShadowRoot;

  beforeEach(() => {
    restore = keep(Document.prototype, Element.prototype);
    const { attachShadow } = Element.prototype as unknown as {
      attachShadow: (this: Element | null, init: ShadowRootInit) => ShadowRoot;
    };
    declare = (host, html) => {
      const shadow = attachShadow.call(host, { mode: 'open' });
      shadow.innerHTML = html;
      return shadow;
    };
    document.body.innerHTML = '<div><video id="early"></video></div>';
    made = new Made();
    made.discovery.start();
  });
  afterEach(() => restore());

  test('finds those that are there already', () => {
    expect(made.ids()).toEqual(['early']);
  });

  test('finds those that come as part of something else', async () => {
    document.body.insertAdjacentHTML('beforeend', '<section><p><audio id="deep"></audio></p></section>');
    await settled();
    expect(made.ids()).toContain('deep');
  });

  test('finds those that a script creates and never attaches', () => {
    // The document of this DOM has another prototype than the global one, which a browser's has.
    const { createElement } = Document.prototype as unknown as {
      createElement: (this: Document, tag: string) => Element;
    };
    const video = createElement.call(document, 'video');
    createElement.call(document, 'p');
    expect(made.media.at(-1)).toBe(video);
  });

  test('finds those inside a closed shadow root, and gives the root', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const shadow = host.attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<video id="hidden"></video>';
    await settled();
    expect(made.ids()).toContain('hidden');
    expect([...made.discovery.roots()]).toEqual([document, shadow]);
    expect(made.roots).toEqual([document, shadow]);
  });

  test('finds those inside shadow roots that were there before it began, one within the other', () => {
    const outer = declare(document.body.firstElementChild, '<p><b></b></p>');
    const inner = declare(outer.querySelector('b'), '<video id="declared"></video>');
    const late = new Made();
    late.discovery.start();
    expect(late.ids()).toContain('declared');
    expect([...late.discovery.roots()]).toEqual([document, outer, inner]);
  });

  test('finds those inside a shadow root that HTML declares, and comes with its host', async () => {
    const host = document.createElement('div');
    const shadow = declare(host, '<video id="declared"></video>');
    document.body.appendChild(document.createElement('p')).append(host);
    await settled();
    expect(made.ids()).toContain('declared');
    expect(made.roots).toEqual([document, shadow]);
  });

  test.each<[string, (host: Element) => void]>([
    ['its host is given something', (host) => host.append('words')],
    ['all is parsed', () => document.dispatchEvent(new Event('DOMContentLoaded'))],
  ])('finds those inside a shadow root that HTML declares later, once %s', async (_, happen) => {
    const host = document.body.appendChild(document.createElement('div'));
    await settled();
    const shadow = declare(host, '<video id="declared"></video>');
    await settled();
    expect(made.ids()).not.toContain('declared');
    happen(host);
    await settled();
    expect(made.ids()).toContain('declared');
    expect(made.roots).toEqual([document, shadow]);
  });

  test('asks the browser, not the page, what the shadow root of an element is', async () => {
    const host = document.createElement('div');
    Object.defineProperty(host, 'shadowRoot', { value: null });
    const shadow = declare(host, '');
    document.body.append(host);
    await settled();
    expect(made.roots).toEqual([document, shadow]);
  });

  test('tells when the whole document is another', async () => {
    await settled();
    const before = made.replaced;
    document.replaceChildren(document.createElement('html'));
    await settled();
    expect(made.replaced).toBe(before + 1);
  });
});
