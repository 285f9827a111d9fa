"""When: fields that only some engines or kinds read are shown only with them.

A field says so in its metadata: {"when": {"kind": ["poem"]}}. The value of a model field counts as "own" when the
generator's own engine would run, else as "model" and as its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.house import House
from studio.params import Params
from tabs import run
from tabs.form import extra


def conditions(params: type[Params]) -> dict[str, Mapping[str, Any]]:
    """Dependent fields, and the values of other fields that they want."""
    return {name: extra(info)["when"] for name, info in params.model_fields.items() if "when" in extra(info)}


def visible(house: House, generator: str, own: str, wants: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a field is read, given the values of the others."""

    def meanings(field: str) -> set[Any]:
        value = values[field]
        if field != "model":
            return {value}
        engine = run.own_engine(house, generator) if value == "auto" else value
        return {"own"} if engine == own else {"model", engine}

    return all(meanings(field) & set(allowed) for field, allowed in wants.items())


def wire(house: House, generator: str, own: str, params: type[Params], components: Mapping[str, Component]) -> None:
    """Hide what the defaults do not read, and follow the visitor's choices from there."""
    wanted = conditions(params)
    watched = sorted({field for wants in wanted.values() for field in wants})
    if not wanted:
        return

    def look(*given: Any) -> Any:
        values = dict(zip(watched, given, strict=True))
        updates = [gr.update(visible=visible(house, generator, own, wants, values)) for wants in wanted.values()]
        # gradio takes a list for the value itself where there is one output.
        return updates if len(updates) > 1 else updates[0]

    defaults = {field: params.model_fields[field].get_default() for field in watched}
    for name, wants in wanted.items():
        components[name].visible = visible(house, generator, own, wants, defaults)
    gr.on(
        [components[field].change for field in watched],  # type: ignore[attr-defined]
        look,
        [components[field] for field in watched],
        [components[name] for name in wanted],
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
