"""Delivery: how a work is handed over: the names of its files, their addresses, and the whole of it as JSON."""

from __future__ import annotations

import re
from typing import Any

from studio.works.upload import ROLE
from studio.works.works import Work, WorkFile

NAME_BYTES = 200
"""Most systems take 255; what a person's own programs add to a name needs room too."""

PICTURES = (".png", ".gif", ".webp")
"""What a browser shows as a picture, moving or not."""
SEEN = (*PICTURES, ".mp4")
"""What shows something, still or moving."""


def file_name(work: Work, file: WorkFile) -> str:
    """A name for downloads: the title in words that every system can keep and the seed, if one was drawn, at most
    NAME_BYTES long."""
    role = "" if file.role in ("main", "svg", "midi", "musicxml", "pdf") else f"-{file.role}"
    seed = f"-{work.recipe.seed}" if work.recipe.seed else ""
    end = f"{seed}{role}{file.suffix}"
    stem = re.sub(r"[^\w]+", "-", work.title.lower()).strip("-")[:60]
    # Cut by bytes, which systems count, and at a character: those of some scripts take four.
    whole = stem.encode(errors="ignore")[: NAME_BYTES - len(end.encode())].decode(errors="ignore").rstrip("-")
    return f"{whole or work.kind}{end}"


def url(work: Work, file: WorkFile) -> str:
    """Address of a file, relative to the page so that it also holds behind a proxy."""
    return f"works/{work.id}/{file.role}"


def thumb_role(work: Work) -> str:
    """The role of the file that the small picture of a work is made of; empty for one that has none."""
    # What it was made from is no picture of it.
    own = [file for file in work.files if not file.role.startswith(ROLE)]
    seen = (file.role for suffixes in (PICTURES, SEEN) for file in own if file.suffix in suffixes)
    return next(seen, "")


def thumb_url(work: Work) -> str:
    """Address of that picture; empty where there is none."""
    return small_url(work.id, thumb_role(work))


def small_url(work: str, role: str) -> str:
    """The same by the id of a work and the role of the file that is shown."""
    return f"works/{work}/{role}?thumb=1" if role else ""


def named_url(work: Work, file: WorkFile) -> str:
    """The same with a speaking name at its end, for programs that name a download after its address."""
    return f"{url(work, file)}/{file_name(work, file)}"


def described(work: Work) -> dict[str, Any]:
    """A work as JSON values, without its files."""
    return {
        "id": work.id,
        "kind": work.kind,
        "title": work.title,
        "text": work.text,
        "notes": [str(note) for note in work.recipe.notes],
        "recipe": work.recipe.model_dump(mode="json"),
    }
