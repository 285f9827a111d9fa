"""Page: a room as its client sees it: who shares it, the works in their order, what was said of the whole."""

from __future__ import annotations

from html import escape

from studio.people.room import Item, Room
from studio.web.html import word
from studio.web.rooms.figure import figure
from studio.web.rooms.form import EMPTY, Draft, approve_html, form_html
from studio.web.rooms.inside import Inside, Links
from studio.web.rooms.said import remarks_html, verdict_html
from studio.words import language, languages, words
from studio.works.delivery import PICTURES
from studio.works.kinds import KINDS
from studio.works.works import now


def page_html(inside: Inside, root: str, draft: Draft = EMPTY) -> str:
    """The body of the page. `root`: where the studio is, with a slash at the end."""
    works = "".join(_work(inside, item) for item in inside.room.terms.items)
    return framed(
        inside,
        root,
        f'{_head(inside.room)}<ol class="room-works">{works}</ol>'
        f'<section class="room-talk"><h2>{word("client.of_all")}</h2>{remarks_html(inside, None)}'
        f"{form_html(inside, None, draft=draft)}</section>",
    )


def framed(inside: Inside, root: str, body: str) -> str:
    """With the colour of whoever shares it, and the foot."""
    others = languages_html(inside.links)
    return (
        f'{accent_html(inside.room, root)}<div class="room">{_looking(inside)}{body}<footer class="room-foot">'
        f'<p class="hint">{word("client.seen_by_all")}</p><nav><a href="{escape(root)}privacy">'
        f"{word('privacy.title')}</a>{others}</nav></footer></div>"
    )


def _looking(inside: Inside) -> str:
    """What an owner is told who sees what clients see."""
    state = inside.room.state(now())
    if not inside.visit.is_owners:
        return ""
    closed = "" if state == "open" else f" {word(f'client.look.{state}')}"
    return f'<p class="room-look">{word("client.look.told")}{closed}</p>'


def languages_html(links: Links) -> str:
    """The other languages, each called by its own name."""
    return "".join(
        f'<a href="{escape(links.to(language=code))}" lang="{code}">{escape(words(code)["language.name"])}</a>'
        for code in languages()
        if code != language()
    )


def accent_html(room: Room, root: str) -> str:
    colour = room.terms.accent.removeprefix("#")
    return f'<link rel="stylesheet" href="{escape(root)}accent/{colour}">' if colour else ""


def _head(room: Room) -> str:
    terms = room.terms
    by = f'<p class="room-by" dir="auto">{escape(terms.name)}</p>' if terms.name else ""
    note = f'<p class="room-note" dir="auto">{escape(terms.note)}</p>' if terms.note else ""
    until = word("client.until", day=terms.expires.isoformat()) if terms.expires else ""
    facts = " · ".join(filter(None, (word("client.works", count=len(terms.items)), until, escape(terms.copyright))))
    looked = "" if terms.downloads else word("client.only_look")
    return (
        f'<header class="room-head">{by}<h1 dir="auto">{escape(terms.title)}</h1>{note}'
        f'<p class="hint">{facts}</p><p class="hint">{looked}</p></header>'
    )


def _work(inside: Inside, item: Item) -> str:
    url, title = escape(inside.links.to(item.id)), escape(inside.title(item))
    talk, verdict = escape(inside.links.to(item.id, to="say")), inside.verdict(item)
    approve = approve_html(inside, item) if inside.work(item) and verdict != "approval" else ""
    return (
        f'<li class="room-work" id="work-{item.id}"><figure>{_shown(inside, item, url)}<figcaption>'
        f"{_heading(inside, item, url, title)}{verdict_html(verdict)}"
        f'<span class="hint">{_facts(inside, item)}</span><span class="room-deeds">'
        f'<a class="button" href="{talk}">{word("client.say_something")}</a>{approve}</span></figcaption></figure></li>'
    )


def _heading(inside: Inside, item: Item, url: str, title: str) -> str:
    """A text has its own above it."""
    work = inside.work(item)
    is_text = work is not None and KINDS[work.kind].is_text
    return "" if is_text else f'<h2 dir="auto"><a href="{url}">{title}</a></h2>'


def _shown(inside: Inside, item: Item, url: str) -> str:
    """A picture leads to its page; a player has controls of its own, and a text is read here."""
    shown, work = figure(inside, item, len(item.works)), inside.work(item)
    is_picture = work is not None and work.main.suffix in PICTURES
    return f'<a class="room-open" href="{url}">{shown}</a>' if is_picture else shown


def _facts(inside: Inside, item: Item) -> str:
    version, said = len(item.works), len(inside.said_of(item.id))
    number = word("client.version", number=version) if version > 1 else ""
    return " · ".join(filter(None, (number, word("client.remarks", count=said) if said else "")))
