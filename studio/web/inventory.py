"""Inventory: memory and who is in it, the queue, every model and the doctor's findings as HTML."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from html import escape

from studio.doctor import Finding
from studio.house import House
from studio.jobs.live import JobView
from studio.models.cache import Resident
from studio.models.catalog import ModelSpec
from studio.models.device import GIBIBYTE
from studio.models.memory import Memory
from studio.web.html import word
from studio.words import say

_PLACES = ("accelerator", "system")
_COLUMNS = ("model", "task", "state", "size", "licence", "output")
_ROLES = {"table": "table", "tr": "row", "th": "columnheader", "td": "cell"}
"""Told again, since a table that is laid out as cards on a phone is none to a screen reader."""


def memory_html(residents: list[Resident], budget: Memory) -> str:
    """A bar for each place that models lie in, and the models in it."""
    bars = "".join(_bar(residents, budget, place) for place in _PLACES if getattr(budget, place))
    items = "".join(_resident(resident) for resident in residents)
    inside = f'<ul class="residents">{items}</ul>' if items else f"<p>{word('system.memory.empty')}</p>"
    return bars + inside


def _bar(residents: list[Resident], budget: Memory, place: str) -> str:
    whole = getattr(budget, place)
    taken = {"works": 0, "rests": 0}
    for resident in residents:
        taken["rests" if resident.state == "idle" else "works"] += getattr(resident.memory, place)
    parts = {**taken, "free": max(0, whole - sum(taken.values()))}
    said = {name: word(f"system.memory.{name}", gb=bytes / GIBIBYTE) for name, bytes in parts.items()}
    cuts = "".join(
        f'<span class="{name}" style="flex-basis:{100 * parts[name] / whole:.2f}%"></span>' for name in taken
    )
    legend = "".join(f'<li class="{name}">{words}</li>' for name, words in said.items())
    title = word(f"system.memory.{place}", gb=whole / GIBIBYTE)
    return (
        f'<div class="memory"><h3>{title}</h3><div class="memory-bar" aria-hidden="true">{cuts}</div>'
        f'<ul class="memory-words">{legend}</ul></div>'
    )


def _resident(resident: Resident) -> str:
    taken = resident.memory.system + resident.memory.accelerator
    state = "rests" if resident.state == "idle" else "works"
    said = word(f"system.memory.{state}", gb=taken / GIBIBYTE)
    return f'<li class="{state}"><b translate="no">{escape(str(resident.spec.called))}</b> {said}</li>'


def queue_html(jobs: list[JobView], owner: str) -> str:
    """The queue in order, without anybody's words; those of `owner` are marked."""
    if not jobs:
        return f"<p>{word('show.nothing_waits')}</p>"
    return f'<ol class="waiting">{"".join(_job(job, job.owner == owner) for job in jobs)}</ol>'


def _job(job: JobView, is_own: bool) -> str:
    title, doing = (escape(str(said)) for said in (say(f"mode.{job.mode}.title"), job.progress))
    own = f' <span class="own">{word("system.own")}</span>' if is_own else ""
    return f'<li class="{job.state}"><b>{title}</b>{own} <span class="doing">{doing}</span></li>'


def models_html(house: House) -> str:
    """Every model of the catalog, those that are here first: its state, size and what its licence allows."""
    states: dict[str, str] = {resident.spec.key: resident.state for resident in house.cache.residents()}
    for spec in house.catalog:
        states.setdefault(spec.key, "present" if house.catalog.present(spec) else "absent")
    head = "".join(_cell("th", word(f"system.column.{name}")) for name in _COLUMNS)
    ordered = sorted(house.catalog, key=lambda spec: states[spec.key] == "absent")
    rows = "".join(_model(spec, states[spec.key]) for spec in ordered)
    return f'<table class="models" role="table">{_cell("tr", head)}{rows}</table>'


def _model(spec: ModelSpec, state: str) -> str:
    cells = (
        _model_name(spec),
        word(f"task.{spec.task}"),
        f'<span class="state">{word(f"system.state.{state}")}</span>',
        size_html(spec),
        escape(spec.licence),
        f'<span class="sale-{spec.commercial}">{word(f"system.sale.{spec.commercial}")}</span>',
    )
    return _cell("tr", "".join(_cell("td", html) for html in cells), state.replace(" ", "-"))


def _model_name(spec: ModelSpec) -> str:
    """The title; opened, what there is to know and the commands that get it."""
    return (
        f'<details><summary translate="no">{escape(str(spec.called))}</summary>'
        f"<p>{escape(str(spec.note))}</p>{commands_html(spec)}</details>"
    )


def size_html(spec: ModelSpec) -> str:
    """What its weights take in memory."""
    if spec.weights_mb >= 1000:
        return word("system.gigabytes", gb=spec.weights_mb / 1024)
    return word("system.megabytes", mb=spec.weights_mb)


def commands_html(spec: ModelSpec) -> str:
    """What to type on the machine of the studio, with a button that copies it."""
    commands = "\n".join(download_commands(spec))
    if not commands:
        return ""
    return (
        f'<div class="command"><pre tabindex="0"><code>{escape(commands)}</code></pre>'
        f'<button type="button" class="btn quiet" data-deed="copy">{word("system.copy")}</button></div>'
    )


def download_commands(spec: ModelSpec) -> list[str]:
    """What to type on the machine of the studio; empty for a model that comes with it."""
    if not spec.repo:
        return []
    patterns = "".join(f" --include {shlex.quote(pattern)}" for pattern in spec.files)
    parts = [f"hf download {part.repo} --revision {part.revision}" for part in spec.parts.values()]
    return [f"hf download {spec.repo} --revision {spec.revision}{patterns}", *parts]


def findings_html(findings: Iterable[Finding]) -> str:
    """What the doctor found."""
    return f'<ul class="findings">{"".join(map(_finding, findings))}</ul>'


def _finding(finding: Finding) -> str:
    mark, kind = ("✓", "good") if finding.good else ("✗", "bad")
    name, says = escape(str(finding.name)), escape(str(finding.says))
    return f'<li class="{kind}"><span aria-hidden="true">{mark}</span> <b>{name}</b> {says}</li>'


def _cell(tag: str, html: str, kind: str = "") -> str:
    return f'<{tag} role="{_ROLES[tag]}" class="{kind}">{html}</{tag}>'
