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
from studio.works.upload import forms_of
from studio.works.works import Work
from tabs import run, visit
from tabs.form import MODE, engines
from tabs.maker import PRIVATE, MakerTab

Filled = dict[Component, Any]
_ASKED = "window.addEventListener('ink-fill', event => trigger('click', event.detail));"


def wire(house: House, makers: list[MakerTab]) -> None:
    """Whichever tab the file is brought to, the tab whose work it is gets filled in; the page's script shows it."""
    asked = gr.HTML("", html_template=" ", js_on_load=_ASKED, elem_id="fill")
    outputs = [component for maker in makers for component in (maker.answer, *maker.fields.inputs)]

    def fill(event: gr.EventData, request: gr.Request) -> Filled:
        wish = {name: str(event._data.get(name, ""))[:64] for name in ("from", "id", "take", "mode")}
        here = _of_mode(makers, wish["mode"])
        try:
            found = _wished(house, wish, visit.owner(request))
        except InkstoneError as error:
            return {here.answer: run.said(error=error)}
        there = _of_mode(makers, found.mode.key)
        told = joined([say("found.taken"), *found.notes])
        return {there.answer: run.said(done=told), **_filled(house, there, found)}

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
    return {here.answer: run.said(done=told, tab=there.key), **_filled(house, there, found)}


def _wished(house: House, wish: Mapping[str, str], owner: str) -> Found:
    """The mode and the values that a wish is about. Raises NotFound and BadInput."""
    modes, take = house.worker.modes, wish["take"]
    if wish["from"] == "example":
        example = examples.example(wish["id"])
        return Found(modes[example.mode], example.values)
    work = house.store.work(wish["id"], owner)
    if take == "brought":
        return Found(modes[wish["mode"]], {_taker(modes[wish["mode"]], work): work.id})
    if take == "words":
        return Found(modes[wish["mode"]], {_for_words(modes[wish["mode"]], work): work.text})
    found = Found.of(work.recipe, modes, has_files=True)
    if take == "all":
        return found
    return Found(found.mode, {name: value for name, value in found.values.items() if name == take})


def _taker(mode: Mode, work: Work) -> str:
    """The field of a mode that takes such a work. Raises BadInput for a mode without."""
    forms = set(forms_of(work))
    for name, info in mode.params.model_fields.items():
        if forms & set(takes(info)):
            return name
    raise BadInput(say("guard.unreadable"))


def _for_words(mode: Mode, work: Work) -> str:
    """The field of a mode that the words of such a work are put into. Raises BadInput for a mode without."""
    if name := mode.for_words_of(work.kind):
        return name
    raise BadInput(say("guard.unreadable"))


def _of_mode(makers: Iterable[MakerTab], key: str) -> MakerTab:
    """The tab of a mode; the first one for a mode that there is not."""
    all = list(makers)
    return next((maker for maker in all if key in (mode.key for mode in maker.fields.modes)), all[0])


def _filled(house: House, maker: MakerTab, found: Found) -> Filled:
    """The values of the mode's components; what is not said stays as it is."""
    components, keys = maker.fields.components, maker.fields.of(found.mode)
    known = {name: components[keys[name]] for name in found.values if name in keys}
    filled = {known[name]: found.values[name] for name in known if _is_offered(known[name], found.values[name])}
    if "model" in known:
        filled[known["model"]] = _model(house, found)
    return filled | ({components[MODE]: found.mode.key} if MODE in components else {})


def _model(house: House, found: Found) -> Any:
    """The model field for another mode; where the model is not here any more, as it was."""
    offered, wanted = engines((found.mode,), house.worker.host), found.values["model"]
    return gr.update(choices=offered, value=wanted) if wanted in [value for _, value in offered] else gr.skip()


def _is_offered(component: Component, value: Any) -> bool:
    """Whether a component that offers choices offers this one."""
    choices = getattr(component, "choices", None)
    return choices is None or value in [choice for _, choice in choices]
