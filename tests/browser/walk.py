"""A walk past all screens in one language, and what was to be seen on each: faults that axe-core finds, and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

from studio.words import ENGLISH
from tests.browser.conftest import PATIENCE, Server
from tests.browser.screens import MAKERS, screens, show

LOOKS: dict[str, list[str] | None] = {"light": None, "dark": ["color-contrast", "link-in-text-block"]}
"""What can be wrong in each: all, and what depends on colours."""
LIGHT: dict[str, list[str] | None] = {"light": None}
"""In another language colours are the same."""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FAULTS = """async rules => {
  // Colours that are still on their way to others are no fault.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  for (const one of document.getAnimations()) if (one.effect.getTiming().iterations === 1) one.finish();
  const {violations} = await axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules})});
  return violations.filter(fault => ['serious', 'critical'].includes(fault.impact))
    .flatMap(fault => fault.nodes.map(node => `${fault.id}: ${node.target.join(' ')}`));
}"""
TEXTS = """() => {
  const texts = new Set(), skipped = 'script, style, template, code, kbd, [translate=no], :not(html)[lang]';
  const seen = element => !element.closest(skipped) && element.checkVisibility({visibilityProperty: true});
  const add = text => texts.add(text.replace(/\\s+/g, ' ').trim());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) add(walker.currentNode.data);
  for (const name of ['aria-label', 'placeholder', 'title']) {
    for (const element of document.querySelectorAll(`[${name}]`)) if (seen(element)) add(element.getAttribute(name));
  }
  return [...texts];
}"""
OWN = """async () => {
  const {cards} = await (await fetch('library?limit=100')).json();
  const {examples} = JSON.parse(document.getElementById('ink-page').textContent);
  return [...cards, ...examples].flatMap(one => [one.title, one.prompt, one.excerpt, one.alt, one.text]);
}"""


@dataclass
class Walk:
    """What was seen, by the name of the screen."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    """Serious and critical ones, each with where it is; only of screens that have any."""
    texts: dict[str, list[str]] = field(default_factory=dict)
    """What is written, and what is read out."""
    own: set[str] = field(default_factory=set)
    """Words of people and of works, which are in the language that they are in."""
    looks: Mapping[str, list[str] | None] = field(default_factory=lambda: LOOKS)

    def see(self, name: str, page: Page) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        self.texts[name] = page.evaluate(TEXTS)
        for look, rules in self.looks.items():
            page.emulate_media(color_scheme=look, reduced_motion="reduce")  # type: ignore[arg-type]
            for fault in page.evaluate(FAULTS, rules):
                self.faults.setdefault(name, []).append(f"{look}: {fault}")


def walk(browser: Browser, server: Server, language: str, cookies: Sequence[Any]) -> Walk:
    """First as somebody who was never here, then as the visitor with these cookies."""
    found = Walk(looks=LOOKS if language == ENGLISH else LIGHT)
    for who, way in (((), _first_visit), (cookies, screens)):
        page = opened(browser, server, language, who)
        found.own |= {re.sub(r"\s+", " ", text).strip() for text in page.evaluate(OWN) if text}
        for name in way(page):
            found.see(name, page)
        page.context.close()
    return found


def opened(browser: Browser, server: Server, language: str, cookies: Sequence[Any] = ()) -> Page:
    """The page as a browser of this language gets it."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale=language)
    context.add_cookies(cookies)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(server.url)
    return page


def _first_visit(page: Page) -> Iterator[str]:
    for tab in (*MAKERS, "library", "clients"):
        show(page, tab)
        page.locator(f"ink-examples[tab={tab}] .example, .library-empty:visible").first.wait_for()
        yield f"first visit, {tab}"


def told(found: Mapping[str, list[str]]) -> str:
    """What was found on which screens, a line each: the same is often on several."""
    screens_of: dict[str, list[str]] = {}
    for name, whats in found.items():
        for what in whats:
            screens_of.setdefault(what, []).append(name)
    return "".join(f"\n{what}  [{', '.join(names)}]" for what, names in screens_of.items())
