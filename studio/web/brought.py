"""Brought: the field for something of the visitor's own, a file or one of their works, as HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import cast

from studio.media.reading.admission import largest, too_large
from studio.media.reading.limits import InputKind
from studio.web.html import word
from studio.words import say, spoken

_ACCEPT = {
    "picture": "image/*",
    "sound": "audio/*",
    "film": "video/*",
    "midi": ".mid,.midi",
    "text": ".txt,.md,text/plain",
    "document": ".pdf",
}
_SAID = ("reading", "failed", "no_works", "no_camera", "no_microphone", "photograph", "recording", "record", "recorded")

_LIST = '<div class="brought-list" data-part="list"></div>'
_CAMERA = '<video data-part="video" muted playsinline></video>'


def brought_html(title: str, hint: str, kinds: tuple[str, ...]) -> str:
    """The field, empty. Its script finds the parts by their names, and its words in the first element."""
    most = largest(cast("Sequence[InputKind]", kinds))
    limits = {"most": most, "too_large": str(too_large(most))}
    said = {"takes": kinds, **limits, **{name: spoken(f"brought.{name}") for name in _SAID}}
    return (
        f'<div class="brought" role="group" aria-label="{escape(title)}" data-words="{escape(json.dumps(said))}">'
        f'<span class="brought-title">{escape(title)}</span><span class="brought-hint">{escape(hint)}</span>'
        f"{_drop(title, kinds)}"
        f'<div class="brought-ways" data-part="ways">{_ways(kinds)}</div>'
        f'<div class="brought-held" data-part="held" hidden><img data-part="picture" alt="" hidden>'
        f'<span data-part="name"></span>{_button("remove")}</div>'
        f'<p class="brought-said" data-part="said" role="status" aria-live="polite" hidden></p>'
        f"{_dialog('works', _LIST)}{_dialog('camera', _CAMERA + _button('snap'))}</div>"
    )


def _drop(title: str, kinds: tuple[str, ...]) -> str:
    accept = ",".join(_ACCEPT[kind] for kind in kinds)
    wanted = say("brought.drop", kinds=say(f"brought.kinds.{kinds[0] if len(kinds) == 1 else 'any'}"))
    return (
        f'<label class="brought-drop" data-part="drop" tabindex="0" role="button"><input type="file" data-part="file" '
        f'accept="{accept}" aria-label="{escape(title)}" tabindex="-1"><span>{escape(str(wanted))}</span></label>'
    )


def _ways(kinds: tuple[str, ...]) -> str:
    """Other ways than a file: a work, and for a picture or a sound alone the machine's own camera or microphone."""
    own = {"picture": ["camera"], "sound": ["record"]}.get(kinds[0], []) if len(kinds) == 1 else []
    return "".join(map(_button, ["works", *own]))


def _dialog(name: str, inside: str) -> str:
    title = word(f"brought.{name}")
    return f'<dialog data-part="{name}-dialog" aria-label="{title}"><h3>{title}</h3>{inside}{_button("close")}</dialog>'


def _button(does: str) -> str:
    return f'<button type="button" data-do="{does}">{word(f"brought.{does}")}</button>'
