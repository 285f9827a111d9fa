"""Pictures of the page as people see it, and what does not fit on them: text that is cut, pages wider than the window.

A studio is started in a folder of its own; its engines make the works that are shown. Exits with 1 where anything does
not fit.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium
from benchmarks.start import served

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
SIZES = {380: 800, 768: 1024, 1024: 768, 1440: 900, 1920: 1080}
"""Heights by widths."""
LOOKS, LANGUAGES = ("light", "dark"), ("en", "zh")
CHOSEN = {
    (1440, "light", "en"): (
        "first-visit",
        "image",
        "writing",
        "music",
        "animation",
        "library",
        "opened",
        "clients",
        "room",
        "system",
    ),
    (1440, "dark", "zh"): ("image", "library", "system"),
    (380, "light", "zh"): ("first-visit", "library", "opened", "client"),
    (380, "dark", "en"): ("image", "music", "client-work", "system"),
    (768, "light", "en"): ("library",),
    (768, "dark", "zh"): ("writing",),
    (1024, "light", "zh"): ("music",),
    (1024, "dark", "en"): ("animation",),
    (1920, "light", "en"): ("library",),
    (1920, "dark", "en"): ("image",),
}
"""What docs/screens shows."""
QUALITY = 70
WORKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("image", {"prompt": "a lighthouse on a hill at night", "finish": "oil", "seed": 3}),
    ("image", {"prompt": "三只鸟飞过雪山", "finish": "ink", "seed": 5}),
    ("image", {"prompt": "a red fox under the moon", "finish": "paper-cut", "aspect": "3:2", "seed": 11}),
    ("image", {"prompt": "a little house by the sea, two boats", "finish": "watercolour", "aspect": "3:4", "seed": 4}),
    ("poem", {"prompt": "a frozen pond", "form": "haiku", "seed": 1}),
    ("chinese-poem", {"prompt": "送别朋友", "seed": 2}),
    ("story", {"prompt": "a little robot who is afraid of the rain", "words": 120, "seed": 1}),
    ("music", {"prompt": "a slow blues for guitar", "seconds": 20, "seed": 2}),
    ("music", {"prompt": "a calm waltz for piano in D minor", "seconds": 20, "seed": 1}),
    ("animation", {"prompt": "a sailing boat on the sea under drifting clouds", "seconds": 3, "seed": 2}),
    ("animation", {"prompt": "a balloon floats over a meadow", "seconds": 3, "seed": 1}),
    ("image", {"prompt": "three birds over the sea at dawn", "count": 2, "seed": 1}),
)
"""What the visitor has made, the last first on the page."""
ROOM, SHARER = "Posters for the harbour", "Inkwell Studio"
SAID: dict[str, dict[str, str]] = {
    "a lighthouse on a hill at night": {"name": "Cleo", "text": "The light could be warmer.", "x": "0.5", "y": "0.3"},
    "a calm waltz for piano in D minor": {"kind": "changes", "text": "Softer here, please.", "second": "4.5"},
    "a little house by the sea, two boats": {"kind": "approval"},
}
"""Works that a client is shown, by what was asked for, and what the client says of each."""
UNFIT = """() => {
  const found = [], wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`the page is ${wide} px wider than the window`);
  const named = one => `${one.closest('[id]')?.id} ${one.localName}.${[...one.classList].join('.')}`;
  for (const element of document.body.querySelectorAll('*')) {
    const {overflowX, display} = getComputedStyle(element);
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || display === 'inline' || element.clientWidth < 4 || !element.checkVisibility()) continue;
    if (['auto', 'scroll'].includes(overflowX) || element.scrollWidth <= element.clientWidth + 1) continue;
    found.push(`${named(element)} is cut: ${element.textContent.trim().slice(0, 40)}`);
  }
  return [...new Set(found)];
}"""


@dataclass(frozen=True)
class Screen:
    """What is shown: how one gets there, and whether as somebody who was never here."""

    name: str
    go: Callable[[Page], None]
    first_visit: bool = False


def _tab(name: str, selector: str, **values: Any) -> Screen:
    def go(page: Page) -> None:
        page.locator(f".masthead [data-tab={name}]").click()
        page.locator(selector).first.scroll_into_view_if_needed()

    return Screen(values.pop("called", name), go, **values)


def _open(page: Page) -> None:
    page.locator(".masthead [data-tab=library]").click()
    page.locator(".tile-image .tile-open").first.click()
    page.locator("dialog.opened .workview").wait_for()


def _room(page: Page) -> None:
    page.locator(".masthead [data-tab=clients]").click()
    page.locator(".room-card-open").first.click()
    page.locator(".room-item .remark").first.wait_for()
    page.locator(".room-item-stage img").first.evaluate("image => image.decode()")


def _client(page: Page) -> None:
    """As its owner may see what a client sees."""
    studio = page.url.partition("#")[0]
    id = page.request.get(f"{studio}rooms").json()["rooms"][0]["id"]
    page.goto(f"{studio}rooms/{id}/look")
    page.locator(".room-open img").first.evaluate("image => image.decode()")


def _client_work(page: Page) -> None:
    _client(page)
    page.locator(".room-open").first.click()
    page.locator(".room-stage img").evaluate("image => image.decode()")


SCREENS = (
    _tab("image", "ink-examples[tab=image] img", called="first-visit", first_visit=True),
    *(_tab(tab, f"ink-stage[tab={tab}] .result") for tab in ("image", "writing", "music", "animation")),
    _tab("library", ".tile-image"),
    Screen("opened", _open),
    _tab("clients", ".room-card"),
    Screen("room", _room),
    Screen("client", _client),
    Screen("client-work", _client_work),
    _tab("system", "ink-system .model-row"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/screens", description=__doc__)
    parser.add_argument("--all", metavar="DIR", type=Path, help="take every picture, into this folder")
    folder: Path | None = parser.parse_args().all
    with tempfile.TemporaryDirectory() as home, served("app.py", home) as studio, chromium() as browser:
        cookies = furnish(studio.url)
        faults = list(take(browser, studio.url, cookies, folder or FOLDER, everything=folder is not None))
    print("\n".join(faults) or "Everything fits.")
    return 1 if faults else 0


def furnish(url: str) -> list[Any]:
    """Make all works as one visitor; that visitor's cookies."""
    with httpx.Client(base_url=url, timeout=120) as client:
        client.get("").raise_for_status()
        offered = client.get("gradio_api/info").json()["named_endpoints"]
        for mode, values in WORKS:
            fields = offered[f"/{mode}"]["parameters"]
            data = [values.get(one["parameter_name"], one.get("parameter_default")) for one in fields]
            id = client.post(f"gradio_api/call/{mode}", json={"data": data}).raise_for_status().json()["event_id"]
            if "event: complete" not in (told := client.get(f"gradio_api/call/{mode}/{id}").text):
                sys.exit(f"{json.dumps(values, ensure_ascii=False)} was not made: {told}")
        share(client, url)
        return [{"name": one.name, "value": one.value, "url": url} for one in client.cookies.jar]


def share(client: httpx.Client, url: str) -> None:
    """Show some of the works to a client, who says something of each."""
    cards = client.get("library").raise_for_status().json()["cards"]
    shown = [next(card for card in cards if card["prompt"] == prompt) for prompt in SAID]
    asked = {"title": ROOM, "name": SHARER, "works": [card["id"] for card in shown]}
    made = client.post("rooms", json=asked).raise_for_status().json()
    with httpx.Client(base_url=url, follow_redirects=True) as visitor:
        visitor.get(made["link"]).raise_for_status()
        for item, said in zip(made["room"]["items"], SAID.values(), strict=True):
            visitor.post(f"{made['link']}/{item['id']}/remark", data=said).raise_for_status()


def take(browser: Browser, url: str, cookies: list[Any], folder: Path, everything: bool) -> Iterator[str]:
    """Write the pictures; what does not fit."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    for width, look, language in ((w, look, code) for w in SIZES for look in LOOKS for code in LANGUAGES):
        wanted = CHOSEN.get((width, look, language), ())
        shown = [screen for screen in SCREENS if everything or screen.name in wanted]
        for screen in shown:
            name = f"{screen.name}-{width}-{look}-{language}"
            page = opened(browser, url, width, look, language, [] if screen.first_visit else cookies)
            screen.go(page)
            page.wait_for_timeout(1500)
            yield from (f"{name}: {fault}" for fault in page.evaluate(UNFIT))
            write(page.screenshot(), folder / f"{name}.webp")
            page.context.close()


def opened(browser: Browser, url: str, width: int, look: Any, language: str, cookies: list[Any]) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=look,
        locale=language,
        has_touch=width < 768,
        reduced_motion="reduce",
    )
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(url)
    return page


def write(png: bytes, file: Path) -> None:
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main())
