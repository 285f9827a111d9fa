"""Fill: a form filled in from what a file says of how it was made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.found import Found
from studio.web import show
from studio.words import joined, say
from tabs import visit
from tabs.form import MODE
from tabs.maker import PRIVATE, MakerTab


def wire(house: House, tabs: gr.Tabs, makers: list[MakerTab]) -> None:
    """Whichever tab the file is brought to, the tab whose work it is gets filled in and shown."""
    for here in makers:

        def fill(request: gr.Request, id: str, here: MakerTab = here) -> dict[Component, Any]:
            if not id:
                return {here.status: gr.skip()}
            try:
                upload = house.worker.inputs.one(id, visit.owner(request))
                found = Found.read(upload, house.worker.modes)
            except InkstoneError as error:
                return {here.status: show.alert_html(error)}
            there = next(maker for maker in makers if found.mode in maker.fields.modes)
            said = show.status_html(joined([say("found.filled", name=upload.name), *found.notes]))
            return {tabs: gr.Tabs(selected=there.key), there.status: said, **_filled(there, found)}  # type: ignore[dict-item]

        here.source.change(fill, here.source, [tabs, *_outputs(makers)], **PRIVATE)


def _outputs(makers: Iterable[MakerTab]) -> list[Component]:
    return [component for maker in makers for component in (maker.status, *maker.fields.inputs)]


def _filled(maker: MakerTab, found: Found) -> dict[Component, Any]:
    """The values of the mode's components; what the file does not say stays as it is."""
    components = maker.fields.components
    values = {name: value for name, value in found.values.items() if name in components}
    filled = {components[name]: value for name, value in values.items() if _is_offered(components[name], value)}
    return filled | ({components[MODE]: found.mode.key} if MODE in components else {})


def _is_offered(component: Component, value: Any) -> bool:
    """Whether a component that offers choices offers this one."""
    choices = getattr(component, "choices", None)
    return choices is None or value in [choice for _, choice in choices]
