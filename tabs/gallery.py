"""Gallery: all works of the visitor, newest first; open one, see its recipe, download, make again, vary."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.errors import InkstoneError
from studio.house import House
from tabs import run, show

_PAGE = 24
_FILTERS = {
    "All": None,
    "Images": "image",
    "Poems": "poem",
    "Stories": "story",
    "Music": "music",
    "Animations": "animation",
}
_EMPTY = "Nothing here yet. Make something in one of the other tabs; it is kept here."
_CLICK = """
element.addEventListener('click', event => {
  const card = event.target.closest('[data-work]');
  if (card) trigger('click', {work: card.dataset.work});
});
"""


def build(house: House, owner: gr.BrowserState, tab: gr.Tab) -> None:
    """Lay out the gallery and wire it. It reads the store whenever its tab is opened."""
    with gr.Column(elem_classes="maker"):
        with gr.Row():
            kind = gr.Radio(list(_FILTERS), value="All", label="Show", elem_id="gallery-kind")
        with gr.Column(visible=False, elem_id="gallery-open") as opened:
            status = gr.HTML(elem_id="gallery-status")
            detail = gr.HTML(elem_id="gallery-work")
            with gr.Row(elem_classes="actions"):
                again = gr.Button("Make again", elem_id="gallery-again")
                vary = gr.Button("Vary", variant="primary", elem_id="gallery-vary")
                stop = gr.Button("Stop", interactive=False, elem_id="gallery-stop")
                delete = gr.Button("Delete", elem_id="gallery-delete")
                close = gr.Button("Close", elem_id="gallery-close")
            with gr.Accordion("Recipe", open=False):
                recipe = gr.HTML(elem_id="gallery-recipe")
        cards = gr.HTML(elem_id="gallery-cards", js_on_load=_CLICK)
        shown = gr.State(_PAGE)
        more = gr.Button("Show more", visible=False, elem_id="gallery-more")
    current, job = gr.State(""), gr.State("")
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    listing: list[Component] = [cards, more]

    def list_works(owner: str, kind: str, shown: int) -> tuple[Any, ...]:
        works = house.store.works(owner=owner, kind=_FILTERS[kind], limit=shown + 1)  # type: ignore[arg-type]
        html = show.cards_html(works[:shown]) if works else show.empty_html(_EMPTY)
        return html, gr.Button(visible=len(works) > shown)

    def open_work(event: gr.EventData) -> tuple[Any, ...]:
        return _opened(house, str(event._data.get("work", "")))

    async def remake(owner: str, id: str, *, vary: bool) -> AsyncIterator[run.Update]:
        async for update in run.again(house, id, owner, vary=vary):
            yield update

    def remove(owner: str, id: str) -> tuple[Any, ...]:
        try:
            work = house.store.work(id)
            if work.owner == owner:
                house.store.delete(work)
        except InkstoneError as error:
            return gr.Column(visible=True), show.alert_html(str(error)), gr.skip(), gr.skip(), gr.skip()
        return gr.Column(visible=False), "", "", "", ""

    look: dict[str, Any] = {"fn": list_works, "inputs": [owner, kind, shown], "outputs": listing, **private}
    panel: list[Any] = [opened, status, detail, recipe, current]
    tab.select(**look)
    kind.change(**look)
    more.click(lambda count: count + _PAGE, shown, shown, **private).then(**look)
    cards.click(open_work, None, panel, **private)
    close.click(lambda: gr.Column(visible=False), None, opened, **private)
    delete.click(remove, [owner, current], panel, **private).then(**look)
    for button, new_seed in ((again, False), (vary, True)):
        made = button.click(
            partial(remake, vary=new_seed), [owner, current], [status, detail, job, button, stop], **private
        )
        made.then(**look)
    stop.click(partial(run.stop, house), [job, owner], status, **private)


def _opened(house: House, id: str) -> tuple[Any, ...]:
    try:
        work = house.store.work(id)
        house.store.files.read(work.main)
    except InkstoneError as error:
        return gr.Column(visible=True), show.alert_html(str(error)), "", "", id
    return gr.Column(visible=True), "", show.work_html(work), show.recipe_html(work), work.id
