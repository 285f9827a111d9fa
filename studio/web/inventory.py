"""Inventory: memory and who is in it, the queue and the doctor's findings as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from studio.doctor import Finding
from studio.jobs.live import JobView
from studio.models.cache import Resident
from studio.models.catalog import ModelSpec
from studio.models.device import GIBIBYTE
from studio.models.memory import Memory
from studio.web.html import word
from studio.words import Sentence, say

_PLACES = ("accelerator", "system")
_DECISIONS = 20
"""As many as are told."""
_STATES = {"idle": "rests", "resting": "rests"}
"""How a model that does not work is called."""


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
        taken[_STATES.get(resident.state, "works")] += getattr(resident.memory, place)
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
    state = _STATES.get(resident.state, "works")
    key = "waits" if resident.state == "resting" else state
    said = word(f"system.memory.{key}", gb=taken / GIBIBYTE)
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


def decisions_html(decisions: Sequence[tuple[datetime, Sentence]]) -> str:
    """What was done for room in memory, the newest first; nothing where nothing was."""
    if not decisions:
        return ""
    told = "".join(_decision(*one) for one in reversed(decisions[-_DECISIONS:]))
    return f'<details><summary>{word("system.memory.decisions")}</summary><ol class="decisions">{told}</ol></details>'


def _decision(at: datetime, said: Sentence) -> str:
    # The moment is written in the reader's own time by the page.
    return f'<li><time datetime="{at.isoformat()}">{at:%H:%M}</time> {escape(str(said))}</li>'


def size_html(spec: ModelSpec) -> str:
    """What it takes on the disk, in words."""
    mb = spec.download_mb
    return word("system.gigabytes", gb=mb / 1024) if mb >= 1000 else word("system.megabytes", mb=mb)


def findings_html(findings: Iterable[Finding]) -> str:
    """What the doctor found."""
    return f'<ul class="findings">{"".join(map(_finding, findings))}</ul>'


def _finding(finding: Finding) -> str:
    mark, kind = ("✓", "good") if finding.good else ("✗", "bad")
    name, says = escape(str(finding.name)), escape(str(finding.says))
    return f'<li class="{kind}"><span aria-hidden="true">{mark}</span> <b>{name}</b> {says}</li>'
