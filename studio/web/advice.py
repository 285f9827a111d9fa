"""Advice: which models this machine should get, as HTML."""

from __future__ import annotations

from html import escape

from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import GIBIBYTE, Device
from studio.models.memory import Memory
from studio.models.recommend import Recommendation, recommend
from studio.web.html import word
from studio.web.inventory import size_html


def advice_html(catalog: Catalog, device: Device, budget: Memory) -> str:
    """A card for each task."""
    room = (budget.system if device.kind == "cpu" else budget.accelerator) / GIBIBYTE
    intro = word("system.take.intro", device=device.name, gb=room)
    cards = "".join(_card(one) if one.fits else _refusal(one, room) for one in recommend(catalog, device, budget))
    return f'<p class="hint">{intro}</p><ul class="advice">{cards}</ul>'


def _card(one: Recommendation) -> str:
    spec = one.spec
    facts = (
        f"<span>{size_html(spec)}</span><span>{escape(spec.licence)}</span>"
        f'<span class="sale-{spec.commercial}">{word(f"system.sale.{spec.commercial}")}</span>'
    )
    return (
        f'<li>{_task(one)}<h3 translate="no">{escape(str(spec.called))}</h3><p>{word(f"system.adds.{spec.task}")}</p>'
        f'<p class="hint">{escape(str(spec.note))}</p><p class="advice-facts">{facts}</p>{_state(spec)}</li>'
    )


def _state(spec: ModelSpec) -> str:
    """How it stands, and the button that gets it."""
    return f'<ink-model model="{escape(spec.key)}"></ink-model>'


def _refusal(one: Recommendation, room: float) -> str:
    """Why nothing larger runs here, by the one that asks least. `room` in gibibytes."""
    title, needs = one.spec.called, one.spec.bytes_needed / GIBIBYTE
    if one.wants_accelerator:
        why = word("system.take.wants_accelerator", title=title, needs=needs)
    else:
        why = word("system.take.wants_memory", title=title, needs=needs, has=room)
    return f'<li class="unfit">{_task(one)}<p>{why}</p></li>'


def _task(one: Recommendation) -> str:
    return f'<p class="advice-task">{word(f"task.{one.spec.task}")}</p>'
