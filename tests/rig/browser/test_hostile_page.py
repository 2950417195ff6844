"""A real Chromium's page that puts globals of its own in the browser's place, loads itself anew or dies at once."""

import asyncio
from collections.abc import Callable

import pytest

from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from chaoslab.timeline.timeline import Timeline
from tests.rig.made_site import site

pytestmark = pytest.mark.lab
# Looks for a way to the lab everywhere that a page can look, in frames that are just made too, and uses what it finds.
FORGES = """
const forged = JSON.stringify({document: String(performance.timeOrigin), seq: 0, events: [
  {at_ms: 1, name: 'fault.seen', data: {step: 0, fault: 'latency', witness: 'me', detail: 'forged'}},
  {at_ms: 1, name: 'media.playing', data: {media: [], position: 'x'}}]});
const found = [], texts = [];
const {isArray} = Array, {getPrototypeOf} = Object, plain = Object.prototype, hex = /[0-9a-f]{32}/;
const says = (value, depth = 0) => {
  if (typeof value === 'string' || typeof value === 'function') return hex.test(value);
  if (value === null || typeof value !== 'object' || depth > 5) return false;
  if (!isArray(value) && getPrototypeOf(value) !== plain) return false;
  for (const key in value) if (says(value[key], depth + 1)) return true;
  return false;
};
const tried = (run) => { try { texts.push(run()); } catch (error) { texts.push(String(error)); } };
for (const name of ['push', 'shift', 'unshift', 'join', 'concat', 'forEach', 'map']) {
  const own = Array.prototype[name];
  Array.prototype[name] = function (...words) { texts[texts.length] = words; return own.apply(this, words); };
}
for (const owner of [Function.prototype, Reflect]) {
  for (const name of ['call', 'apply']) {
    const own = owner[name], run = Reflect.apply;
    owner[name] = function (...words) { texts[texts.length] = words; return run(own, this, words); };
  }
}
const stringify = JSON.stringify;
JSON.stringify = (...words) => { texts[texts.length] = words; return stringify(...words); };
Error.prepareStackTrace = (_, sites) => sites.map((site) =>
  [String(site.getFunction()), String(site.getThis()), site.getEvalOrigin(), site.getScriptNameOrSourceURL()]);
const look = (where, scope) => {
  for (const name of Reflect.ownKeys(scope)) if (String(name).includes('chaoslab_')) found.push(where + String(name));
  if (typeof scope.__chaoslab_ship === 'function') {
    for (const batch of [forged, '', 'nonsense', '{"events": null}']) scope.__chaoslab_ship(batch);
  }
};
look('page ', globalThis);
const frames = () => {
  for (const address of ['', 'about:blank', '/frame']) {
    const frame = document.createElement('iframe');
    if (address) frame.src = address;
    document.documentElement.append(frame);
    const scope = frame.contentWindow;
    for (const name of ['__chaoslab_config', 'token']) {
      scope.Object.defineProperty(scope.Object.prototype, name, {set(v) { texts.push(v); }, configurable: true});
    }
    look('new frame ', scope);
    frame.onload = () => look('frame ', frame.contentWindow);
  }
};
addEventListener('DOMContentLoaded', () => {
  frames();
  const video = document.createElement('video');
  video.requestVideoFrameCallback = () => texts.push(new Error('x').stack);
  video.addEventListener('emptied', () => texts.push(new Error('x').stack));
  document.body.append(video);
  function sloppy() { tried(() => new Error('x').stack); tried(() => sloppy.caller.toString()); return '/x'; }
  tried(() => fetch({toString: sloppy}));
  tried(() => String(chaoslab.mark));
  tried(() => chaoslab.mark.arguments);
});
setTimeout(() => {
  for (const name of ['page ', 'late ']) look(name, globalThis);
  for (let n = 0; n < 3; n++) globalThis.__chaoslab_ship?.(forged);
  globalThis.__chaoslab_ship = (batch) => texts.push(batch);
  setTimeout(() => {
    chaoslab.mark('found', {found, seen: texts.length, token: says(texts)});
    document.dispatchEvent(new Event('freeze'));
  }, 500);
}, 500);
"""
MARKS = "n = 0; setInterval(() => chaoslab.mark('n', ++n), 20);"
PATCHES = {
    "toJSON": "Array.prototype.toJSON = () => 'x'; performance.now = () => 0;",
    "performance": "Object.defineProperty(globalThis, 'performance', { get() { throw Error('none of that'); } });",
}


async def heard(script: str, until: EventName, *, count: int = 1, first: Callable[[Browser], object] = id) -> Timeline:
    """What is recorded of a page until so many of an event are there; `first` is called before it is opened."""
    record = Recording()

    async def there() -> bool:
        return len(record.so_far().named(until)) >= count

    text = f"<script>{script}</script>"
    async with site({"/": text}) as port, open_children() as children, open_driver(children) as driver:
        setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={port: "api"})
        async with open_browser(children, driver, setup, record) as opened:
            first(opened)
            await opened.open(f"http://127.0.0.1:{port}/")
            await wait_until(there, what=until, within=15)
    return record.so_far()


@pytest.mark.parametrize("patch", PATCHES.values(), ids=PATCHES)
async def test_a_page_with_globals_of_its_own_is_heard_in_full_and_on_the_lab_clock(patch: str) -> None:
    line = await heard(patch + MARKS, EventName.MARK_MADE, count=20)
    counted = [event.data["data"] for event in line.named(EventName.MARK_MADE)]
    assert counted == list(range(1, len(counted) + 1))
    (mapped,) = line.named(EventName.CLOCK_MAPPED)
    assert mapped.data["violations"] == 0
    assert line.first(EventName.RECORDER_LOST) is None


async def test_nothing_is_lost_of_a_page_that_loads_itself_anew_before_its_clock_can_be_read() -> None:
    again = "if (Number(location.hash.slice(1)) < 8) { location.hash = Number(location.hash.slice(1)) + 1;"
    line = await heard(f"chaoslab.mark('a'); {again} location.reload(); }} {MARKS}", EventName.MARK_MADE, count=40)
    opened, mapped = line.named(EventName.PAGE_OPENED), line.named(EventName.CLOCK_MAPPED)
    assert len(opened) == len(mapped) == 9
    assert [event for event in mapped if event.data["violations"]] == []
    assert line.first(EventName.RECORDER_LOST) is None


async def test_a_page_that_dies_as_soon_as_it_speaks_has_lost_nothing_before_its_crash() -> None:
    dying: list[asyncio.Task[object]] = []

    def crash_when_it_speaks(opened: Browser) -> None:
        def crash(_: object) -> None:
            if not dying:
                dying.append(asyncio.create_task(opened.session.send("Page.crash")))

        opened.session.on("Runtime.bindingCalled", crash)

    line = await heard(MARKS, EventName.PAGE_CRASHED, first=crash_when_it_speaks)
    dying[0].cancel()
    (crash,) = line.named(EventName.PAGE_CRASHED)
    assert [event for event in line.named(EventName.RECORDER_LOST) if event.at < crash.at] == []


async def test_a_page_that_forges_events_finds_no_way_to_the_lab_and_none_is_recorded() -> None:
    line = await heard(FORGES, EventName.PAGE_FROZEN)
    (mark,) = [event for event in line.named(EventName.MARK_MADE) if event.data["name"] == "found"]
    assert not [place for place in mark.data["data"]["found"] if not place.startswith("new frame")]
    assert mark.data["data"]["seen"] > 0
    assert mark.data["data"]["token"] is False
    assert line.first(EventName.FAULT_SEEN) is None
    assert line.first(EventName.RECORDER_LOST) is None
    assert line.first(EventName.CONSOLE_LOGGED) is None
