"""Door: what one meets at the link of a room before one is in: a question, or nothing."""

from __future__ import annotations

from html import escape

from starlette.responses import Response

from studio.people.room import Room
from studio.web.html import word
from studio.web.rooms.inside import Links
from studio.web.rooms.page import accent_html, languages_html
from studio.web.sheets import Sheets, head
from studio.words import Sentence, say


class Door:
    """The pages before a room."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets

    def nowhere(self) -> Response:
        """The same for links that are wrong, ended in whatever way, or of another room."""
        body = f"{head(word('client.nowhere'))}<p>{word('client.nowhere_why')}</p>"
        return self.sheet(str(say("client.nowhere")), body, 404)

    def asks(self, room: Room, token: str, chosen: str = "", why: Sentence | None = None) -> Response:
        """Whether one wants to come in, since visits are counted or take a password. `chosen`: the language."""
        root, terms = self._sheets.root, room.terms
        by = f'<p class="room-by" dir="auto">{escape(terms.name)}</p>' if terms.name else ""
        alert = f'<p role="alert">{escape(str(why))}</p>' if why else ""
        counted = f'<p class="hint">{word("client.counted", limit=terms.limit)}</p>' if terms.limit else ""
        body = (
            f'{accent_html(room, root)}<div class="room room-door">{by}<h1 dir="auto">{escape(terms.title)}</h1>{alert}'
            f'<form method="post" action="{escape(root)}r/{escape(token)}/enter">'
            f'<input type="hidden" name="language" value="{escape(chosen)}">{_password(room)}{counted}'
            f'<button class="primary">{word("client.enter")}</button></form>'
            f'<nav class="room-foot">{languages_html(Links(f"{root}r/{token}", ""))}</nav></div>'
        )
        return self.sheet(terms.title, body, 403 if why else 200)

    def sheet(self, title: str, body: str, status: int = 200, *, script: str = "") -> Response:
        """A page of a room; one with a script is wide."""
        return self._sheets.answer(title, body, status, script=script, wide=bool(script))


def _password(room: Room) -> str:
    if not room.terms.password:
        return ""
    field = '<input type="password" name="password" autocomplete="off" required>'
    return f"<label>{word('client.password')}{field}</label>"
