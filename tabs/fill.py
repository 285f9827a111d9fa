"""Fill: a form filled in from what a file or a work says of how it was made, or from an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.errors import BadInput, InkstoneError
from studio.house import House
from studio.jobs.found import Found
from studio.jobs.mode import Mode
from studio.params import takes
from studio.web import examples
from studio.words import joined, say
from tabs import run, visit
from tabs.form import MODE
from tabs.maker import PRIVATE, MakerTab

Filled = dict[Component, Any]
_ASKED = "window.addEventListener('ink-fill', event => trigger('click', event.detail));"
_TAKEN = ("prompt", "seed", "all", "brought")
"""What of a work can be taken over."""


def wire(house: House, makers: list[MakerTab]) -> None:
    """Whichever tab the file is brought to, the tab whose work it is gets filled in; the page's script shows it."""
    asked = gr.HTML("", html_template=" ", js_on_load=_ASKED, elem_id="fill")
    outputs = [component for maker in makers for component in (maker.answer, *maker.fields.inputs)]

    def fill(event: gr.EventData, request: gr.Request) -> Filled:
        wish = {name: str(event._data.get(name, ""))[:64] for name in ("from", "id", "take", "mode")}
        here = _of_mode(makers, wish["mode"])
        try:
            there, values = _wished(house, makers, wish, visit.owner(request))
        except InkstoneError as error:
            return {here.answer: run.said(error=error)}
        return {there.answer: run.said(done=say("found.taken")), **_filled(there, *values)}

    asked.click(fill, None, outputs, **PRIVATE)
    for here in makers:

        def read(request: gr.Request, id: str, here: MakerTab = here) -> Filled:
            return _from_file(house, makers, here, id, request) if id else {here.answer: gr.skip()}

        here.source.change(read, here.source, outputs, **PRIVATE)


def _from_file(house: House, makers: list[MakerTab], here: MakerTab, id: str, request: gr.Request) -> Filled:
    try:
        upload = house.worker.inputs.one(id, visit.owner(request))
        found = Found.read(upload, house.worker.modes)
    except InkstoneError as error:
        return {here.answer: run.said(error=error)}
    there = _of_mode(makers, found.mode.key)
    told = joined([say("found.filled", name=upload.name), *found.notes])
    return {here.answer: run.said(done=told, tab=there.key), **_filled(there, found.mode, found.values)}


def _wished(
    house: House, makers: list[MakerTab], wish: Mapping[str, str], owner: str
) -> tuple[MakerTab, tuple[Mode, dict[str, Any]]]:
    """The tab that a wish is about, its mode, and the values to put in. Raises NotFound and BadInput."""
    if wish["take"] not in _TAKEN:
        raise BadInput(say("guard.unreadable"))
    if wish["from"] == "example":
        example = examples.example(wish["id"])
        return _of_mode(makers, example.mode), (house.worker.modes[example.mode], dict(example.values))
    work = house.store.work(wish["id"], owner)
    if wish["take"] == "brought":
        mode = house.worker.modes[wish["mode"]]
        field = next((name for name, info in mode.params.model_fields.items() if takes(info)), None)
        if field is None:
            raise BadInput(say("guard.unreadable"))
        return _of_mode(makers, mode.key), (mode, {field: work.id})
    mode, values = house.worker.modes.find(work.recipe.mode, work.recipe.params)
    values = {**values, **({"seed": work.recipe.seed} if "seed" in values else {})}
    kept = values if wish["take"] == "all" else {name: value for name, value in values.items() if name == wish["take"]}
    return _of_mode(makers, mode.key), (mode, kept)


def _of_mode(makers: Iterable[MakerTab], key: str) -> MakerTab:
    """The tab of a mode; the first one for a mode that there is not."""
    all = list(makers)
    return next((maker for maker in all if key in (mode.key for mode in maker.fields.modes)), all[0])


def _filled(maker: MakerTab, mode: Mode, values: Mapping[str, Any]) -> Filled:
    """The values of the mode's components; what is not said stays as it is."""
    components = maker.fields.components
    known = {name: value for name, value in values.items() if name in components}
    filled = {components[name]: value for name, value in known.items() if _is_offered(components[name], value)}
    return filled | ({components[MODE]: mode.key} if MODE in components else {})


def _is_offered(component: Component, value: Any) -> bool:
    """Whether a component that offers choices offers this one."""
    choices = getattr(component, "choices", None)
    return choices is None or value in [choice for _, choice in choices]
