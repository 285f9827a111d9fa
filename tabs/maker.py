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
from studio.params import AUTO
from studio.web import show
from studio.words import called, say, spoken
from tabs import form, run
from tabs.form import MODE, Form

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}


@dataclass(frozen=True)
class MakerTab:
    """The components of a tab that events outside it need."""

    outputs: list[Component]
    prompt: Component
    resume: Callable[[str], AsyncIterator[run.Update]]
    last_prompt: Callable[[str], Any]


def build(house: House, key: str, modes: tuple[Mode, ...], owner: gr.BrowserState) -> MakerTab:
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
        _examples(key, modes[0], components["prompt"])
        with gr.Accordion(spoken("page.options"), open=False, elem_id=f"{key}-options"):
            components |= _controls(house, key, modes, "options")
            gr.Markdown(_by_default(house, modes[0]), elem_classes="why")
    fields = Form(modes, components)
    _follow_choices(house, fields)
    outputs: list[Component] = [status, result, gr.State(""), make, stop]
    _wire(house, fields, owner, outputs)
    return MakerTab(
        outputs, components["prompt"], partial(run.resume, house, modes), partial(run.last_prompt, house, modes)
    )


def _controls(house: House, key: str, modes: tuple[Mode, ...], group: str) -> dict[str, Component]:
    return {name: form.control(key, name, modes, house.worker.host) for name in form.names(modes, group)}


def _by_default(house: House, mode: Mode) -> str:
    """The engine that "auto" would take now, in a sentence."""
    usual = run.usual(house, mode)
    why = usual if isinstance(usual, InkstoneError) else usual.why
    return str(say("page.by_default", why=str(why)))


def _examples(key: str, mode: Mode, prompt: Component) -> None:
    with gr.Row(elem_classes="examples"):
        gr.HTML(show.hint_html(say("page.try")), min_width=40, scale=0)
        for number, example in enumerate(mode.examples):
            button = gr.Button(example, size="sm", elem_id=f"{key}-example-{number}", elem_classes="example")
            button.click(lambda example=example: example, None, prompt, queue=False, api_visibility="private")


def shown(house: House, fields: Form, key: str | None, model: str) -> dict[str, bool]:
    """Which fields have an effect, for a mode and an engine by the name that the form has for it."""
    mode = fields.mode(key)
    choice = run.usual(house, mode, model)
    engine = None if isinstance(choice, InkstoneError) else choice.engine
    return {name: mode.reads(name, engine) for name in fields.components if name not in ("prompt", MODE)}


def _follow_choices(house: House, fields: Form) -> None:
    """Hide what has no effect, and follow the visitor's choices from there."""
    watched = [name for name in (MODE, "model") if name in fields.components]
    followers = [name for name in fields.components if name not in ("prompt", *watched)]

    def look(*given: Any) -> list[Any]:
        values = dict(zip(watched, given, strict=True))
        seen = shown(house, fields, values.get(MODE), values["model"])
        return [gr.update(visible=seen[name]) for name in followers]

    seen = shown(house, fields, None, AUTO)
    for name in followers:
        fields.components[name].visible = seen[name]
    gr.on(
        [fields.components[name].change for name in watched],  # type: ignore[attr-defined]
        look,
        [fields.components[name] for name in watched],
        [fields.components[name] for name in followers],
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )


def _wire(house: House, fields: Form, owner: gr.BrowserState, outputs: list[Component]) -> None:
    _, _, job, make, stop = outputs

    async def on_make(owner: str, *given: Any) -> AsyncIterator[run.Update]:
        mode, values = fields.asked(given)
        async for update in run.start(house, mode.key, values, owner):
            yield update

    triggers = [make.click, fields.components["prompt"].submit]  # type: ignore[attr-defined]
    gr.on(triggers, on_make, [owner, *fields.inputs], outputs, **PRIVATE)
    stop.click(partial(run.stop, house), [job, owner], outputs[0], queue=False, **PRIVATE)  # type: ignore[attr-defined]
