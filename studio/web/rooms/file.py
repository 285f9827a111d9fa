"""File: what a client is given of a work: a copy to look at, or where the room allows it, the whole of it."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.responses import Response

from studio.house import House
from studio.people.room import Item, Room
from studio.web.files import served
from studio.web.rooms.inside import Inside
from studio.words import say
from studio.works.copies import Terms
from studio.works.delivery import NAME_BYTES
from studio.works.upload import ROLE
from studio.works.works import Work, WorkFile

LONGEST = 1280
"""Pixels of what is only looked at."""
BRIEF = "private, max-age=600"
"""What a browser keeps must not outlive a room for long."""


def files_of(work: Work) -> list[WorkFile]:
    """What a work consists of, without what it was made from, which is not shared with it."""
    return [file for file in work.files if not file.role.startswith(ROLE)]


def given(house: House, inside: Inside, item: Item, version: int, file: WorkFile, *, whole: bool) -> Response:
    """The file as this client may have it; `whole`: to be saved. Raises what Copies raises."""
    work = inside.works[item.works[version - 1]]
    path = house.copies.path(work, file, terms_for(inside.room))
    answer = served(path, file.suffix, file_name(inside, item, version, file) if whole else None)
    answer.headers["Cache-Control"] = BRIEF
    return answer


def terms_for(room: Room) -> Terms:
    """Where nothing may be downloaded, pictures and films are reduced and marked."""
    terms = room.terms
    whole = Terms(recipe=terms.recipe, author=terms.name, copyright=terms.copyright)
    return whole if terms.downloads else replace(whole, longest=LONGEST, label=terms.name or str(say("page.title")))


def file_name(inside: Inside, item: Item, version: int, file: WorkFile) -> str:
    """What it is saved as: neither its ids nor its seed are in it."""
    role = "" if file.role in ("main", "svg", "midi") else f"-{file.role}"
    end = f"{f'-v{version}' if len(item.works) > 1 else ''}{role}{file.suffix}"
    stem = re.sub(r"[^\w]+", "-", inside.title(item, version).lower()).strip("-")[:60]
    # Cut by bytes, which systems count, and at a character.
    whole = stem.encode(errors="ignore")[: NAME_BYTES - len(end.encode())].decode(errors="ignore").rstrip("-")
    return f"{whole}{end}"
