"""Privacy: the page that says in plain words what is kept of whom, and how this studio is set."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studio.house import House
from studio.safety.aside import DAYS
from studio.safety.levels import level_of
from studio.web.answers import told
from studio.web.html import word
from studio.web.sheets import Sheets, head
from studio.words import Sentence, say, spoken
from studio.works.upkeep import IN_BIN

_PARTS = {
    "kept": ("works", "uploads", "jobs", "order", "rooms", "said", "account"),
    "seen": ("you", "clients", "keeper", "nobody"),
    "unsaid": ("log", "metadata", "measured"),
    "browser": ("cookie", "room", "local"),
    "leaves": ("files", "silent"),
}
"""What each part of the page says, by the keys of its words."""


def routes(house: House, sheets: Sheets) -> list[Route]:
    """`GET privacy`, the same for everybody."""

    def page(_: Request) -> Response:
        return sheets.answer(spoken("privacy.title"), _body(house, sheets.root))

    return [Route("/privacy", told(page))]


def _body(house: House, root: str) -> str:
    parts = "".join(_part(name, (word(f"privacy.{name}.{key}") for key in keys)) for name, keys in _PARTS.items())
    here = _part("here", (escape(str(line)) for line in _set(house)))
    return (
        f"{head(word('privacy.title'))}<p>{word('privacy.lead')}</p>{parts}{here}"
        f'<h2 id="yours">{word("privacy.yours.title")}</h2><p>{word("privacy.yours.how")}</p>'
        f"<p>{word('privacy.yours.said')}</p>"
        f'<p><a class="button" href="{escape(root)}#system">{word("privacy.yours.open")}</a></p>'
    )


def _part(name: str, lines: Iterator[str]) -> str:
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return f'<h2 id="{name}">{word(f"privacy.{name}.title")}</h2><ul>{listed}</ul>'


def _set(house: House) -> Iterator[Sentence]:
    """How this studio is set."""
    settings = house.settings
    yield say("privacy.here.sealed" if settings.files_key else "privacy.here.plain")
    yield say("privacy.here.elsewhere" if settings.files_url or settings.database_url else "privacy.here.folder")
    yield say("privacy.here.bin", days=IN_BIN.days)
    if settings.keep_days:
        yield say("privacy.here.keep", days=settings.keep_days)
    else:
        yield say("privacy.here.keep_always")
    if settings.public_demo:
        yield say("privacy.here.guests", days=settings.guest_days)
    yield say(f"privacy.here.{level_of(settings)}")
    yield say("privacy.here.held", days=DAYS)
