"""A maker's tab: prompt, make, result, then options folded. The four tabs differ only in their generator."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gradio as gr
from gradio.components import Component

from studio.house import House
from studio.jobs.engine import Generator
from studio.web import show
from tabs import form, run, when

_TEACH = {
    "image": "Name things, how many, where they are and what the light is like. Your picture appears here.",
    "writing": "Say what it is about in a few words. The words appear here as they are written. "
    "A theme in Chinese becomes a classical poem.",
    "music": "Name a mood, a style, instruments, a tempo. Your piece appears here with its score.",
    "animation": "Name things and what they do. Your animation plays here.",
}
_OWN = {"image": "illustrator", "writing": "smollm", "music": "composer", "animation": "moving"}


@dataclass(frozen=True)
class MakerTab:
    """The components of a tab that events outside it need."""

    outputs: list[Component]
    prompt: Component
    resume: Callable[[str], AsyncIterator[run.Update]]
    last_prompt: Callable[[str], Any]


def build(house: House, key: str, generator: Generator[Any], owner: gr.BrowserState) -> MakerTab:
    """Lay out one tab and wire it."""
    params = generator.Params
    with gr.Column(elem_classes="maker"):
        components: dict[str, Component] = {"prompt": form.prompt_box(key, params)}
        components |= _controls(house, key, generator, "main")
        with gr.Row(elem_classes="actions"):
            make = gr.Button("Make", variant="primary", elem_id=f"{key}-make", scale=3)
            stop = gr.Button("Stop", interactive=False, elem_id=f"{key}-stop", scale=1)
        status = gr.HTML(elem_id=f"{key}-status")
        result = gr.HTML(show.empty_html(_TEACH[key]), elem_id=f"{key}-result")
        _examples(key, generator, components["prompt"])
        with gr.Accordion("Options", open=False, elem_id=f"{key}-options"):
            components |= _controls(house, key, generator, "options")
            gr.Markdown(f"By default: {run.why(house, key)[1]}", elem_classes="why")
    if key == "image":
        _offer_painter(house, components["model"])
    when.wire(house, key, _OWN[key], params, components)
    job = gr.State("")
    fields = form.Form(params, components)
    outputs: list[Component] = [status, result, job, make, stop]
    _wire(house, key, fields, owner, outputs)
    return MakerTab(
        outputs, components["prompt"], partial(run.resume, house, key), partial(run.last_prompt, house, key)
    )


def _controls(house: House, key: str, generator: Generator[Any], group: str) -> dict[str, Component]:
    infos = generator.Params.model_fields
    return {
        name: form.control(key, name, infos[name], house.catalog, _OWN[key])
        for name in form.names(generator.Params, group)
    }


def _offer_painter(house: House, engines: Component) -> None:
    """The icon painter as an engine to choose, where its weights are."""
    spec = house.catalog["icon-painter"]
    if house.catalog.present(spec):
        offer = ("Icon or sticker (small model of our own), ready", spec.key)
        # After "auto" and the illustrator, before the large models.
        engines.choices.insert(2, offer)  # type: ignore[attr-defined]


def _examples(key: str, generator: Generator[Any], prompt: Component) -> None:
    with gr.Row(elem_classes="examples"):
        gr.HTML('<span class="hint">Try</span>', min_width=40, scale=0)
        for number, example in enumerate(generator.Params.examples):
            button = gr.Button(example, size="sm", elem_id=f"{key}-example-{number}", elem_classes="example")
            button.click(lambda example=example: example, None, prompt, queue=False, api_visibility="private")


def _wire(house: House, key: str, fields: form.Form, owner: gr.BrowserState, outputs: list[Component]) -> None:
    _, _, job, make, stop = outputs

    async def on_make(owner: str, *given: Any) -> AsyncIterator[run.Update]:
        async for update in run.start(house, key, fields.values(given), owner):
            yield update

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
    triggers = [make.click, fields.components["prompt"].submit]  # type: ignore[attr-defined]
    gr.on(triggers, on_make, [owner, *fields.inputs], outputs, **private)
    stop.click(partial(run.stop, house), [job, owner], outputs[0], queue=False, **private)  # type: ignore[attr-defined]
