"""Machine: the device, its memory, its models and the doctor's findings as HTML."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from studio.doctor import Finding
from studio.house import House
from studio.models.catalog import ModelSpec
from studio.models.device import GIBIBYTE
from studio.models.memory import Memory
from studio.web import show
from studio.words import say, spoken

_COLUMNS = ("model", "task", "state", "size", "licence", "output")


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


def findings_html(findings: Iterable[Finding]) -> Iterator[str]:
    """The doctor's findings so far, again after each."""
    items = ""
    for finding in findings:
        mark, kind = ("✓", "good") if finding.good else ("✗", "bad")
        name, says = escape(str(finding.name)), escape(str(finding.says))
        items += f'<li class="{kind}">{mark} <b>{name}</b> {says}</li>'
        yield f'<ul class="findings" role="status">{items}</ul>'
