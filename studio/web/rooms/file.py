"""File: what a client is given of a work: a copy to look at, or where the room allows it, the whole of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from studio.people.room import Item, Room
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


@dataclass(frozen=True)
class Given:
    """A file that a client may have."""

    work: Work
    file: WorkFile
    terms: Terms
    """On which it leaves."""
    name: str | None
    """Under which it is saved; None for one that is looked at."""


def given(inside: Inside, item: Item, version: int, role: str, *, whole: bool) -> Given | None:
    """A file of a version, from 1; `whole`: to be saved. None for what this client may not have."""
    work = inside.work(item, version) if version else None
    file = next((one for one in files_of(work) if one.role == role), None) if work else None
    if work is None or file is None or (whole and not inside.room.terms.downloads):
        return None
    name = file_name(inside, item, version, file) if whole else None
    return Given(work, file, terms_for(inside.room), name)


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
