"""Form: the fields of modes turned into labelled components, by field name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

import gradio as gr
from gradio.components import Component
from pydantic.fields import FieldInfo

from studio.jobs.engine import Choice, Host
from studio.jobs.mode import Mode
from studio.params import AUTO, bounds, extra, merged, takes
from studio.words import say, spoken
from tabs.brought import brought_box

MODE = "kind"
"""Name of the component that chooses between the modes of a tab with several; no field is called so."""
_EXTENDED = 3
"""Lines of the prompt box."""


@dataclass(frozen=True)
class Form:
    """The components of one tab's form, and how to read them back."""

    modes: tuple[Mode, ...]
    components: dict[str, Component]

    @property
    def inputs(self) -> list[Component]:
        return list(self.components.values())

    def asked(self, given: Iterable[Any]) -> tuple[Mode, dict[str, Any]]:
        """The mode that was chosen, and what the components hold for it. An empty box of an optional field means "not
        given"."""
        held = dict(zip(self.components, given, strict=True))
        mode = self.mode(held.pop(MODE, None))
        fields = mode.form.model_fields
        values = {name: value for name, value in held.items() if name in fields}
        return mode, {
            name: None if value == "" and not fields[name].is_required() and fields[name].default is None else value
            for name, value in values.items()
        }

    def mode(self, key: str | None) -> Mode:
        """The mode with this key; the first one where the tab has no choice."""
        return next((mode for mode in self.modes if mode.key == key), self.modes[0])


def names(modes: tuple[Mode, ...], group: str) -> list[str]:
    """Names of the fields of a group, "main" (always seen) or "options" (folded); the seed comes last."""
    fields = merged(*(mode.form.ordered() for mode in modes))
    found = [name for name, info in fields.items() if name != "prompt" and _group(info) == group]
    return sorted(found, key=lambda name: (name == "seed", bool(extra(fields[name]).get("late"))))


def _group(info: FieldInfo) -> str:
    return str(extra(info).get("group", "options"))


def prompt_box(key: str, mode: Mode) -> gr.Textbox:
    return gr.Textbox(
        label=str(mode.form.title_of("prompt")),
        placeholder=spoken(f"wing.{key}.teach", str(mode.form.hint_of("prompt"))),
        lines=_EXTENDED,
        max_lines=8,
        elem_id=f"{key}-prompt",
        autofocus=False,
    )


def mode_radio(key: str, modes: tuple[Mode, ...]) -> Component:
    """Which of the tab's modes is asked for."""
    choices = [(str(mode.title), mode.key) for mode in modes]
    title, hint = spoken("page.kind.title"), spoken(f"page.kind.{key}")
    return gr.Radio(choices, value=modes[0].key, elem_id=f"{key}-{MODE}", label=title, info=hint)


def control(key: str, name: str, modes: tuple[Mode, ...], host: Host) -> Component:
    """One component for one field of the modes that have it."""
    mode = next(mode for mode in modes if name in mode.form.model_fields)
    info = mode.form.model_fields[name]
    common: dict[str, Any] = {
        "label": str(mode.form.title_of(name)),
        "info": str(mode.form.hint_of(name)),
        "elem_id": f"{key}-{name.replace('_', '-')}",
    }
    if kinds := takes(info):
        return brought_box(common["elem_id"], common["label"], common["info"], kinds)
    kind = _inner(info.annotation)
    default = info.get_default()
    if extra(info).get("control") == "model":
        return gr.Dropdown(engines(modes, host), value=default, **common)
    if get_origin(kind) is Literal:
        titles = mode.form.titles_of(name)
        choices = [(str(titles.get(value, str(value).capitalize())), value) for value in get_args(kind)]
        return _choice(str(extra(info).get("control", "")), name, choices, {"value": default, **common})
    if kind is bool:
        return gr.Checkbox(value=bool(default), **common)
    if kind in (int, float) and name != "seed":
        return _number(kind, default, info, common)
    return gr.Textbox(value=default or "", lines=int(extra(info).get("lines", 1)), **common)


def _choice(kind: str, name: str, choices: list[tuple[str, Any]], common: dict[str, Any]) -> Component:
    if kind == "swatches":
        return gr.Radio(choices, elem_classes=["swatches", f"swatches-{name.replace('_', '-')}"], **common)
    return (gr.Radio if kind == "radio" else gr.Dropdown)(choices, **common)


def _number(kind: type, default: Any, info: FieldInfo, common: dict[str, Any]) -> Component:
    low, high = bounds(info)
    step = extra(info).get("step", 1 if kind is int else 0.05)
    if low is None or high is None or default is None:
        # gr.Number shows an empty value as 0; an empty text box says "as the engine likes".
        value = "" if default is None else str(default)
        return gr.Textbox(value=value, placeholder=spoken("page.as_it_likes"), **common)
    return gr.Slider(low, high, value=default, step=step, buttons=[], **common)


def _inner(annotation: Any) -> Any:
    """X of `X | None`."""
    arms = [arm for arm in get_args(annotation) if arm is not type(None)]
    if get_origin(annotation) is Literal or not arms:
        return annotation
    return arms[0] if get_origin(annotation) is Union or type(None) in get_args(annotation) else annotation


def engines(modes: tuple[Mode, ...], host: Host) -> list[tuple[str, str]]:
    """What a model field offers: auto, what comes with the studio, then what has to be downloaded."""
    offered = {choice.name: choice for mode in modes for choice in mode.choices(host) if choice.engine.listed}
    ordered = sorted(offered.values(), key=_is_downloaded)
    return [(spoken("page.engine.auto"), AUTO), *_labelled(ordered, host)]


def _labelled(choices: Iterable[Choice], host: Host) -> Iterator[tuple[str, str]]:
    for choice in choices:
        here = all(host.catalog.present(spec) for spec in choice.models.values()) or not _is_downloaded(choice)
        title = next(iter(choice.models.values())).title if _is_downloaded(choice) else choice.engine.title
        yield str(say("page.engine.ready" if here else "page.engine.absent", title=title)), choice.name


def _is_downloaded(choice: Choice) -> bool:
    return any(spec.repo for spec in choice.models.values())
