// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Discovery } from '../src/discovery';
import { Recorder } from '../src/recorder';
import { keep } from './keep';

/** Mutation observers report after the task. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('the discovery of media elements', () => {
  let restore: () => void;
  let found: HTMLMediaElement[];
  let replaced: true[];
  let discovery: Discovery;

  beforeEach(() => {
    restore = keep(Document.prototype, Element.prototype);
    document.body.innerHTML = '<div><video id="early"></video></div>';
    // The observers of earlier tests go on and keep the lists that they had.
    const [mine, documents]: [HTMLMediaElement[], true[]] = [[], []];
    [found, replaced] = [mine, documents];
    discovery = new Discovery(
      new Recorder({ send: () => undefined }),
      (element) => mine.push(element),
      () => documents.push(true),
    );
    discovery.start();
  });
  afterEach(() => restore());

  test('finds those that are there already', () => {
    expect(found.map(({ id }) => id)).toEqual(['early']);
  });

  test('finds those that come as part of something else', async () => {
    document.body.insertAdjacentHTML('beforeend', '<section><p><audio id="deep"></audio></p></section>');
    await settled();
    expect(found.map(({ id }) => id)).toContain('deep');
  });

  test('finds those that a script creates and never attaches', () => {
    // The document of this DOM has another prototype than the global one, which a browser's has.
    const { createElement } = Document.prototype as unknown as {
      createElement: (this: Document, tag: string) => Element;
    };
    const video = createElement.call(document, 'video');
    createElement.call(document, 'p');
    expect(found.at(-1)).toBe(video);
  });

  test('finds those inside a closed shadow root, and gives the root', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const shadow = host.attachShadow({ mode: 'closed' });
    shadow.innerHTML = '<video id="hidden"></video>';
    await settled();
    expect(found.map(({ id }) => id)).toContain('hidden');
    expect([...discovery.roots()]).toEqual([document, shadow]);
  });

  test('tells when the whole document is another', async () => {
    await settled();
    const before = replaced.length;
    document.replaceChildren(document.createElement('html'));
    await settled();
    expect(replaced).toHaveLength(before + 1);
  });
});
