"""What a visit feels like: when there is something to see, when one can type, what is sent, what moves, what lags.

Measured in Chromium without a window, at a desk and on a phone. The first load stands beside that of a bare gradio
page, alternating, each with an empty cache.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.browser import PROFILES, chromium
from benchmarks.report import Row
from benchmarks.start import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROUNDS = 5
SHIFT, FIRST_CONTENT, LAG, SENT, READY = 0.05, 1.5, 0.2, 1.1, 1.2
"""What is promised: sum of layout shifts; seconds; seconds; ratios to the bare page."""
PROMPTS = {
    "image": "three birds over the sea at dawn",
    "writing": "a frozen pond",
    "music": "a calm waltz for piano",
    "animation": "a balloon floats over a meadow",
}
OTHERS = ("library", "clients", "system")
SETTLED = 2000
"""Milliseconds after which nothing more is expected to happen."""
PATIENCE = 120_000
"""Milliseconds to wait for anything at all."""

OBSERVER = """
window.vitals = {shift: 0, lag: 0, ready: 0};
const each = (type, see, more) => new PerformanceObserver(list => list.getEntries().forEach(see))
  .observe({type, buffered: true, ...more});
each('layout-shift', entry => { if (!entry.hadRecentInput) vitals.shift += entry.value; });
each('event', entry => { if (entry.interactionId) vitals.lag = Math.max(vitals.lag, entry.duration); },
  {durationThreshold: 16});
const look = () => {
  const box = [...document.querySelectorAll('textarea')].find(one => one.offsetParent && !one.disabled);
  if (box) vitals.ready = performance.now();
  else requestAnimationFrame(look);
};
addEventListener('DOMContentLoaded', look);
"""
_FIRST_CONTENT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity"
_NEWEST = """async tab => {
  const jobs = (await (await fetch('now?seen=-1')).json()).jobs.filter(job => job.tab === tab);
  return jobs.length > 0 && jobs.every(job => ['done', 'failed'].includes(job.state));
}"""


@dataclass(frozen=True)
class Load:
    """One first load of a page. Times in seconds since it was asked for, bytes as they came over the wire."""

    first_content: float
    ready: float
    sent: int


def rows() -> Iterator[Row]:
    """Five rows for each kind of device."""
    with (
        tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home,
        chromium() as browser,
        served("app.py", home) as ours,
        served("benchmarks/bare_page.py", home) as bare,
    ):
        for name, profile in PROFILES.items():
            yield from _loads(browser, name, profile, ours.url, bare.url)
            yield from _visit(browser, name, profile, ours.url)


def _loads(browser: Browser, name: str, profile: dict[str, Any], ours: str, bare: str) -> Iterator[Row]:
    """A load of each beforehand warms the servers."""
    pairs = [(first_load(browser, profile, ours), first_load(browser, profile, bare)) for _ in range(ROUNDS + 1)][1:]
    mine, its = zip(*pairs, strict=True)
    content = [load.first_content for load in mine]
    how = f"{', '.join(f'{seconds:.2f}' for seconds in content)} s"
    yield Row(f"first content, {name}", median(content), "s", FIRST_CONTENT, how=how)
    yield _beside(f"ready / bare gradio page, {name}", READY, "s", [x.ready for x in mine], [x.ready for x in its])
    sent = ([x.sent / 1000 for x in side] for side in (mine, its))
    yield _beside(f"sent / bare gradio page, {name}", SENT, "kB", *sent)


def _beside(name: str, limit: float, unit: str, mine: list[float], its: list[float]) -> Row:
    how = f"{median(mine):.2f} {unit} / {median(its):.2f} {unit}, medians of {len(mine)}, alternating"
    return Row(name, median(mine) / median(its), "x", limit, how=how, samples={"studio": mine, "bare": its})


def first_load(browser: Browser, profile: dict[str, Any], url: str) -> Load:
    """The page as somebody gets it who was never here."""
    context = browser.new_context(**profile)
    page = watched(context)
    sent: list[int] = []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sent.append(int(event["encodedDataLength"])))
    page.goto(url)
    page.wait_for_function("vitals.ready", timeout=PATIENCE)
    page.wait_for_timeout(SETTLED)
    content, ready = page.evaluate(f"[{_FIRST_CONTENT}, vitals.ready]")
    context.close()
    return Load(content / 1000, ready / 1000, sum(sent))


def watched(context: BrowserContext) -> Page:
    """A page that counts what moves and what lags."""
    page = context.new_page()
    page.add_init_script(OBSERVER)
    page.set_default_timeout(PATIENCE)
    return page


def _visit(browser: Browser, name: str, profile: dict[str, Any], url: str) -> Iterator[Row]:
    """A visitor who makes something in each tab, comes back to it, and looks around."""
    context = browser.new_context(**profile)
    page = watched(context)
    shifts = {tab: max(made(page, url, tab), come_back(page, url, tab)) for tab in PROMPTS}
    shifts |= {tab: come_back(page, url, tab) for tab in OTHERS}
    yield _worst(f"layout shift, {name}", SHIFT, "", shifts)
    yield _worst(f"interaction to next paint, {name}", LAG, "s", dict(lags(page, url)))
    context.close()


def _worst(name: str, limit: float, unit: str, found: dict[str, float]) -> Row:
    how = ", ".join(f"{where} {value:.3f}" for where, value in found.items())
    samples = {where: [value] for where, value in found.items()}
    return Row(name, max(found.values()), unit, limit, how=how, samples=samples)


def made(page: Page, url: str, tab: str) -> float:
    """Layout shift from the first load to the result of a job. Raises TimeoutError for one that never ends."""
    come_back(page, url, tab)
    page.locator(f"#{tab}-prompt textarea").fill(PROMPTS[tab])
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    latest = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(_NEWEST, tab):
        if time.monotonic() > latest:
            raise TimeoutError(f"no work came of the prompt in {tab!r}")
        page.wait_for_timeout(200)
    page.wait_for_timeout(SETTLED)
    return float(page.evaluate("vitals.shift"))


def come_back(page: Page, url: str, tab: str) -> float:
    """Layout shift of the page as a returning visitor opens it at a tab."""
    page.goto("about:blank")
    page.goto(f"{url}#{tab}")
    page.locator(f"[data-tab={tab}][aria-selected=true]").wait_for()
    page.wait_for_timeout(SETTLED)
    return float(page.evaluate("vitals.shift"))


def lags(page: Page, url: str) -> Iterator[tuple[str, float]]:
    """Seconds until each thing that is done shows, medians."""
    for name, deed in DEEDS.items():
        yield name, median(_lag(page, url, deed) for _ in range(3))


def _lag(page: Page, url: str, deed: Callable[[Page], None]) -> float:
    come_back(page, url, "image")
    page.evaluate("vitals.lag = 0")
    deed(page)
    page.wait_for_timeout(500)
    return float(page.evaluate("vitals.lag")) / 1000


def _switch(page: Page) -> None:
    for tab in ("writing", "library", "image"):
        page.locator(f".masthead [data-tab={tab}]").click()
        page.wait_for_timeout(300)


def _type(page: Page) -> None:
    page.locator("#image-prompt textarea").press_sequentially("a red fox under the moon", delay=40)


def _unfold(page: Page) -> None:
    page.locator("[data-options=image]").click()


def _open(page: Page) -> None:
    page.locator(".masthead [data-tab=library]").click()
    page.locator("ink-library .tile-open").first.click()


DEEDS = {"switching tabs": _switch, "typing": _type, "opening options": _unfold, "opening a work": _open}
