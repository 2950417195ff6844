"""A page with a worker and a frame, open in a real Chromium's tab, that counts and answers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from chaoslab.rig.browser.browser import Browser, BrowserSetup, open_browser
from chaoslab.rig.browser.driver import open_driver
from chaoslab.rig.processes.children import open_children, wait_until
from chaoslab.run.recording import Recording
from chaoslab.setup.components import locate
from chaoslab.timeline.events import EventName
from tests.rig.made_site import site

PAGE = """<script>
n = 0; w = 0; f = 0; told = [];
setInterval(() => { n += 1; chaoslab.mark('n', n); }, 20);
const code = `let k = 0; setInterval(() => postMessage(++k), 20);
  onmessage = () => fetch('${location.origin}/x').then((a) => postMessage(a.status), (e) => postMessage(String(e)))
    .then(() => postMessage(navigator.onLine));`;
worker = new Worker(URL.createObjectURL(new Blob([code])));
worker.onmessage = ({ data }) => typeof data === 'number' && data !== 200 ? w = data : told.push(data);
addEventListener('message', ({ data }) => typeof data === 'number' ? f = data : told.push(data));
</script><iframe src="FRAME"></iframe>"""
FRAME = """<script>
let k = 0; setInterval(() => parent.postMessage(++k, '*'), 20);
let seed = 1;
const work = () => { for (let i = 0; i < 1000; i++) seed = Math.imul(seed ^ 5, 1274126177) | 0; };
const speed = () => { const from = performance.now(); let done = 0;
  while (performance.now() - from < 300) { work(); done += 1; }
  return ['speed', done]; };
const asked = () => fetch('/x').then((a) => a.status, (e) => String(e)).then((said) => `${said} ${navigator.onLine}`);
onmessage = async ({ data }) => parent.postMessage(data === 'speed' ? speed() : await asked(), '*');
</script>"""


@asynccontextmanager
async def tab(record: Recording, page: str = PAGE, frame_host: str = "127.0.0.1") -> AsyncIterator[Browser]:
    """The page, open, with a frame from another port of `frame_host`."""
    async with site({"/": FRAME}) as frame_port:
        text = page.replace("FRAME", f"http://{frame_host}:{frame_port}/")
        async with site({"/": text}) as port, open_children() as children, open_driver(children) as driver:
            setup = BrowserSetup("test", locate("chromium"), locate("recorder"), ports={port: "api"})
            async with open_browser(children, driver, setup, record) as opened:
                await opened.open(f"http://127.0.0.1:{port}/")
                yield opened


async def value(opened: Browser, expression: str) -> Any:
    answer = await opened.session.send("Runtime.evaluate", {"expression": expression, "awaitPromise": True})
    return answer["result"].get("value")


async def until(opened: Browser, expression: str) -> None:
    async def so() -> bool:
        return bool(await value(opened, expression))

    await wait_until(so, what=expression, within=15)


async def event(record: Recording, name: EventName, count: int = 1) -> None:
    async def there() -> bool:
        return len(record.so_far().named(name)) >= count

    await wait_until(there, what=name, within=15)
