"""Access: every address that the studio answers, and who may ask for it. What has no line here is not there.

The guard refuses what has no line, the entrance whoever is not meant; that a thing is somebody's own is asked where
the thing is. `tests/test_matrix.py` tries every line as everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from studio.people.visitor import Role

Who = Literal["static", "world", "client", "guest", "member", "owner"]
"""static: parts of the page, the same for everybody, whatever page asks. world: the same for everybody. client: whoever
has the link of a room, who is known by nothing else. guest: whoever was let in, each with what is theirs. member:
whoever has an account. owner: whoever keeps the studio. Each of the last three may what those before may."""
RANKS: tuple[Role, ...] = ("guest", "member", "owner")

_PATTERNS = {
    "path:path": r"[\w./@+-]{1,120}",
    "name:path": r"[\w./@+-]{1,120}",
    "digest": "[0-9a-f]{12,64}",
    "key": r"[a-z0-9][a-z0-9.-]{0,99}",
    "token": r"[\w-]{20,100}",
    "name": "[^/]{1,400}",
    "role": "[^/]{1,100}",
}
"""What may stand for a parameter of an address; for any other one a plain name."""
_PLAIN = r"[\w-]{1,64}"
_PARAMETER = re.compile(r"\{(\w+(?::\w+)?)\}")


@dataclass(frozen=True)
class Line:
    """One address. `path`: as starlette writes it."""

    method: Literal["GET", "POST"]
    path: str
    who: Who

    @property
    def pattern(self) -> str:
        """A regular expression of the paths that it stands for."""
        parts = _PARAMETER.split(self.path)
        return "".join(_PATTERNS.get(part, _PLAIN) if at % 2 else re.escape(part) for at, part in enumerate(parts))


def _lines(method: Literal["GET", "POST"], who: Who, paths: str) -> tuple[Line, ...]:
    return tuple(Line(method, path, who) for path in paths.split())


LINES = (
    # What the page is made of; a proxy may drop what would tell whose page asks for it.
    *_lines(
        "GET",
        "static",
        """
        /assets/{path:path} /static/{path:path} /page/{digest}/{name:path} /theme.css /gradio_api/theme.css
        /favicon.ico /robots.txt /manifest.json
        """,
    ),
    # gradio asks this of itself, as it starts.
    *_lines("GET", "world", "/gradio_api/startup-events"),
    # Coming in and leaving.
    *_lines("GET", "world", "/login /login/hub /login/hub/back /join/{token}"),
    *_lines("POST", "world", "/login /logout /join/{token}"),
    # The page and gradio's part of it.
    *_lines(
        "GET",
        "guest",
        """
        / /config /config/ /gradio_api/info /gradio_api/info/ /gradio_api/app_id /gradio_api/heartbeat/{session_hash}
        /gradio_api/queue/data /gradio_api/call/{api_name}/{event_id}
        """,
    ),
    *_lines(
        "POST",
        "guest",
        """
        /visitor /gradio_api/queue/join /gradio_api/call/{api_name} /gradio_api/cancel /gradio_api/reset
        """,
    ),
    # One's own works, files, boards and jobs.
    *_lines(
        "GET",
        "guest",
        """
        /works/{id} /works/{id}/{role} /works/{id}/{role}/{name} /uploads/{id} /library /boards /prompts /loras /now
        /jobs/{id}/heard/{number} /machine /models
        """,
    ),
    *_lines(
        "POST",
        "guest",
        """
        /uploads /uploads/{id}/delete /speak /library/mark /library/forget /library/zip /library/import /boards
        /boards/{id} /boards/{id}/delete /jobs/again /jobs/{id}/cancel /jobs/{id}/retry /jobs/{id}/appeal
        """,
    ),
    # What clients see of the rooms that are made for them; the colour of whoever made one.
    *_lines("GET", "static", "/accent/{colour}"),
    *_lines(
        "GET", "client", "/r/{token} /r/{token}/{item} /r/{token}/{item}/compare /r/{token}/{item}/{version}/{role}"
    ),
    *_lines("POST", "client", "/r/{token}/enter /r/{token}/remark /r/{token}/{item}/remark"),
    # Rooms that one makes for clients.
    *_lines("GET", "member", "/rooms /rooms/remarks /rooms/{id} /rooms/{id}/look /me/preferences"),
    *_lines(
        "POST",
        "member",
        """
        /rooms /rooms/{id} /rooms/{id}/add /rooms/{id}/remove /rooms/{id}/version /rooms/{id}/answer /rooms/{id}/done
        /rooms/{id}/seen /rooms/{id}/link /rooms/{id}/revoke /rooms/{id}/delete /me/preferences
        """,
    ),
    # What is kept of whom, and taking one's own along or having it forgotten.
    *_lines("GET", "world", "/privacy"),
    *_lines("POST", "guest", "/me/export /me/forget"),
    # Where a file comes from.
    *_lines("GET", "guest", "/check"),
    *_lines("POST", "guest", "/check"),
    # Oneself, and where one is signed in.
    *_lines("GET", "guest", "/me"),
    *_lines("POST", "member", "/me/password /me/take /me/sign-ins/end /me/sign-ins/{id}/end"),
    # Who has an account here.
    *_lines("GET", "owner", "/people"),
    *_lines(
        "POST",
        "owner",
        """
        /people/invite /people/invitations/{id}/withdraw /people/{id}/role /people/{id}/end /people/{id}/remove
        """,
    ),
    # What the filters held back.
    *_lines("GET", "owner", "/reviews /reviews/{id}/picture"),
    *_lines("POST", "owner", "/reviews/{id}/allow /reviews/{id}/uphold"),
    # What concerns everybody here.
    *_lines("GET", "owner", "/models/{key}"),
    *_lines(
        "POST",
        "owner",
        """
        /machine/free /machine/doctor /models/token /models/{key}/get /models/{key}/stop /models/{key}/remove
        """,
    ),
)


@dataclass(frozen=True)
class _Compiled:
    all: re.Pattern[str]
    lines: tuple[Line, ...]


def _compiled(method: str) -> _Compiled:
    lines = tuple(line for line in LINES if line.method == method)
    return _Compiled(re.compile("|".join(f"({line.pattern})" for line in lines), re.ASCII), lines)


_BY_METHOD = {"GET": _compiled("GET"), "HEAD": _compiled("GET"), "POST": _compiled("POST")}


def line_of(method: str, path: str) -> Line | None:
    """The line of an address; None for one that there is not."""
    known = _BY_METHOD.get(method)
    found = known.all.fullmatch(path) if known else None
    return known.lines[found.lastindex - 1] if known and found and found.lastindex else None


def may(role: Role, who: Who) -> bool:
    """Whether somebody with a role may ask for what is meant for `who`."""
    return who not in RANKS or RANKS.index(role) >= RANKS.index(who)
