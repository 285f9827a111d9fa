"""Work: one work of a room, large, with what was said of it."""

from __future__ import annotations

from html import escape

from studio.people.room import Item
from studio.web.html import word
from studio.web.rooms.figure import figure, file_url, sides
from studio.web.rooms.file import files_of
from studio.web.rooms.form import EMPTY, Draft, form_html
from studio.web.rooms.inside import Inside
from studio.web.rooms.page import framed
from studio.web.rooms.said import pins_html, remarks_html, verdict_html
from studio.works.delivery import PICTURES
from studio.works.said import label_of, recipe_rows
from studio.works.works import Work

POINTED = 320
"""Width of the picture in which a place is chosen without a script: a browser tells the place in its own pixels."""


def work_html(
    inside: Inside, root: str, item: Item, version: int, draft: Draft = EMPTY, second: float | None = None
) -> str:
    """The body of the page. `version`: from 1; `second`: where it begins to play."""
    work = inside.work(item, version)
    shown = figure(inside, item, version, large=True, second=second)
    if work and work.main.suffix in PICTURES:
        pins = pins_html(inside.said_of(item.id), version, draft.place)
        shown = f'<div class="room-stage" data-stage>{shown}{pins}</div>{_pointing(inside, item, version, work)}'
    talk = remarks_html(inside, item, version) + form_html(inside, item, version, draft)
    return framed(
        inside,
        root,
        f'{_bar(inside, item)}<div class="room-title"><h1 dir="auto">{escape(inside.title(item, version))}</h1>'
        f"{verdict_html(inside.verdict(item))}</div>{_versions(inside, item, version)}"
        f'<div class="room-large" id="work">{shown}</div>{_given(inside, item, version)}'
        f'<section class="room-talk"><h2>{word("client.said")}</h2>{talk}</section>',
    )


def point(fields: dict[str, str], work: Work | None) -> dict[str, str]:
    """x and y from 0 to 1 of what the picture for choosing a place has sent: pixels from its left and its top.

    Empty for none. By a key, that is for the whole picture, browsers send both as 0.
    """
    known = sides(work) if work else None
    across, down = fields.get("at.x", ""), fields.get("at.y", "")
    if not known or not (across.isdecimal() and down.isdecimal()) or across == down == "0":
        return {}
    places = (int(across[:6]) / POINTED, int(down[:6]) / _height(known))
    return dict(zip("xy", (f"{min(place, 1.0):.4f}" for place in places), strict=True))


def _height(known: tuple[int, int]) -> int:
    return max(1, round(POINTED * known[1] / known[0]))


def _bar(inside: Inside, item: Item) -> str:
    """Back to the room, and to the works before and after it."""
    items = inside.room.terms.items
    at = items.index(item)
    back = f'<a href="{escape(inside.links.to(to=f"work-{item.id}"))}" rel="up">{escape(inside.room.terms.title)}</a>'
    before = _beside(inside, items[at - 1], "prev", "client.before") if at else ""
    after = _beside(inside, items[at + 1], "next", "client.after") if at + 1 < len(items) else ""
    where = word("client.at", number=at + 1, count=len(items))
    between = f'<span class="hint">{where}</span>'
    return f'<nav class="room-bar"><span class="room-back">{back}</span>{before}{between}{after}</nav>'


def _beside(inside: Inside, item: Item, rel: str, key: str) -> str:
    return f'<a class="button" rel="{rel}" href="{escape(inside.links.to(item.id))}">{word(key)}</a>'


def _versions(inside: Inside, item: Item, version: int) -> str:
    """The versions, the newest last; nothing where there is one."""
    if len(item.works) == 1:
        return ""
    links = "".join(
        f'<a class="button" href="{escape(inside.links.to(item.id, version=number))}"'
        f"{' aria-current=page' if number == version else ''}>{word('client.version', number=number)}</a>"
        for number in range(1, len(item.works) + 1)
    )
    compare = f'<a class="button" href="{escape(inside.links.to(item.id, "compare"))}">{word("client.compare")}</a>'
    return f'<nav class="room-versions" aria-label="{word("client.versions")}">{links}{compare}</nav>'


def _pointing(inside: Inside, item: Item, version: int, work: Work) -> str:
    """How a place is chosen: with a script by a press on the picture above."""
    known = sides(work)
    if known is None:
        return ""
    source, action = escape(file_url(inside, item, version, "main")), escape(inside.links.to(item.id, to="say"))
    how = f'<p class="hint" data-pointed hidden>{word("client.point_how")}</p>'
    return (
        f'{how}<details class="room-pointing"><summary>{word("client.point")}</summary>'
        f'<p class="hint">{word("client.point_how")}</p><form method="get" action="{action}">'
        f'<input type="hidden" name="version" value="{version}">{inside.passing_html()}'
        f'<input type="image" name="at" src="{source}" width="{POINTED}" height="{_height(known)}" '
        f'alt="{word("client.point_alt", title=inside.title(item, version))}"></form></details>'
    )


def _given(inside: Inside, item: Item, version: int) -> str:
    """What may be taken along, and how it was made, where the room tells."""
    work, terms = inside.work(item, version), inside.room.terms
    if work is None:
        return ""
    files = "".join(_download(inside, item, version, work)) if terms.downloads else ""
    rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in recipe_rows(work))
    recipe = f'<details><summary>{word("client.recipe")}</summary><dl class="room-recipe">{rows}</dl></details>'
    given = (f'<p class="room-files">{files}</p>' if files else "") + (recipe if terms.recipe else "")
    return f'<div class="room-given">{given}</div>' if given else ""


def _download(inside: Inside, item: Item, version: int, work: Work) -> list[str]:
    links = []
    for file in files_of(work):
        label = label_of(file)
        url = escape(file_url(inside, item, version, file.role, download=1))
        links.append(f'<a class="button" href="{url}" download>{word("client.download", what=label)}</a>')
    return links
