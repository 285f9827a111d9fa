"""Form: the fields of modes turned into labelled components, by field name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Union, get_args, get_origin

import gradio as gr
from gradio.components import Component
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from studio.jobs.engine import Choice, Host
from studio.jobs.mode import Mode
from studio.params import AUTO, bounds, check_colour, extra, suggested, takes
from studio.words import say, spoken
from tabs.brought import brought_box
from tabs.slots import Slot, slots

MODE = "kind"
"""Name of the component that chooses between the modes of a tab with several; no field is called so."""
SOLD = "sold"
"""Name of the switch that leaves out models whose works may not be sold; no field is called so."""
_EXTENDED = 3
"""Lines of the prompt box."""
FEW = 5
"""Modes that are shown in a row; more stand in a panel."""


@dataclass(frozen=True)
class Form:
    """The components of one tab's form by the keys of their slots, and how to read them back."""

    modes: tuple[Mode, ...]
    components: dict[str, Component]

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return {slot.key: slot for slot in slots(self.modes)}

    @property
    def inputs(self) -> list[Component]:
        return list(self.components.values())

    def of(self, mode: Mode) -> dict[str, str]:
        """The keys of the components that a mode has, by the names of its fields."""
        return {s.name: s.key for s in self.slots.values() if mode in s.modes and s.key in self.components}

    def asked(self, given: Iterable[Any]) -> tuple[Mode, dict[str, Any]]:
        """The mode that was chosen, and what the components hold for it. An empty box of an optional field means "not
        given"."""
        held = dict(zip(self.components, given, strict=True))
        mode = self.mode(held.get(MODE))
        fields, values = mode.form.model_fields, {name: held[key] for name, key in self.of(mode).items()}
        return mode, {
            name: None if value == "" and not fields[name].is_required() and fields[name].default is None else value
            for name, value in values.items()
        }

    def mode(self, key: str | None) -> Mode:
        """The mode with this key; the first one where the tab has no choice."""
        return next((mode for mode in self.modes if mode.key == key), self.modes[0])


def prompt_box(key: str, mode: Mode) -> gr.Textbox:
    return gr.Textbox(
        label=str(mode.form.title_of("prompt")),
        placeholder=teaching(key, mode),
        lines=_EXTENDED,
        max_lines=8,
        elem_id=f"{key}-prompt",
        autofocus=False,
    )


def teaching(key: str, mode: Mode) -> str:
    """What an empty prompt of a mode says."""
    return spoken(f"mode.{mode.key}.teach", spoken(f"wing.{key}.teach"))


def mode_radio(key: str, modes: tuple[Mode, ...]) -> Component:
    """Which of the tab's modes is asked for."""
    choices = [(str(mode.title), mode.key) for mode in modes]
    title, hint = spoken("page.kind.title"), spoken(f"page.kind.{key}", "")
    classes = ["behind-modes"] if len(modes) > FEW else []
    return gr.Radio(
        choices, value=modes[0].key, elem_id=f"{key}-{MODE}", elem_classes=classes, label=title, info=hint or None
    )


def sold_box(key: str) -> Component:
    """Whether only models are offered whose works may be sold."""
    return gr.Checkbox(label=spoken("page.sold.title"), info=spoken("page.sold.hint"), elem_id=f"{key}-{SOLD}")


def control(key: str, slot: Slot, host: Host) -> Component:
    """The component of a slot."""
    mode, name, info = slot.modes[0], slot.name, slot.info
    common: dict[str, Any] = {
        "label": str(mode.form.title_of(name)),
        "info": str(mode.form.hint_of(name)),
        "elem_id": f"{key}-{slot.key.replace('_', '-')}",
    }
    if kinds := takes(info):
        over = extra(info).get("over")
        below = f"{key}-{str(over).replace('_', '-')}" if over else ""
        return brought_box(common["elem_id"], _said(slot), kinds, below)
    kind = _inner(info.annotation)
    default = info.get_default()
    if extra(info).get("control") == "model":
        return _models(engines(slot.modes[:1], host), {"value": default, **common})
    if get_origin(kind) is Literal:
        titles = mode.form.titles_of(name)
        choices = [(str(titles.get(value, str(value).capitalize())), value) for value in get_args(kind)]
        return _choice(info, name, choices, {"value": default, **common})
    if offered := suggested(info):
        titles = mode.form.titles_of(name)
        choices = [(spoken("page.none"), ""), *((str(titles.get(value, value)), value) for value in offered)]
        return gr.Dropdown(choices, value=default, allow_custom_value=True, **common)
    if kind is bool:
        return gr.Checkbox(value=bool(default), **common)
    if kind in (int, float) and name != "seed":
        return _number(kind, default, info, common)
    if AfterValidator(check_colour) in info.metadata:
        common["elem_classes"] = "colour-field"
    return gr.Textbox(value=default or "", lines=int(extra(info).get("lines", 1)), **common)


def _said(slot: Slot) -> dict[str, tuple[str, str]]:
    """The title and hint of a slot in each of its modes."""
    name = slot.name
    return {m.key: (str(m.form.title_of(name)), str(m.form.hint_of(name))) for m in slot.modes}


def _models(choices: list[tuple[str, str]], common: dict[str, Any]) -> Component:
    """Which model. What is offered changes with the mode, and what cannot do it is refused by the mode itself: gradio
    knows only what was offered first."""
    box = gr.Dropdown(choices, **common)
    box.preprocess = lambda payload: payload  # type: ignore[method-assign]
    return box


def _choice(info: FieldInfo, name: str, choices: list[tuple[str, Any]], common: dict[str, Any]) -> Component:
    kind = extra(info).get("control", "")
    if kind == "swatches":
        classes = ["swatches", f"swatches-{name.replace('_', '-')}"]
        heard = ["swatches-heard"] if extra(info).get("heard") else []
        return gr.Radio(choices, elem_classes=[*classes, *heard], **common)
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


def engines(modes: tuple[Mode, ...], host: Host, sold: bool = False) -> list[tuple[str, str]]:
    """What a model field offers: auto, what comes with the studio, then what has to be downloaded. `sold`: without what
    a licence forbids or limits to sell."""
    found = {choice.name: choice for choice in offered(modes, host) if may_be_sold(choice) or not sold}
    ordered = sorted(found.values(), key=_is_downloaded)
    return [(spoken("page.engine.auto"), AUTO), *_labelled(ordered, host)]


def offered(modes: tuple[Mode, ...], host: Host) -> list[Choice]:
    """Who can be asked for by name."""
    return [choice for mode in modes for choice in mode.choices(host) if choice.engine.listed]


def may_be_sold(choice: Choice) -> bool:
    """Whether nothing stands against selling what it makes."""
    return all(spec.commercial == "yes" for spec in choice.models.values())


def _labelled(choices: Iterable[Choice], host: Host) -> Iterator[tuple[str, str]]:
    for choice in choices:
        here = all(host.catalog.present(spec) for spec in choice.models.values()) or not _is_downloaded(choice)
        title = next(iter(choice.models.values())).title if _is_downloaded(choice) else choice.engine.title
        yield str(say("page.engine.ready" if here else "page.engine.absent", title=title)), choice.name


def _is_downloaded(choice: Choice) -> bool:
    return any(spec.repo for spec in choice.models.values())
