"""A maker's tab: prompt, make, result, then options folded. The tabs differ only in their modes.

A field is seen when the chosen mode has it, or the engine that would make it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.mode import Mode
from studio.media.reading.limits import LIMITS
from studio.params import AUTO
from studio.web import show
from studio.words import called, say, spoken
from tabs import form, run
from tabs.brought import brought_box
from tabs.form import MODE, Form

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}


@dataclass(frozen=True)
class MakerTab:
    """The components of a tab that events outside it need."""

    key: str
    fields: Form
    source: gr.HTML
    """Where a file is brought whose recipe fills in the form."""
    outputs: list[Component]
    prompt: Component
    resume: Callable[[gr.Request], AsyncIterator[run.Update]]
    last_prompt: Callable[[gr.Request], Any]

    @property
    def status(self) -> Component:
        return self.outputs[0]


def held(key: str, value: str = "") -> Component:
    """What an event needs again later. The browser keeps it: what gradio keeps for each session would grow for ever."""
    return gr.Textbox(value, visible="hidden", elem_id=f"{key}-held", label=key)


def build(house: House, key: str, modes: tuple[Mode, ...]) -> MakerTab:
    """Lay out one tab and wire it."""
    with gr.Column(elem_classes="maker"):
        components: dict[str, Component] = {"prompt": form.prompt_box(key, modes[0])}
        if len(modes) > 1:
            components[MODE] = form.mode_radio(key, modes)
        components |= _controls(house, key, modes, "main")
        with gr.Row(elem_classes="actions"):
            make = gr.Button(spoken("page.make"), variant="primary", elem_id=f"{key}-make", scale=3)
            stop = gr.Button(spoken("page.stop"), interactive=False, elem_id=f"{key}-stop", scale=1)
        status = gr.HTML(elem_id=f"{key}-status")
        result = gr.HTML(show.empty_html(called(f"wing.{key}.teach", "")), elem_id=f"{key}-result")
        examples = _examples(key, modes[0], components["prompt"])
        source = _source(key)
        with gr.Accordion(spoken("page.options"), open=False, elem_id=f"{key}-options"):
            components |= _controls(house, key, modes, "options")
            gr.Markdown(_by_default(house, modes[0]), elem_classes="why")
    fields = Form(modes, components)
    _follow_choices(house, fields, examples)
    outputs: list[Component] = [status, result, held(f"{key}-job"), make, stop]
    _wire(house, fields, outputs)
    return MakerTab(
        key,
        fields,
        source,
        outputs,
        components["prompt"],
        partial(run.resume, house, modes),
        partial(run.last_prompt, house, modes),
    )


def _controls(house: House, key: str, modes: tuple[Mode, ...], group: str) -> dict[str, Component]:
    return {name: form.control(key, name, modes, house.worker.host) for name in form.names(modes, group)}


def _by_default(house: House, mode: Mode) -> str:
    """The engine that "auto" would take now, in a sentence."""
    usual = run.usual(house, mode)
    why = usual if isinstance(usual, InkstoneError) else usual.why
    return str(say("page.by_default", why=str(why)))


def _source(key: str) -> gr.HTML:
    with gr.Accordion(spoken("found.title"), open=False, elem_id=f"{key}-fill"):
        return brought_box(f"{key}-source", spoken("found.field"), spoken("found.which"), tuple(LIMITS))


def _examples(key: str, mode: Mode, prompt: Component) -> gr.Row:
    with gr.Row(elem_classes="examples") as row:
        gr.HTML(show.hint_html(say("page.try")), min_width=40, scale=0)
        for number, example in enumerate(mode.examples):
            button = gr.Button(example, size="sm", elem_id=f"{key}-example-{number}", elem_classes="example")
            button.click(lambda example=example: example, None, prompt, **PRIVATE)
    return row


def shown(house: House, fields: Form, key: str | None, model: str) -> dict[str, bool]:
    """Which fields have an effect, for a mode and an engine by the name that the form has for it."""
    mode = fields.mode(key)
    choice = run.usual(house, mode, model)
    engine = None if isinstance(choice, InkstoneError) else choice.engine
    return {name: mode.reads(name, engine) for name in fields.components if name != MODE}


def _follow_choices(house: House, fields: Form, examples: gr.Row) -> None:
    """Hide what has no effect, and follow the visitor's choices from there."""
    watched = [name for name in (MODE, "model") if name in fields.components]
    followers = [name for name in fields.components if name != MODE]

    def look(*given: Any) -> list[Any]:
        values = dict(zip(watched, given, strict=True))
        seen = shown(house, fields, values.get(MODE), values["model"])
        return [gr.update(visible=seen[name]) for name in followers] + [gr.Row(visible=seen["prompt"])]

    seen = shown(house, fields, None, AUTO)
    for name in followers:
        fields.components[name].visible = seen[name]
    gr.on(
        [fields.components[name].change for name in watched],  # type: ignore[attr-defined]
        look,
        [fields.components[name] for name in watched],
        [*(fields.components[name] for name in followers), examples],
        **PRIVATE,
    )


def _wire(house: House, fields: Form, outputs: list[Component]) -> None:
    status, _, job, make, stop = outputs

    async def on_make(request: gr.Request, *given: Any) -> AsyncIterator[run.Update]:
        mode, values = fields.asked(given)
        async for update in run.start(house, request, mode.key, values):
            yield update

    def on_stop(job: str, request: gr.Request) -> str:
        return run.stop(house, job, request)

    triggers = [make.click, fields.components["prompt"].submit]  # type: ignore[attr-defined]
    gr.on(triggers, on_make, fields.inputs, outputs, **PRIVATE)
    stop.click(on_stop, job, status, **PRIVATE)  # type: ignore[attr-defined]
