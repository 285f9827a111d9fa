"""Figure: a work as a client sees it: a picture, a film, a sound, or a set page."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from studio.people.room import Item
from studio.web.html import word
from studio.web.rooms.inside import Inside
from studio.works.delivery import PICTURES
from studio.works.kinds import KINDS
from studio.works.works import Work

_FIRST = 900
"""Characters of a text that stand among other works."""


def figure(inside: Inside, item: Item, version: int, *, large: bool = False, second: float | None = None) -> str:
    """A version of an item, from 1. `large`: as the one work of a page; `second`: where it begins to play."""
    work = inside.work(item, version)
    if work is None:
        return f'<p class="room-gone">{word("client.gone_why")}</p>'
    if KINDS[work.kind].is_text:
        return _text(work, large)
    at = f"#t={second:g}" if second is not None else ""
    source = escape(file_url(inside, item, version, "main") + at)
    title, preload = escape(inside.title(item, version)), "metadata" if large else "none"
    if work.main.suffix in PICTURES:
        return f'<img src="{source}" alt="{alt(inside, item, version)}"{_sides(work)}{"" if large else _LATE}>'
    if work.main.suffix == ".mp4":
        poster = escape(file_url(inside, item, version, "main", small=1))
        return (
            f'<video src="{source}" poster="{poster}" aria-label="{title}"{_sides(work)} controls playsinline '
            f'preload="{preload}"{_saving(inside)}></video>'
        )
    return (
        f'{_roll(inside, item, version, work)}<audio src="{source}" aria-label="{title}" controls '
        f'preload="{preload}"{_saving(inside)}></audio>'
    )


_LATE = ' loading="lazy" decoding="async"'


def file_url(inside: Inside, item: Item, version: int, role: str, **asked: Any) -> str:
    return inside.links.to(item.id, version, role, **asked)


def alt(inside: Inside, item: Item, version: int) -> str:
    """What a picture shows, where that does not tell what was asked for; else what it is called. For an attribute."""
    work = inside.work(item, version)
    shown = work.text if work and inside.room.terms.recipe else ""
    return escape(shown or inside.title(item, version), quote=True)


def sides(work: Work) -> tuple[int, int] | None:
    """Width and height in pixels, where they are known."""
    facts = work.recipe.facts
    width, height = getattr(facts, "width", None), getattr(facts, "height", None)
    return (width, height) if width and height and 0 < width < 10**5 and 0 < height < 10**5 else None


def _sides(work: Work) -> str:
    known = sides(work)
    return f' width="{known[0]}" height="{known[1]}"' if known else ""


def _saving(inside: Inside) -> str:
    """Whether the browser's own player offers to save."""
    return "" if inside.room.terms.downloads else ' controlslist="nodownload"'


def _roll(inside: Inside, item: Item, version: int, work: Work) -> str:
    """The picture of a piece of music."""
    if work.file("roll") is None:
        return ""
    return f'<img class="room-roll" src="{escape(file_url(inside, item, version, "roll"))}" alt=""{_LATE}>'


def _text(work: Work, large: bool) -> str:
    text = work.text.strip()
    shown = text if large or len(text) <= _FIRST else text[:_FIRST].rpartition(" ")[0] + " …"
    stanzas = [part for part in re.split(r"\n\s*\n", shown) if part.strip()]
    set_ = "".join(f"<p>{'<br>'.join(map(escape, part.strip().splitlines()))}</p>" for part in stanzas)
    # As the one work of a page it has its title above.
    heading = "" if large else f"<h2>{escape(work.title)}</h2>"
    return f'<article class="room-text" dir="auto">{heading}{set_}</article>'
