/** What the scripted pages share: their script, notes on the lab's timeline, a watch over the picture, and players. */

const query = new URLSearchParams(location.search);
export const script = JSON.parse(query.get('script') ?? '{}');
export const urls = Object.fromEntries(['flv', 'hls', 'socket', 'key'].map((name) => [name, query.get(name)]));

const STANDS_MS = 250;
const MOVES_ON_MS = 100;

export const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A note with the page's own time. */
export function mark(name, data = {}) {
  window.chaoslab?.mark(name, { ...data, now: performance.now() });
}

/** To be called first: notes what the page was told to do. */
export function begin() {
  document.body.style.margin = '0';
  mark('begins', { script });
}

/** A media element, watched from now on. */
export function addVideo({ element = 'main', width = 640, height = 360, style = {} } = {}) {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, id: element });
  Object.assign(video.style, { width: `${width}px`, height: `${height}px`, display: 'block', ...style });
  document.body.append(video);
  watch(video, element);
  return video;
}

/** Notes `begins to move`, `stands` once no picture has come for 250 ms, and `moves` with the first that moves on. */
function watch(video, element) {
  let last = null;
  let moves = false;
  let stood = false;
  const stand = () => {
    moves = false;
    stood = true;
    mark('stands', { element, since: last });
  };
  everyPicture(video, (at) => {
    if (moves && at - last >= STANDS_MS) stand();
    // After a stop, a picture that stands for less than a stop is not one more stop.
    if (!moves && last !== null && at - last < (stood ? STANDS_MS : MOVES_ON_MS)) {
      moves = true;
      mark(stood ? 'moves' : 'begins to move', { element, at: last });
    }
    last = at;
  });
  setInterval(() => {
    if (moves && performance.now() - last >= STANDS_MS + 50) stand();
  }, 50);
}

/** Calls back with the time of every picture, until it returns true; one presented again is none. */
function everyPicture(video, callback) {
  let picture = null;
  const seen = (_, { presentationTime, mediaTime }) => {
    const known = picture === mediaTime;
    picture = mediaTime;
    if (known || callback(presentationTime) !== true) video.requestVideoFrameCallback(seen);
  };
  video.requestVideoFrameCallback(seen);
}

/** Notes, under a name, the first picture from now on and the first of those that move on. */
export function noteFirst(video, name) {
  let first = null;
  let last = null;
  everyPicture(video, (at) => {
    first ??= at;
    const moves = last !== null && at - last < MOVES_ON_MS;
    if (moves) mark(name, { first, moving: last });
    last = at;
    return moves;
  });
}

/** One connection of FLV on an element: `lost` is done by its end, however it ends. */
export function openFlv(video, url, { play = true, config = {} } = {}) {
  mpegts.LoggingControl.enableAll = false;
  const player = mpegts.createPlayer({ type: 'flv', isLive: true, url }, config);
  const lost = new Promise((resolve) => {
    player.on(mpegts.Events.ERROR, resolve);
    player.on(mpegts.Events.LOADING_COMPLETE, resolve);
  });
  player.attachMediaElement(video);
  player.load();
  if (play) start(video);
  mark('asks for FLV', { element: video.id });
  return { player, lost: lost.then(() => mark('loses FLV', { element: video.id })) };
}

/** Play, whatever comes: a new source while it waits is no mistake. */
export function start(video) {
  video.play().catch(() => undefined);
}

/** FLV on an element, asked for again `waitMs` after every loss; `onLost` is called before each wait. */
export async function keepFlv(video, { url = urls.flv, waitMs = 1000, onLost = () => {}, onAgain = () => {} } = {}) {
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) onAgain(attempt);
    const { player, lost } = openFlv(video, url);
    await lost;
    onLost(attempt);
    await after(waitMs);
    player.destroy();
  }
}

/** HLS on an element. */
export function openHls(video, url = urls.hls) {
  const player = new Hls();
  player.loadSource(url);
  player.attachMedia(video);
  start(video);
  mark('asks for HLS', { element: video.id });
  return player;
}
