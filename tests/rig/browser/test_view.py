"""What a real Chromium's page shows of a moving video: all that can lie over it, and all that else hides it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from chaoslab.errors import NotReady
from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.browser.player_page import PageView
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import Event, EventName
from tests.rig.made_site import site
from tests.rig.opened_tab import value

pytestmark = pytest.mark.lab
PAGE = """<!doctype html><style>
body { margin: 0; height: 3000px }
#room { position: relative; width: calc(480px + var(--more, 0px)); height: 270px; margin: 20px }
video { display: block; width: 100%; height: 100% }
.over { position: fixed; inset: 0 }
.after::after { content: ''; position: absolute; inset: 0; background: #222 }
.bar::after { content: ''; position: absolute; left: 0; top: 0; width: 70%; height: 12%; background: #222 }
.clears::before { content: ''; display: table }
dialog.dark::backdrop { background: #222 }
</style><div id="room"><video id="v" muted autoplay></video></div><div id="more"></div><script>
const canvas = document.createElement('canvas');
[canvas.width, canvas.height] = [320, 180];
const pen = canvas.getContext('2d');
let turn = 0;
setInterval(() => { pen.fillStyle = ['#0a0', '#00a'][turn++ % 2]; pen.fillRect(0, 0, 320, 180); }, 33);
v.srcObject = canvas.captureStream(30);
const kept = v;
let resets = 0;
const reset = () => {
  document.documentElement.style = `--more: ${(++resets % 20) * 6}px`; // so that each case changes something
  const v = kept;
  for (const part of [room, v]) part.removeAttribute('style'), part.removeAttribute('class');
  more.innerHTML = '';
  document.body.style.background = '';
  for (const child of [...room.children]) if (child !== v) child.remove();
  if (v.parentNode !== room) room.append(v);
  scrollTo(0, 0);
};
const put = (html, place = more) => { place.insertAdjacentHTML('beforeend', html); return place.lastElementChild; };
const over = (style, kind = 'div') => put(`<${kind} class="over" style="${style}"></${kind}>`);
const shadow = (mode, html) => { put('<div class="host"></div>').attachShadow({ mode }).innerHTML = html; };
const copy = () => Object.assign(over('width: 100%', 'video'), { muted: true, autoplay: true, srcObject: v.srcObject });
const behind = () => { v.style.cssText = 'position: relative; z-index: -1'; };
const paint = (color, kind = 'canvas') => {
  const layer = over('width: 100%; height: 100%', kind);
  const brush = layer.getContext('2d');
  brush.fillStyle = color;
  brush.fillRect(0, 0, layer.width, layer.height);
};
const picture = async (color, style) => {
  const image = over(style, 'img');
  const one = new OffscreenCanvas(10, 10);
  const brush = one.getContext('2d');
  brush.fillStyle = color;
  brush.fillRect(0, 0, 10, 10);
  image.src = URL.createObjectURL(await one.convertToBlob());
  await image.decode();
};
</script>"""
DARK = "background: #222"
HIDDEN = {
    "covered by div.over": (
        f"over('{DARK}')",
        f"over('{DARK}; pointer-events: none')",
        "over('pointer-events: none').style.background = '#222'",
        "over('background: linear-gradient(#222, rgb(0 0 0 / 0.95))')",
        f"over('{DARK}; opacity: .8'), over('{DARK}; opacity: .8')",
        "over('border: 400px solid #222; box-sizing: border-box')",
        f"over('{DARK}; left: 20px; width: 400px')",
    ),
    "covered by div#room": ("room.className = 'after'", f"room.style.cssText = '{DARK}', behind()"),
    "covered by dialog.dark": ("put('<dialog class=dark>Gone</dialog>').showModal()",),
    "covered by i": (
        f"put('<i style=\"position: absolute; inset: 11%; {DARK}\"></i>', room)",
        f"shadow('closed', '<i style=\"position: fixed; inset: 0; {DARK}\"></i>')",
    ),
    "covered by b": (f"shadow('open', '<b style=\"pointer-events: none; position: fixed; inset: 0; {DARK}\"></b>')",),
    "covered by img.over": ("picture('#222', 'width: 100%; height: 100%')",),
    "covered by canvas.over": ("paint('#222')",),
    "covered by rect": ("put('<svg class=over width=999 height=999><rect width=999 height=999 /></svg>')",),
    "covered by video.over": ("copy()",),
    "transparent": ("v.style.opacity = 0", "room.style.opacity = .05"),
    "hidden": ("room.style.visibility = 'hidden'", "room.style.display = 'none'"),
    "not in the page": ("v.remove()",),
    "8 × 4 px": ("v.style.cssText = 'width: 8px; height: 4px'",),
    "0 px": ("v.style.height = 0", "room.style.transform = 'scale(0)'"),
    "scrolled away": ("scrollTo(0, 1000)", "room.style.left = '-2000px'"),
    "clipped": (
        "room.style.cssText = 'overflow: hidden', v.style.marginTop = '260px'",
        "room.style.clipPath = 'inset(0 0 0 90%)'",
        "v.style.cssText = 'object-position: 4000px 0'",
    ),
    "blurred": ("room.style.filter = 'blur(20px)'",),
    "filtered away": ("v.style.filter = 'brightness(0)'",),
}
UNKNOWN = {
    "may be covered by iframe.over": ("over('width: 100%; height: 100%', 'iframe')",),
    "may be covered by div.over": ("over('background-image: url(/dark.png)')", "over('backdrop-filter: blur(20px)')"),
    "may be masked": ("v.style.maskImage = 'linear-gradient(#000, transparent)'",),
}
SEEN = (
    "over(''), put('<button>Play</button>', room)",
    "over('pointer-events: none')",
    "over('background: rgb(0 0 0 / 0.6)')",
    "over('background: linear-gradient(transparent, #000); top: 250px')",
    f"over('{DARK}; opacity: 0')",
    f"over('{DARK}; left: 0; width: 240px')",
    f"over('{DARK}; left: 180px; top: 100px; width: 160px; height: 100px')",
    "over('').className = 'over bar'",
    "room.className = 'clears'",
    "over('width: 100%; height: 100%', 'canvas').getContext('2d')",
    "picture('rgb(0 0 0 / 0.2)', 'width: 100%; height: 100%')",
    "put('<dialog>Hello</dialog>').showModal()",
    f"over('{DARK}').className = 'over glass'",
    "document.body.style.background = '#222', behind()",
    f"room.style.zIndex = 1, over('{DARK}')",
    "v.style.cssText = 'object-fit: contain; background: #000'",
    "v.style.objectFit = 'cover', room.style.width = '150px'",
    "v.style.pointerEvents = 'none', over('')",
    "room.style.opacity = .5",
    "room.style.transform = 'scale(.5)'",
    "room.style.cssText = 'border-radius: 40px; overflow: hidden'",
)


@asynccontextmanager
async def shown(record: Recording) -> AsyncIterator[Browser]:
    async with site({"/": PAGE}) as port, open_children() as children, open_driver(children) as driver:
        view = PageView(see_through=".glass")
        setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={port: "api"}, view=view)
        async with open_browser(children, driver, setup, record) as opened:
            await opened.open(f"http://127.0.0.1:{port}/")
            yield opened


def views(record: Recording) -> list[Event]:
    """What was told of the page's own video."""
    return [event for event in record.so_far().named(EventName.MEDIA_VIEW_CHANGED) if event.data["media"] == 1]


async def shows(opened: Browser, record: Recording, script: str, so: Callable[[Mapping[str, Any]], bool]) -> None:
    """Have the page do it, from its plain beginnings; return when what is told of the view then is `so`."""
    before = len(views(record))

    async def there() -> bool:
        return any(so(event.data) for event in views(record)[before:])

    await value(opened, f"reset(), {script}")
    try:
        await wait_until(there, what=script, within=8)
    except NotReady as error:
        raise AssertionError(f"{script}: {[event.data for event in views(record)[before:]]}") from error


def is_seen(data: Mapping[str, Any]) -> bool:
    return bool(data["possible"] >= data["share"] >= 0.5)


def is_hidden(why: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: bool(data["share"] <= data["possible"] < 0.5) and data["why"] == why


def is_unknown(why: str) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: bool(data["share"] < 0.5 <= data["possible"]) and data["why"] == why


async def test_a_picture_counts_as_seen_only_where_a_viewer_could_see_it() -> None:
    record = Recording()
    async with shown(record) as opened:
        await shows(opened, record, "0", is_seen)
        for why, script in [(why, script) for why, scripts in HIDDEN.items() for script in scripts]:
            await shows(opened, record, script, is_hidden(why))
        for why, script in [(why, script) for why, scripts in UNKNOWN.items() for script in scripts]:
            await shows(opened, record, script, is_unknown(why))
        await shows(opened, record, "0", is_seen)
        before = len(views(record))
        for script in SEEN:
            await shows(opened, record, script, is_seen)
        await shows(opened, record, "0", is_seen)
    assert [event.data for event in views(record)[before:] if not is_seen(event.data)] == []
    assert all(event.data["checked_at"] <= event.at for event in views(record))
    assert [event.data for event in record.so_far().named(EventName.CONSOLE_LOGGED)] == []
