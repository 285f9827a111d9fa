"""Compare: two versions of a work side by side."""

from __future__ import annotations

from html import escape

from studio.people.room import Item
from studio.web.html import word
from studio.web.rooms.figure import figure
from studio.web.rooms.inside import Inside
from studio.web.rooms.page import framed
from studio.works.delivery import PICTURES


def compare_html(inside: Inside, root: str, item: Item, one: int, other: int) -> str:
    """The body of the page. `one` and `other`: versions, from 1."""
    back = f'<a href="{escape(inside.links.to(item.id))}" rel="up">{escape(inside.title(item))}</a>'
    pair = "".join(
        f"<figure>{figure(inside, item, version, large=True)}<figcaption>{word('client.version', number=version)}"
        "</figcaption></figure>"
        for version in (one, other)
    )
    return framed(
        inside,
        root,
        f'<nav class="room-bar"><span class="room-back">{back}</span></nav><h1>{word("client.compare")}</h1>'
        f'{_choice(inside, item, one, other)}{_slider(inside, item, one, other)}<div class="room-pair">{pair}</div>',
    )


def _choice(inside: Inside, item: Item, one: int, other: int) -> str:
    """Which two; nothing where there are no others."""
    if len(item.works) < 3:
        return ""
    selects = _versions(item, "one", one) + _versions(item, "other", other)
    action = escape(inside.links.to(item.id, "compare"))
    return (
        f'<form class="room-choice" method="get" action="{action}">{inside.passing_html()}{selects}'
        f"<button>{word('client.compare')}</button></form>"
    )


def _versions(item: Item, name: str, chosen: int) -> str:
    options = "".join(
        f'<option value="{number}"{" selected" if number == chosen else ""}>'
        f"{word('client.version', number=number)}</option>"
        for number in range(1, len(item.works) + 1)
    )
    return f'<select name="{name}" aria-label="{word("client.versions")}">{options}</select>'


def _slider(inside: Inside, item: Item, one: int, other: int) -> str:
    """Where a script lays one picture over the other."""
    works = [inside.work(item, version) for version in (one, other)]
    if not all(work and work.main.suffix in PICTURES for work in works):
        return ""
    label = word("client.slide", one=one, other=other)
    return (
        f'<label class="room-slide" data-slide hidden>{label}<input type="range" min="0" max="100" value="50"></label>'
    )
