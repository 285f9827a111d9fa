"""Spoken: gradio's part of the page, in the language of each visitor.

gradio makes one page for everybody and runs its events outside of the requests that ask for them. So the page is built
once in each language, and whatever gradio does for a visitor is done in theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.context import Context

from studio.web.language import language_of
from studio.words import language, languages, speaking


class SpokenBlocks(gr.Blocks):
    """A page that speaks."""

    translations: dict[str, dict[str, Any]]
    """What of its config stands otherwise in another language, by the language's code."""
    _own: dict[str, Any]

    @property  # type: ignore[override]
    def config(self) -> dict[str, Any]:
        """What a browser is sent to make the page of, in the language that is spoken now."""
        return self._own | getattr(self, "translations", {}).get(language(), {})

    @config.setter
    def config(self, config: dict[str, Any]) -> None:
        self._own = config

    async def process_api(self, *given: Any, **named: Any) -> dict[str, Any]:
        """One event, or one step of one."""
        request = named.get("request")
        first = request[0] if isinstance(request, list) else request
        with speaking(language_of(first.request if first else None)):
            return await super().process_api(*given, **named)


def in_every_language(build: Callable[[], SpokenBlocks]) -> SpokenBlocks:
    """The page that `build` makes, which has to make the same components each time."""
    first = Context.id
    page = build()
    page.translations = {}
    for code in languages()[1:]:
        Context.id = first
        with speaking(code):
            page.translations[code] = {"components": build().config["components"]}
    return page
