"""Gallery: all works of the visitor, newest first; open one, see its recipe, download, make again, vary."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import gradio as gr

from studio.errors import InkstoneError
from studio.house import House
from studio.web import show
from studio.words import say, spoken
from studio.works.kinds import KINDS
from tabs import run
from tabs.maker import PRIVATE

_PAGE = 24
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


def build(house: House, owner: gr.BrowserState, tab: gr.Tab) -> None:
    """Lay out the gallery and wire it. It reads the store whenever its tab is opened."""
    with gr.Column(elem_classes="maker"):
        parts = _lay_out()
    shown, current, job = gr.State(_PAGE), gr.State(""), gr.State("")
    look = _wire_list(house, parts, owner, tab, shown)
    _wire_panel(house, parts, owner, current, look)
    _wire_making(house, parts, owner, current, job, look)


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


def _wire_list(house: House, parts: Parts, owner: gr.BrowserState, tab: gr.Tab, shown: gr.State) -> dict[str, Any]:
    """Wire what changes the list, and return the event that reads it anew."""

    def list_works(owner: str, kind: str, shown: int) -> tuple[Any, ...]:
        works = house.store.works(owner=owner, kind=None if kind == _ALL else kind, limit=shown + 1)  # type: ignore[arg-type]
        html = show.cards_html(works[:shown]) if works else show.empty_html(say("gallery.empty"))
        return html, gr.Button(visible=len(works) > shown)

    inputs = [owner, parts.kind, shown]
    look: dict[str, Any] = {"fn": list_works, "inputs": inputs, "outputs": [parts.cards, parts.more], **PRIVATE}
    tab.select(**look)
    parts.kind.change(**look)
    parts.more.click(lambda count: count + _PAGE, shown, shown, **PRIVATE).then(**look)
    return look


def _wire_panel(house: House, parts: Parts, owner: gr.BrowserState, current: gr.State, look: dict[str, Any]) -> None:
    def open_work(event: gr.EventData) -> tuple[Any, ...]:
        return _opened(house, str(event._data.get("work", "")))

    def remove(owner: str, id: str) -> tuple[Any, ...]:
        try:
            work = house.store.work(id)
            if work.owner == owner:
                house.store.delete(work)
        except InkstoneError as error:
            return gr.Column(visible=True), show.alert_html(error), gr.skip(), gr.skip(), gr.skip()
        return gr.Column(visible=False), "", "", "", ""

    panel: list[Any] = [parts.panel, parts.status, parts.detail, parts.recipe, current]
    parts.cards.click(open_work, None, panel, **PRIVATE)
    parts.buttons["close"].click(lambda: gr.Column(visible=False), None, parts.panel, **PRIVATE)
    parts.buttons["delete"].click(remove, [owner, current], panel, **PRIVATE).then(**look)


def _wire_making(
    house: House, parts: Parts, owner: gr.BrowserState, current: gr.State, job: gr.State, look: dict[str, Any]
) -> None:
    async def remake(owner: str, id: str, *, vary: bool) -> AsyncIterator[run.Update]:
        async for update in run.again(house, id, owner, vary=vary):
            yield update

    stop = parts.buttons["stop"]
    for name in ("again", "vary"):
        outputs = [parts.status, parts.detail, job, parts.buttons[name], stop]
        made = parts.buttons[name].click(partial(remake, vary=name == "vary"), [owner, current], outputs, **PRIVATE)
        made.then(**look)
    stop.click(partial(run.stop, house), [job, owner], parts.status, **PRIVATE)


def _opened(house: House, id: str) -> tuple[Any, ...]:
    try:
        work = house.store.work(id)
        house.store.files.read(work.main)
    except InkstoneError as error:
        return gr.Column(visible=True), show.alert_html(error), "", "", id
    return gr.Column(visible=True), "", show.work_html(work), show.recipe_html(work), work.id
