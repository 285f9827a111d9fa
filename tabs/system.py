"""System: the device, memory, models with size and licence, the queue, and the doctor."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any

import gradio as gr

from studio.doctor import examine
from studio.house import House
from studio.models.catalog import ModelSpec
from studio.models.device import GIBIBYTE
from studio.models.memory import Memory
from studio.web import show
from studio.words import say, spoken

_COLUMNS = ("model", "task", "state", "size", "licence", "output")


def build(house: House, tab: gr.Tab) -> None:
    """Lay out the tab; its figures are read whenever it is opened."""
    with gr.Column(elem_classes="maker"):
        machine = gr.HTML(elem_id="system-machine")
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
        return machine_html(house), show.jobs_html(house.worker.waiting()), models_html(house)

    def clear() -> tuple[str, str, str]:
        house.cache.clear()
        return read()

    outputs = [machine, queue, models]
    tab.select(read, None, outputs, **private)
    free.click(clear, None, outputs, **private)
    doctor.click(partial(_examined, house), None, findings, **private)


def machine_html(house: House) -> str:
    used, budget = house.cache.used(), house.cache.budget
    rows = {
        spoken("system.row.device"): house.device.name,
        spoken("system.row.memory"): str(say("system.of_machine", share=_share(used, budget, "system"))),
        spoken("system.row.accelerator"): _share(used, budget, "accelerator") if budget.accelerator else "",
        spoken("system.row.works"): str(say("system.kept", folder=house.settings.home.absolute().name)),
    }
    return show.table_html({name: value for name, value in rows.items() if value})


def models_html(house: House) -> str:
    """Every model of the catalog: its state here, size and what its licence allows."""
    states = {resident.spec.key: resident.state for resident in house.cache.residents()}
    head = "".join(f"<th scope='col'>{spoken(f'system.column.{name}')}</th>" for name in _COLUMNS)
    rows = "".join(_model_row(house, spec, states) for spec in house.catalog)
    return f'<div class="scroll"><table class="recipe models"><tr>{head}</tr>{rows}</table></div>'


def _model_row(house: House, spec: ModelSpec, states: dict[str, Any]) -> str:
    state = states.get(spec.key) or ("present" if house.catalog.present(spec) else "absent")
    size = f"{spec.weights_mb / 1024:.1f} GB" if spec.weights_mb >= 1000 else f"{spec.weights_mb} MB"
    said, sale = spoken(f"system.state.{state}"), spoken(f"system.sale.{spec.commercial}")
    cells = (escape(cell) for cell in (spoken(f"task.{spec.task}"), said, size, spec.licence, sale))
    row = "".join(f"<td>{cell}</td>" for cell in (_model_name(spec), *cells))
    return f'<tr class="{state.replace(" ", "-")}">{row}</tr>'


def _model_name(spec: ModelSpec) -> str:
    """The title; opened, what there is to know and the commands that get it."""
    commands = "".join(f"<pre><code>{escape(command)}</code></pre>" for command in download_commands(spec))
    return f"<details><summary>{escape(spec.title)}</summary><p>{escape(spec.note)}</p>{commands}</details>"


def download_commands(spec: ModelSpec) -> list[str]:
    """What to type on the machine of the studio; empty for a model that comes with it."""
    if not spec.repo:
        return []
    patterns = "".join(f" --include {shlex.quote(pattern)}" for pattern in spec.files)
    parts = [f"hf download {part.repo} --revision {part.revision}" for part in spec.parts.values()]
    return [f"hf download {spec.repo} --revision {spec.revision}{patterns}", *parts]


def _share(used: Memory, budget: Memory, where: str) -> str:
    return str(say("system.share", used=getattr(used, where) / GIBIBYTE, budget=getattr(budget, where) / GIBIBYTE))


def _examined(house: House) -> Iterator[str]:
    items = ""
    for finding in examine(house.settings, house.catalog, house.device):
        mark, kind = ("✓", "good") if finding.good else ("✗", "bad")
        items += f'<li class="{kind}">{mark} <b>{escape(str(finding.name))}</b> {escape(str(finding.says))}</li>'
        yield f'<ul class="findings" role="status">{items}</ul>'
