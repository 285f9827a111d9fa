"""System: the device, memory, models with size and licence, the queue, and the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from studio.doctor import examine
from studio.errors import InkstoneError
from studio.house import House
from studio.web import machine, show
from studio.words import spoken
from tabs import visit


def build(house: House, tab: gr.Tab) -> None:
    """Lay out the tab; its figures are read whenever it is opened."""
    with gr.Column(elem_classes="maker"):
        figures = gr.HTML(elem_id="system-machine")
        gr.Markdown(f"### {spoken('system.queue')}")
        queue = gr.HTML(elem_id="system-queue")
        gr.Markdown(f"### {spoken('system.doctor')}")
        with gr.Row(elem_classes="actions"):
            doctor = gr.Button(spoken("system.examine"), variant="primary", elem_id="system-doctor")
            free = gr.Button(spoken("system.free"), elem_id="system-free")
        findings = gr.HTML(elem_id="system-findings")
        gr.Markdown(f"### {spoken('system.models')}")
        gr.Markdown(spoken("system.how"), elem_classes="why")
        models = gr.HTML(elem_id="system-models")
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": 2}

    def read() -> tuple[str, str, str]:
        house.catalog.refresh()
        return machine.machine_html(house), show.jobs_html(house.worker.waiting()), machine.models_html(house)

    def clear(request: gr.Request) -> tuple[str, str, str, str]:
        refused = _refusal(house, request)
        if not refused:
            house.cache.clear()
        return refused, *read()

    def examined(request: gr.Request) -> Iterator[str]:
        refused = _refusal(house, request)
        if refused:
            yield refused
        else:
            yield from machine.findings_html(examine(house.settings, house.catalog, house.device))

    outputs = [figures, queue, models]
    tab.select(read, None, outputs, **private)
    free.click(clear, None, [findings, *outputs], **private)
    doctor.click(examined, None, findings, **private)


def _refusal(house: House, request: gr.Request) -> str:
    """Why a visitor may not do what concerns everybody; empty where the visitor may."""
    try:
        house.check_keeper(visit.visitor(request))
    except InkstoneError as error:
        return show.alert_html(error)
    return ""
