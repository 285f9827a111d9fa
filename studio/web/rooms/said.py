"""Said: what was said in a room, and where in a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from studio.people.remarks import Remark
from studio.people.room import Item
from studio.web.html import word
from studio.web.rooms.inside import Inside

_PIN = 14
"""Radius of a pin in pixels of the screen."""


def remarks_html(inside: Inside, item: Item | None, version: int = 0) -> str:
    """All that was said of an item, or of the room; answers stand below what they answer."""
    said = inside.said_of(item.id if item else "")
    if not said:
        return f'<p class="hint">{word("client.nothing_said")}</p>'
    pins = {remark.id: number for number, remark in enumerate(pinned(said, version), start=1)}
    first = [remark for remark in said if not _answered(remark, said)]
    listed = "".join(_remark(inside, remark, said, version, pins) for remark in first)
    return f'<ol class="remarks">{listed}</ol>'


def pinned(said: Sequence[Remark], version: int) -> list[Remark]:
    """Those about a place in the picture of this version."""
    return [remark for remark in said if remark.version == version and "x" in remark.place]


def pins_html(said: Sequence[Remark], version: int, chosen: tuple[float, float] | None = None) -> str:
    """The places in the picture that remarks are about, as links to them, and the one that is chosen for a new one."""
    pins = [_pin(remark, number) for number, remark in enumerate(pinned(said, version), start=1)]
    if chosen:
        x, y = (f"{100 * place:.2f}%" for place in chosen)
        pins.append(f'<circle class="pin-new" cx="{x}" cy="{y}" r="{_PIN}"/>')
    return f'<svg class="pins" width="100%" height="100%">{"".join(pins)}</svg>'


def verdict_html(verdict: str) -> str:
    """What the client decided, as a badge; nothing where that is open."""
    return f'<span class="room-badge {verdict}">{word(f"client.is.{verdict}")}</span>' if verdict else ""


def _remark(inside: Inside, remark: Remark, said: Sequence[Remark], version: int, pins: Mapping[str, int]) -> str:
    who = escape(remark.name) or word(f"client.{remark.author}")
    moment = word("show.moment", moment=f"{remark.created:%Y-%m-%d %H:%M}")
    older = word("client.version", number=remark.version) if _is_older(remark, version) else ""
    badge = verdict_html(remark.kind) if remark.kind in ("approval", "changes") else ""
    done = f'<span class="room-badge done">{word("client.done")}</span>' if remark.done else ""
    text = f'<p class="remark-text" dir="auto">{escape(remark.text)}</p>' if remark.text else ""
    below = "".join(_remark(inside, one, said, version, pins) for one in said if one.answers == remark.id)
    answers = f'<ol class="remarks">{below}</ol>' if below else ""
    return (
        f'<li class="remark {remark.author}" id="remark-{remark.id}"><p class="remark-head"><b dir="auto">{who}</b>'
        f'{_where(inside, remark, pins)}{badge}{done}<span class="hint">{older}</span>'
        f'<time datetime="{remark.created.isoformat()}">{moment}</time></p>{text}{answers}</li>'
    )


def _where(inside: Inside, remark: Remark, pins: Mapping[str, int]) -> str:
    """What in the work it is about."""
    if number := pins.get(remark.id):
        return f'<span class="remark-pin" title="{word("client.pin", number=number)}">{number}</span>'
    if (second := remark.place.get("second")) is None:
        return ""
    url = inside.links.to(remark.item, to="work", version=remark.version, second=f"{second:g}")
    return f'<a class="remark-second" data-second="{second:g}" href="{escape(url)}">{clock(second)}</a>'


def clock(second: float) -> str:
    """1:05.5"""
    minutes, rest = divmod(round(second, 1), 60)
    return f"{minutes:.0f}:{rest:04.1f}".removesuffix(".0")


def _is_older(remark: Remark, version: int) -> bool:
    return bool(remark.version and version and remark.version != version)


def _answered(remark: Remark, said: Sequence[Remark]) -> bool:
    """Whether it stands below another one."""
    return bool(remark.answers) and any(one.id == remark.answers for one in said)


def _pin(remark: Remark, number: int) -> str:
    x, y = (f"{100 * remark.place[name]:.2f}%" for name in ("x", "y"))
    return (
        f'<a href="#remark-{remark.id}" aria-label="{word("client.pin", number=number)}">'
        f'<circle cx="{x}" cy="{y}" r="{_PIN}"/><text x="{x}" y="{y}" dy=".35em">{number}</text></a>'
    )
