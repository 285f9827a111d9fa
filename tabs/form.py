"""Form: a generator's Params turned into labelled components, by field name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

import gradio as gr
from gradio.components import Component
from pydantic.fields import FieldInfo

from studio.models.catalog import Catalog
from studio.params import Params, bounds

_EXTENDED = 3
"""Lines of the prompt box."""


@dataclass(frozen=True)
class Form:
    """The components of one generator's form, and how to read them back."""

    params: type[Params]
    components: dict[str, Component]

    @property
    def inputs(self) -> list[Component]:
        return list(self.components.values())

    def values(self, given: Iterable[Any]) -> dict[str, Any]:
        """What the components hold, by field name. An empty box of an optional field means "not given"."""
        values = dict(zip(self.components, given, strict=True))
        fields = self.params.model_fields
        return {
            name: None if value == "" and not fields[name].is_required() and fields[name].default is None else value
            for name, value in values.items()
        }


def extra(info: FieldInfo) -> Mapping[str, Any]:
    """Metadata of a field that only a front end needs."""
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def names(params: type[Params], group: str) -> list[str]:
    """Names of the fields of a group: "prompt", "main" (always seen) or "options" (folded); the seed comes last."""
    found = [name for name, info in params.model_fields.items() if name != "prompt" and _group(info) == group]
    return sorted(found, key=lambda name: name == "seed")


def _group(info: FieldInfo) -> str:
    return str(extra(info).get("group", "options"))


def prompt_box(key: str, params: type[Params]) -> gr.Textbox:
    info = params.model_fields["prompt"]
    return gr.Textbox(
        label=info.title,
        placeholder=info.description,
        lines=_EXTENDED,
        max_lines=8,
        elem_id=f"{key}-prompt",
        autofocus=False,
        info="Shift + Enter makes it.",
    )


def control(key: str, name: str, info: FieldInfo, catalog: Catalog, own: str) -> Component:
    """One component for one field. `own` names the generator's own engine in the list of models."""
    common: dict[str, Any] = {
        "label": info.title or name,
        "info": info.description,
        "elem_id": f"{key}-{name.replace('_', '-')}",
    }
    kind = _inner(info.annotation)
    default = info.get_default()
    if extra(info).get("control") == "model":
        return gr.Dropdown(_models(catalog, str(extra(info)["task"]), own), value=default, **common)
    if get_origin(kind) is Literal:
        choices = [
            (str(title).capitalize() if title is value else title, value) for title, value in _choices(kind, info)
        ]
        return (gr.Radio if extra(info).get("control") == "radio" else gr.Dropdown)(choices, value=default, **common)
    if kind is bool:
        return gr.Checkbox(value=bool(default), **common)
    if kind in (int, float) and name != "seed":
        return _number(kind, default, info, common)
    return gr.Textbox(value=default or "", lines=int(extra(info).get("lines", 1)), **common)


def _number(kind: type, default: Any, info: FieldInfo, common: dict[str, Any]) -> Component:
    low, high = bounds(info)
    step = extra(info).get("step", 1 if kind is int else 0.05)
    if low is None or high is None or default is None:
        # gr.Number shows an empty value as 0; an empty text box says "as the engine likes".
        return gr.Textbox(value="" if default is None else str(default), placeholder="auto", **common)
    return gr.Slider(low, high, value=default, step=step, buttons=[], **common)


def _inner(annotation: Any) -> Any:
    """X of `X | None`."""
    arms = [arm for arm in get_args(annotation) if arm is not type(None)]
    if get_origin(annotation) is Literal or not arms:
        return annotation
    return arms[0] if get_origin(annotation) is Union or type(None) in get_args(annotation) else annotation


def _choices(kind: Any, info: FieldInfo) -> list[tuple[str, Any]]:
    titles = extra(info).get("titles", {})
    return [(titles.get(value, value), value) for value in get_args(kind)]


def _models(catalog: Catalog, task: str, own: str) -> list[tuple[str, str]]:
    models = [
        (f"{spec.title}, {'ready' if catalog.present(spec) else 'not on this machine'}", spec.key)
        for spec in catalog.for_task(task)  # type: ignore[arg-type]
        if spec.repo
    ]
    return [("The best that can run here", "auto"), (f"{own.capitalize()}, ready", own), *models]
