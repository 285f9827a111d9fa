"""Gallery: all works of the visitor, newest first; open one, see its recipe, download, make again, vary."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr
from gradio.components import Component

from studio.errors import InkstoneError
from studio.house import House
from studio.web import show
from studio.words import say, spoken
from studio.works.kinds import KINDS
from tabs import run, visit
from tabs.maker import PRIVATE, held

_PAGE = 24
_MOST = 960
"""Works that the gallery shows at once."""
_ALL = "all"
_CLICK = """
element.addEventListener('click', event => {
  const card = event.target.closest('[data-work]');
  if (card) trigger('click', {work: card.dataset.work});
});
"""


@dataclass(frozen=True)
class Parts:
    """The components of the gallery."""

    kind: gr.Radio
    panel: gr.Column
    status: gr.HTML
    detail: gr.HTML
    recipe: gr.HTML
    buttons: dict[str, gr.Button]
    cards: gr.HTML
    more: gr.Button


def build(house: House, tab: gr.Tab) -> None:
    """Lay out the gallery and wire it. It reads the store whenever its tab is opened."""
    with gr.Column(elem_classes="maker"):
        parts = _lay_out()
        shown, current, job = held("gallery-shown", str(_PAGE)), held("gallery-work"), held("gallery-job")
    look = _wire_list(house, parts, tab, shown)
    _wire_panel(house, parts, current, look)
    _wire_making(house, parts, current, job, look)


def _lay_out() -> Parts:
    kinds = [(spoken("gallery.all"), _ALL), *((spoken(f"kind.{kind}.plural"), kind) for kind in KINDS)]
    kind = gr.Radio(kinds, value=_ALL, label=spoken("gallery.show"), elem_id="gallery-kind")
    with gr.Column(visible=False, elem_id="gallery-open") as panel:
        status = gr.HTML(elem_id="gallery-status")
        detail = gr.HTML(elem_id="gallery-work")
        with gr.Row(elem_classes="actions"):
            buttons = {name: _button(name) for name in ("again", "vary", "stop", "delete", "close")}
        with gr.Accordion(spoken("gallery.recipe"), open=False):
            recipe = gr.HTML(elem_id="gallery-recipe")
    cards = gr.HTML(elem_id="gallery-cards", js_on_load=_CLICK)
    more = gr.Button(spoken("gallery.more"), visible=False, elem_id="gallery-more")
    return Parts(kind, panel, status, detail, recipe, buttons, cards, more)


def _button(name: str) -> gr.Button:
    variant: Literal["primary", "secondary"] = "primary" if name == "vary" else "secondary"
    title = spoken(f"gallery.button.{name}")
    return gr.Button(title, variant=variant, interactive=name != "stop", elem_id=f"gallery-{name}")


def _wire_list(house: House, parts: Parts, tab: gr.Tab, shown: Component) -> dict[str, Any]:
    """Wire what changes the list, and return the event that reads it anew."""

    def list_works(request: gr.Request, kind: str, shown: str) -> tuple[Any, ...]:
        try:
            limit = _count(shown)
            kept = None if kind == _ALL else kind
            works = house.store.works(owner=visit.owner(request), kind=kept, limit=limit + 1)  # type: ignore[arg-type]
        except InkstoneError as error:
            return show.alert_html(error), gr.Button(visible=False)
        html = show.cards_html(works[:limit]) if works else show.empty_html(say("gallery.empty"))
        return html, gr.Button(visible=len(works) > limit)

    inputs = [parts.kind, shown]
    look: dict[str, Any] = {"fn": list_works, "inputs": inputs, "outputs": [parts.cards, parts.more], **PRIVATE}
    tab.select(**look)
    parts.kind.change(**look)
    parts.more.click(lambda shown: str(_count(shown) + _PAGE), shown, shown, **PRIVATE).then(**look)
    return look


def _count(shown: str) -> int:
    """How many works are shown; the browser keeps it, and may send anything."""
    return min(int(shown), _MOST) if shown.isdecimal() else _PAGE


def _wire_panel(house: House, parts: Parts, current: Component, look: dict[str, Any]) -> None:
    def open_work(event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _opened(house, str(event._data.get("work", "")), request)

    def remove(request: gr.Request, id: str) -> tuple[Any, ...]:
        try:
            house.store.delete(house.store.work(id, visit.owner(request)))
        except InkstoneError as error:
            return gr.Column(visible=True), show.alert_html(error), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return gr.Column(visible=False), "", "", "", "", gr.skip()

    panel: list[Any] = [parts.panel, parts.status, parts.detail, parts.recipe, current, parts.buttons["vary"]]
    parts.cards.click(open_work, None, panel, **PRIVATE)
    parts.buttons["close"].click(lambda: gr.Column(visible=False), None, parts.panel, **PRIVATE)
    parts.buttons["delete"].click(remove, current, panel, **PRIVATE).then(**look)


def _wire_making(house: House, parts: Parts, current: Component, job: Component, look: dict[str, Any]) -> None:
    def maker(vary: bool) -> Any:
        async def make(request: gr.Request, id: str) -> AsyncIterator[run.Update]:
            async for update in run.again(house, request, id, vary=vary):
                yield update

        return make

    def on_stop(job: str, request: gr.Request) -> str:
        return run.stop(house, job, request)

    stop = parts.buttons["stop"]
    for name in ("again", "vary"):
        outputs = [parts.status, parts.detail, job, parts.buttons[name], stop]
        parts.buttons[name].click(maker(name == "vary"), current, outputs, **PRIVATE).then(**look)
    stop.click(on_stop, job, parts.status, **PRIVATE)


def _opened(house: House, id: str, request: gr.Request) -> tuple[Any, ...]:
    try:
        work = house.store.work(id, visit.owner(request))
        house.store.files.read(work.main)
    except InkstoneError as error:
        return gr.Column(visible=True), show.alert_html(error), "", "", id, gr.skip()
    # What chance has no part in is the same every time.
    vary = gr.Button(visible="seed" in work.recipe.params)
    return gr.Column(visible=True), "", show.work_html(work), show.recipe_html(work), work.id, vary
