"""Frame: the page around gradio's part: head, header with the tabs, library, footer. Written once for each language."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from studio.jobs.mode import Mode
from studio.params import takes
from studio.web.assets import SCRIPT, STYLE, Assets
from studio.web.examples import listed
from studio.web.html import word
from studio.words import ENGLISH, called, language, languages, say, spoken, words
from studio.works.kinds import KINDS
from studio.works.recipe import VERSION

Wings = Mapping[str, tuple[Mode, ...]]

_OUTSIDE = ("library", "clients", "system")
"""Tabs that make nothing, which are none of gradio's."""
_ICONS = {
    "image": "image",
    "writing": "pen-line",
    "music": "music",
    "voice": "audio-lines",
    "animation": "film",
    "library": "library",
    "clients": "users",
    "system": "cpu",
}
_UI = "ui."
_HAN = re.compile("[\u4e00-\u9fff]")
_LOOK = """
(() => {
  // gradio speaks the browser's language and says so of the whole page; here both speak the page's.
  const language = document.documentElement.lang;
  Object.defineProperty(navigator, 'language', {get: () => language});
  Object.defineProperty(navigator, 'languages', {get: () => [language]});
  const chosen = localStorage.getItem('ink-look'), dark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.classList.toggle('dark', chosen ? chosen === 'dark' : dark);
  document.documentElement.dataset.tab = (location.hash.slice(1).split('/')[0]) || 'image';
})();
"""
"""Before anything is painted: the language, the look that was chosen, and the tab that is asked for."""


class Frame:
    """Writes what stands around gradio's part, in the language that is spoken. `leaves`: with a way out, where one came
    in with a password."""

    def __init__(self, assets: Assets, wings: Wings, leaves: bool) -> None:
        self._assets, self._wings, self._leaves = assets, wings, leaves

    def head(self) -> str:
        """What the head of the page needs beyond gradio's: style, scripts, and what the scripts know."""
        title, claim = word("page.title"), word("page.claim")
        preloads = "".join(
            f'<link rel="modulepreload" href="{self._assets.url(name)}">' for name in self._assets.modules
        )
        return (
            f'<meta name="description" content="{claim}"><meta property="og:title" content="{title}">'
            f'<meta property="og:description" content="{claim}"><meta name="color-scheme" content="light dark">'
            f"<script>{_LOOK}</script>"
            f'<link rel="stylesheet" href="{self._assets.url(STYLE)}">{preloads}'
            f'<script type="application/json" id="ink-page">{_script_safe(self.known())}</script>'
            f'<script type="module" src="{self._assets.url(SCRIPT)}"></script>'
        )

    def known(self) -> dict[str, Any]:
        """What the scripts know: where their files are, the words, tabs, modes and examples."""
        wings = self._wings.items()
        return {
            "assets": self._assets.url(""),
            "language": words(language()).get("language.html", ENGLISH),
            "words": {key.removeprefix(_UI): spoken(key) for key in words(ENGLISH) if key.startswith(_UI)},
            "tabs": [_told(key, modes) for key, modes in wings],
            "modes": {mode.key: key for key, modes in wings for mode in modes},
            "kinds": {kind: spoken(f"kind.{kind}.title") for kind in KINDS},
            "texts": [kind for kind, of in KINDS.items() if of.is_text],
            "sounds": [kind for kind, of in KINDS.items() if of.is_timed and not of.is_seen],
            "examples": listed(language()),
        }

    def header(self) -> str:
        """The head of the page: its name, the tabs, the queue, language, look and help."""
        tabs = "".join(self._tab(key) for key in (*self._wings, *_OUTSIDE))
        return (
            f'<a class="skip" href="#" data-skip>{word("page.skip")}</a>'
            f'<header class="masthead"><a class="brand" href="#{next(iter(self._wings))}">'
            '<span class="brand-seal" aria-hidden="true">墨</span>'
            f'<h1 class="brand-name">{word("page.title")}</h1></a>'
            f'<ink-nav><div class="tabs" role="tablist" aria-label="{word("page.tabs")}">{tabs}</div></ink-nav>'
            f'<div class="tools"><ink-queue></ink-queue><ink-account></ink-account>{self._languages()}'
            f"{self._tool('look', 'moon')}{self._tool('keys', 'circle-help')}</div></header>"
        )

    def footer(self) -> str:
        """The tabs that make nothing, and the foot of the page."""
        out = f'<form method="post" action="logout"><button class="btn quiet">{word("login.leave")}</button></form>'
        sections = "".join(
            f'<section id="tab-{key}" class="outside" role="tabpanel" aria-labelledby="nav-{key}" hidden>'
            f"<ink-{key}></ink-{key}></section>"
            for key in _OUTSIDE
        )
        line = escape(str(say("page.footer", version=VERSION)))
        privacy = f'<a href="check">{word("check.title")}</a><a href="privacy">{word("privacy.title")}</a>'
        return (
            f'{sections}<footer class="colophon"><span>{line}</span>{privacy}{out if self._leaves else ""}</footer>'
            "<ink-toasts></ink-toasts>"
        )

    def _tab(self, key: str) -> str:
        return (
            f'<a role="tab" href="#{key}" data-tab="{key}" id="nav-{key}" aria-selected="false" tabindex="-1">'
            f'{self._icon(_ICONS.get(key, "layers"))}<span class="long">{escape(_title(key))}</span>'
            f'<span class="short">{escape(_title(key, short=True))}</span></a>'
        )

    def _languages(self) -> str:
        """The page in each language, each called by its own name."""
        items = "".join(
            f'<button type="button" role="menuitemradio" aria-checked="{str(code == language()).lower()}" '
            f'data-language="{code}" lang="{code}">{escape(words(code).get("language.name", code))}</button>'
            for code in languages()
        )
        title = word("page.language")
        return (
            f'<details class="menu" id="languages"><summary class="btn quiet icon-only" title="{title}" '
            f'aria-label="{title}">{self._icon("languages")}</summary><div class="menu-list" role="menu">{items}</div>'
            "</details>"
        )

    def _tool(self, name: str, picture: str) -> str:
        title = word(f"page.{name}")
        return (
            f'<button type="button" class="btn quiet icon-only" id="{name}" title="{title}" aria-label="{title}">'
            f"{self._icon(picture)}</button>"
        )

    def _icon(self, name: str) -> str:
        return f'<svg class="icon" aria-hidden="true"><use href="{self._assets.url("icons.svg")}#{name}"></use></svg>'


def modes_html(tab: str) -> str:
    """What chooses between the modes of a tab with many."""
    return f'<ink-modes tab="{escape(tab)}"></ink-modes>'


def prompts_html(tab: str) -> str:
    """What was asked for in a tab before, and a microphone to speak what is to be asked for now."""
    return f'<ink-speak tab="{escape(tab)}"></ink-speak><ink-prompts tab="{escape(tab)}"></ink-prompts>'


def stage_html(tab: str) -> str:
    """Where the works of a tab are shown."""
    return f'<ink-stage tab="{escape(tab)}"></ink-stage>'


def options_html(tab: str) -> str:
    """The button that folds and unfolds the options of a tab."""
    return (
        f'<button type="button" class="btn" data-options="{tab}" aria-expanded="false" aria-controls="{tab}-options">'
        f"{word('page.options')}</button>"
    )


def _told(key: str, modes: tuple[Mode, ...]) -> dict[str, Any]:
    """A tab, as the scripts know it: what it makes, and what can be asked for in it."""
    return {
        "key": key,
        "kinds": list({mode.makes: 0 for mode in modes}),
        "modes": [
            {
                "key": mode.key,
                "title": str(mode.title),
                "does": str(mode.does),
                "begins": _begins_with(mode),
                "tries": sorted(mode.examples, key=_is_foreign),
            }
            for mode in modes
        ],
    }


def _is_foreign(words: str) -> bool:
    """Whether they are in the other of the two languages that prompts come in."""
    return bool(_HAN.search(words)) != (language() == "zh")


def _begins_with(mode: Mode) -> str:
    """The first kind of what has to be brought to it; empty where words are enough."""
    needed = (takes(info) for info in mode.params.model_fields.values() if info.is_required())
    return next((kinds[0] for kinds in needed if kinds), "")


def _title(key: str, short: bool = False) -> str:
    """What a tab is called; `short`: where there is little room."""
    above = key if key in _OUTSIDE else f"wing.{key}"
    title = str(called(f"{above}.title", key))
    return spoken(f"{above}.short", title) if short else title


def _script_safe(value: object) -> str:
    """JSON that ends no script."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
