"""A maker's tab: the form, its options beside it, and the stage. The tabs differ only in their modes.

A field is seen when the chosen mode has it, or the engine that would make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.mode import Mode
from studio.media.reading.limits import LIMITS
from studio.params import AUTO
from studio.web import frame
from studio.words import spoken
from tabs import form, run
from tabs.brought import brought_box
from tabs.form import MODE, SOLD, Form
from tabs.slots import slots

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
_ANSWERED = """
watch('value', () => {
  window.dispatchEvent(new CustomEvent('ink-answer', {detail: {tab: props.label, answer: props.value}}));
});
"""


@dataclass(frozen=True)
class MakerTab:
    """The components of a tab that events outside it need."""

    key: str
    fields: Form
    source: gr.HTML
    """Where a file is brought whose recipe fills in the form."""
    answer: gr.HTML
    """What an event has to say, as JSON for the page's script."""


def build(house: House, key: str, modes: tuple[Mode, ...]) -> MakerTab:
    """Lay out one tab and wire it."""
    with gr.Row(elem_id=f"{key}-bench", elem_classes="workbench"):
        with gr.Column(elem_classes="form-side"):
            components = _asked(key, modes)
            components |= _controls(house, key, modes, "main")
            source = _source(key)
            with gr.Row(elem_classes="make-bar"):
                make = gr.Button(spoken("page.make"), variant="primary", elem_id=f"{key}-make", scale=1)
                gr.HTML(frame.options_html(key), elem_classes="options-toggle", min_width=0, scale=0)
        with gr.Column(elem_classes="options-side", elem_id=f"{key}-options"):
            components |= _controls(house, key, modes, "options")
        with gr.Column(elem_classes="stage-side"):
            gr.HTML(frame.stage_html(key), elem_id=f"{key}-stage", apply_default_css=False)
            answer = gr.HTML("", html_template=" ", js_on_load=_ANSWERED, elem_id=f"{key}-answer", label=key)
    fields = Form(modes, components)
    _follow_choices(house, key, fields)
    _wire(house, fields, make, answer)
    return MakerTab(key, fields, source, answer)


def _asked(key: str, modes: tuple[Mode, ...]) -> dict[str, Component]:
    """What kind of work, and its prompt. What chooses the kind stands above a prompt that not every one has."""
    components: dict[str, Component] = {}
    if len(modes) > form.FEW:
        gr.HTML(frame.modes_html(key), elem_classes="modes-place", apply_default_css=False)
    is_above = any("prompt" not in mode.form.model_fields for mode in modes)
    if is_above:
        components[MODE] = form.mode_radio(key, modes)
    gr.HTML(frame.prompts_html(key), elem_classes="prompts-place", apply_default_css=False)
    components["prompt"] = form.prompt_box(key, modes[0])
    if len(modes) > 1 and not is_above:
        components[MODE] = form.mode_radio(key, modes)
    return components


def _controls(house: House, key: str, modes: tuple[Mode, ...], group: str) -> dict[str, Component]:
    host, components = house.worker.host, dict[str, Component]()
    for slot in slots(modes):
        if slot.group != group or slot.name == "prompt":
            continue
        components[slot.key] = form.control(key, slot, host)
        if slot.name == "model" and not all(map(form.may_be_sold, form.offered(modes, host))):
            components[SOLD] = form.sold_box(key)
    return components


def _source(key: str) -> gr.HTML:
    with gr.Accordion(spoken("found.title"), open=False, elem_id=f"{key}-fill", elem_classes="from-file"):
        return brought_box(f"{key}-source", {"": (spoken("found.field"), spoken("found.which"))}, tuple(LIMITS))


def shown(house: House, fields: Form, key: str | None, model: str) -> dict[str, bool]:
    """Which components have an effect, for a mode and an engine by the name that the form has for it."""
    mode = fields.mode(key)
    try:
        engine = mode.usual(house.worker.host, model).engine
    except InkstoneError:
        engine = None
    keys = fields.of(mode)
    seen = {keys[name] for name in keys if mode.reads(name, engine)}
    return {key: key in seen or (key == SOLD and "model" in seen) for key in fields.components if key != MODE}


def _follow_choices(house: House, key: str, fields: Form) -> None:
    """Hide what has no effect, and follow the visitor's choices from there."""
    host = house.worker.host
    watched = [name for name in (MODE, "model", SOLD) if name in fields.components]
    followers = [name for name in fields.components if name != MODE]

    def look(*given: Any) -> list[Any]:
        values = dict(zip(watched, given, strict=True))
        mode = fields.mode(values.get(MODE))
        seen = shown(house, fields, mode.key, values["model"])
        offered = form.engines((mode,), host, bool(values.get(SOLD)))
        updates = {name: gr.update(visible=seen[name]) for name in followers}
        model = values["model"] if values["model"] in [value for _, value in offered] else AUTO
        updates["prompt"] = gr.update(visible=seen["prompt"], placeholder=form.teaching(key, mode))
        updates["model"] = gr.update(visible=seen["model"], choices=offered, value=model)
        return list(updates.values())

    seen = shown(house, fields, None, AUTO)
    for name in followers:
        fields.components[name].visible = seen[name]
    gr.on(
        [fields.components[name].change for name in watched],  # type: ignore[attr-defined]
        look,
        [fields.components[name] for name in watched],
        [fields.components[name] for name in followers],
        **PRIVATE,
    )


def _wire(house: House, fields: Form, make: gr.Button, answer: gr.HTML) -> None:
    def on_make(request: gr.Request, *given: Any) -> str:
        mode, values = fields.asked(given)
        return run.submit(house, request, mode.key, values)

    triggers = [make.click, fields.components["prompt"].submit]  # type: ignore[attr-defined]
    # A second press means a second work, also while the first is still being sent.
    gr.on(triggers, on_make, fields.inputs, answer, trigger_mode="multiple", **PRIVATE)
