/** Records how much of each video element's picture a viewer can see: when it is found, and whenever that changes. */

import { everyElement, type Chosen } from '../chosen';
import type { Root } from '../discovery';
import { getterOf, nowMs } from '../native';
import type { Recorder } from '../recorder';
import { Looker, type Look } from './look';
import { PixelReader } from './pixels';
import { differs, type View } from './tally';
import { PaintedTree, type ShadowOf } from './tree';
import { isDue, newWatched, rest, type Watched } from './watched';

const THOROUGH_MS = 5_000; // the same, for what pointers pass through
const SETTLED_MS = 300; // after a change; until then the browser's own word is of before it
const MOVES = ['scroll', 'resize', 'fullscreenchange', 'enterpictureinpicture', 'leavepictureinpicture'];

const visibilityOf = getterOf(Document.prototype, 'visibilityState');
const Observer = (globalThis as { IntersectionObserver?: typeof IntersectionObserver }).IntersectionObserver;

export class ViewWatch {
  readonly #recorder: Recorder;
  readonly #looker: Looker;
  readonly #chosen: Chosen;
  readonly #watched = new Map<number, Watched>();
  readonly #byElement = new WeakMap<Element, Watched>();
  readonly #mutations: MutationObserver;
  readonly #sight: IntersectionObserver | null;
  readonly #moved: () => void;
  #mutatedAtMs = -Infinity;

  constructor(recorder: Recorder, looker: Looker, chosen = everyElement) {
    this.#recorder = recorder;
    this.#looker = looker;
    this.#chosen = chosen;
    this.#mutations = new MutationObserver(recorder.safely(this.#changed));
    this.#sight = newSight(recorder.safely(this.#sighted));
    this.#moved = recorder.safely(this.#changed);
    this.listen();
  }

  /** Also to be called for a document whose listeners were wiped (`document.open`). */
  readonly listen = (): void => {
    for (const name of MOVES) window.addEventListener(name, this.#moved, { capture: true, passive: true });
  };

  /** Tell of a video element for as long as the page keeps it. */
  readonly follow = (media: number, video: HTMLVideoElement): void => {
    const watched = newWatched(media, video);
    this.#watched.set(media, watched);
    this.#byElement.set(video, watched);
    this.#sight?.observe(video);
  };

  /** Look again soon after any change of this root. */
  readonly root = (root: Root): void => {
    this.#mutations.observe(root, { subtree: true, childList: true, attributes: true });
  };

  /** Called at a steady pace. */
  tick(atMs: number): void {
    if (visibilityOf(document) === 'hidden') return; // nothing is laid out
    for (const [media, watched] of this.#watched) {
      const video = watched.weak.deref();
      if (video === undefined) this.#watched.delete(media);
      else if (isDue(watched, atMs, this.#mutatedAtMs) && this.#chosen(video)) this.#look(watched, video, atMs);
    }
  }

  readonly #changed = (): void => {
    this.#mutatedAtMs = nowMs();
    for (const watched of this.#watched.values()) watched.changedAtMs = this.#mutatedAtMs;
  };

  readonly #sighted = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { target, isVisible, intersectionRatio } of entries as (IntersectionObserverEntry & IsVisible)[]) {
      const watched = this.#byElement.get(target);
      if (watched === undefined) continue;
      const clear = isVisible === true && intersectionRatio > 0.99;
      watched.sighted ||= watched.clear !== clear;
      watched.clear = clear;
    }
  };

  #look(watched: Watched, video: HTMLVideoElement, atMs: number): void {
    const { changedAtMs, lookedAtMs, thoroughAtMs } = watched;
    watched.changedAtMs = null;
    watched.sighted = false;
    watched.lookedAtMs = atMs;
    const settled = atMs - this.#mutatedAtMs > SETTLED_MS;
    const glance = watched.clear && settled ? this.#looker.glance(video) : null;
    const thorough = glance === null && this.#mayBeThorough(watched, atMs);
    const seen: Look | null = glance ?? this.#looker.look(video, watched, thorough);
    rest(watched, atMs, nowMs() - atMs, thorough);
    if (seen === null) {
      watched.changedAtMs = changedAtMs;
      return;
    }
    if (glance !== null || seen.thorough === true) watched.thoroughAtMs = atMs;
    else if (watched.clear) watched.thoroughAtMs = Math.max(thoroughAtMs, atMs - SETTLED_MS);
    if (seen.late !== true) this.#tell(watched, seen, changedAtMs ?? atMs, lookedAtMs);
    else this.#tell(watched, seen, settled ? atMs : this.#mutatedAtMs, thoroughAtMs);
  }

  #mayBeThorough({ clear, thoroughAtMs, thoroughRestUntilMs }: Watched, atMs: number): boolean {
    if (clear || atMs < thoroughRestUntilMs) return false;
    return this.#mutatedAtMs > thoroughAtMs || atMs - thoroughAtMs > THOROUGH_MS;
  }

  #tell(watched: Watched, view: View, atMs: number, checkedAtMs: number): void {
    if (watched.told !== null && !differs(watched.told, view)) return;
    const at = Math.max(atMs, watched.toldAtMs);
    const checked_at = Math.min(at, Math.max(checkedAtMs, watched.toldAtMs));
    watched.told = view;
    watched.toldAtMs = at;
    const { share, possible, width, height, why } = view;
    const size = { width: Math.round(width), height: Math.round(height) };
    this.#recorder.record(
      'media.view_changed',
      { media: watched.media, share, possible, ...size, why, checked_at },
      at,
    );
  }
}

interface IsVisible {
  readonly isVisible?: boolean; // only in browsers that tell what is covered
}

interface Around {
  readonly roots: () => Iterable<Root>;
  readonly shadowOf: ShadowOf;
}

export function newViewWatch(recorder: Recorder, seeThrough: string, around: Around, chosen = everyElement): ViewWatch {
  const pixels = new PixelReader();
  pixels.start(recorder);
  const scenery = { tree: new PaintedTree(around.shadowOf), pixels, seeThrough };
  return new ViewWatch(recorder, new Looker(scenery, around.roots), chosen);
}

function newSight(run: IntersectionObserverCallback): IntersectionObserver | null {
  if (Observer === undefined) return null;
  const options = { threshold: [0, 0.25, 0.5, 0.75, 0.99, 1], trackVisibility: true, delay: 100 };
  return new Observer(run, options);
}
