"""Form: in which a client says something of a work or of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from studio.params import PROMPT_LIMIT
from studio.people.preferences import LONGEST_NAME
from studio.people.room import Item
from studio.web.html import word
from studio.web.rooms.inside import Inside
from studio.words import Sentence
from studio.works.kinds import KINDS


@dataclass(frozen=True)
class Draft:
    """What is not sent yet: the fields as they were filled in (x and y are numbers), and why they were not taken."""

    fields: Mapping[str, str]
    why: Sentence | None = None

    @property
    def place(self) -> tuple[float, float] | None:
        """The place in the picture that is chosen, x and y from 0 to 1."""
        x, y = self.fields.get("x"), self.fields.get("y")
        return (float(x), float(y)) if x and y else None

    def value(self, name: str) -> str:
        """For an attribute."""
        return escape(self.fields.get(name, ""), quote=True)


EMPTY = Draft({})


def form_html(inside: Inside, item: Item | None, version: int = 0, draft: Draft = EMPTY) -> str:
    """A form for a remark; of an item also for what the client decides."""
    action = inside.links.to(*([item.id] if item else []), "remark")
    alert = f'<p role="alert">{escape(str(draft.why))}</p>' if draft.why else ""
    send = _button("comment", "client.send", "primary")
    decide = _decide(inside, item, version) if item else ""
    return (
        f'<form class="say" id="say" method="post" action="{escape(action)}"{_still(inside)}>'
        f"{alert}{_hidden(item, version, draft)}"
        f"{_name(inside, draft)}{_second(inside, item, version, draft)}"
        f'<label>{word("client.comment")}<textarea name="text" rows="4" maxlength="{PROMPT_LIMIT}" dir="auto">'
        f"{escape(draft.fields.get('text', ''))}</textarea></label>"
        f'{_place(inside, item, version, draft)}<div class="say-buttons">{send}{decide}</div></form>'
    )


def _decide(inside: Inside, item: Item, version: int) -> str:
    """What the client may decide of a version: it is approved once."""
    is_approved = version == len(item.works) and inside.verdict(item) == "approval"
    approve = "" if is_approved else _button("approval", "client.approve")
    return _button("changes", "client.ask_changes") + approve


def approve_html(inside: Inside, item: Item) -> str:
    """One button that approves an item as it is now."""
    version = f'<input type="hidden" name="version" value="{len(item.works)}">'
    action = escape(inside.links.to(item.id, "remark"))
    button = _button("approval", "client.approve")
    back = '<input type="hidden" name="back" value="1">'
    return f'<form method="post" action="{action}"{_still(inside)}>{version}{back}{button}</form>'


def _still(inside: Inside) -> str:
    """An owner sees what a client could say, and cannot say it."""
    return " inert" if inside.visit.is_owners else ""


def _hidden(item: Item | None, version: int, draft: Draft) -> str:
    if item is None:
        return ""
    fields = {"version": str(version), "x": draft.value("x"), "y": draft.value("y")}
    return "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in fields.items())


def _name(inside: Inside, draft: Draft) -> str:
    """Asked once."""
    if inside.visit.name:
        return f'<p class="hint">{word("client.as", name=inside.visit.name)}</p>'
    value = draft.value("name")
    return (
        f'<label>{word("client.your_name")}<input name="name" value="{value}" maxlength="{LONGEST_NAME}" '
        'autocomplete="name" dir="auto"></label>'
    )


def _second(inside: Inside, item: Item | None, version: int, draft: Draft) -> str:
    work = inside.work(item, version) if item else None
    if work is None or not KINDS[work.kind].is_timed:
        return ""
    value, hint = draft.value("second"), word("client.second_hint")
    return (
        f'<label>{word("client.second")} <span class="hint">{hint}</span><input type="number" name="second" '
        f'value="{value}" min="0" step="any" inputmode="decimal"></label>'
        f'<button type="button" data-now hidden>{word("client.mark_moment")}</button>'
    )


def _place(inside: Inside, item: Item | None, version: int, draft: Draft) -> str:
    """That a place is chosen, and how to choose none."""
    if item is None:
        return ""
    away = escape(inside.links.to(item.id, to="say", version=version))
    return (
        f'<p class="say-place" data-place{"" if draft.place else " hidden"}>{word("client.place")} '
        f'<a href="{away}" data-no-place>{word("client.no_place")}</a></p>'
    )


def _button(kind: str, key: str, style: str = "") -> str:
    return f'<button name="kind" value="{kind}" class="{style}">{word(key)}</button>'
