/** What is injected into every document, before the page's own scripts: it records, and leaves the page alone. */

import { chosenBy } from './chosen';
import { givenConfig, type Config } from './config';
import { watchConnection } from './connection';
import { Discovery } from './discovery';
import { FetchWatch } from './fetches';
import { FrameWatch } from './frames';
import { offerMarks } from './marks';
import { MediaElements } from './mediaElements';
import { timeOrigin } from './native';
import { Outbox, takeShip } from './outbox';
import { every, lateness, startPulse, type Tick } from './pulse';
import { Recorder } from './recorder';
import { SocketWatch } from './sockets';
import { speedNow } from './speed';
import { StateWatch } from './states';
import { StripReader } from './strip';
import { newViewWatch } from './view/view';
import { tellOfDiscard, watchVisibility } from './visibility';

const SAMPLE_MS = 250;

function start(recorder: Recorder, { states, readPixels, video, seeThrough }: Config): void {
  recorder.record('page.opened', { document: timeOrigin, url: location.href });
  offerMarks(recorder);
  new FetchWatch(recorder).start();
  new SocketWatch(recorder).start();
  const listenAgain = [watchVisibility(recorder), watchConnection(recorder)];
  const chosen = chosenBy(video);
  const frames = new FrameWatch(recorder, readPixels ? new StripReader() : null, chosen);
  const around = { roots: () => discovery.roots(), shadowOf: (host: Element) => discovery.shadowOf(host) };
  const views = newViewWatch(recorder, seeThrough, around, chosen);
  const follow = (media: number, element: HTMLVideoElement): void => {
    frames.follow(media, element);
    views.follow(media, element);
  };
  const elements = new MediaElements(recorder, follow, chosen);
  const watch: StateWatch = new StateWatch(recorder, states, () => discovery.roots());
  const discovery: Discovery = new Discovery(recorder, {
    media: elements.add,
    root: (root) => {
      watch.follow(root);
      views.root(root);
    },
    documentReplaced: () => listenAgain.forEach((listen) => listen()),
  });
  listenAgain.push(views.listen);
  discovery.start();

  const periodic = [
    tellOfDiscard(recorder),
    lateness((data) => recorder.record('timer.sampled', data)),
    every(SAMPLE_MS, () => elements.sample()),
    every(SAMPLE_MS, () => recorder.record('cpu.sampled', { speed: speedNow() })),
    () => watch.check(),
    ({ atMs }: Tick) => views.tick(atMs),
  ].map((run) => recorder.safely(run));
  startPulse((tick) => periodic.forEach((run) => run(tick)));
}

const ship = takeShip();
if (window.top === window) {
  const config = givenConfig();
  const recorder = new Recorder(new Outbox(ship, config.token));
  recorder.safely(start)(recorder, config);
}
