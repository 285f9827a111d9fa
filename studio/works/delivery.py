"""Delivery: how a work is handed over: the names of its files, their addresses, and the whole of it as JSON."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Any

from studio.works.works import Work, WorkFile


def file_name(work: Work, file: WorkFile) -> str:
    """A name for downloads: the title in words that every system can keep."""
    stem = re.sub(r"[^\w]+", "-", work.title.lower()).strip("-")[:60] or work.kind
    role = "" if file.role in ("main", "svg", "midi") else f"-{file.role}"
    return f"{stem}-{work.recipe.seed}{role}{file.suffix}"


def url(work: Work, file: WorkFile) -> str:
    """Address of a file, relative to the page so that it also holds behind a proxy."""
    return f"works/{work.id}/{file.role}"


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


def places(work: Work, out: Path) -> dict[WorkFile, Path]:
    """Where each file goes: one name, each with the suffix of what it is, and its role where two have the same."""
    stem = _stem(out)
    found: dict[WorkFile, Path] = {}
    for file in work.files:
        place = out.with_name(stem + file.suffix)
        found[file] = place if place not in found.values() else out.with_name(f"{stem}-{file.role}{file.suffix}")
    return found


def numbered(out: Path | None, number: int) -> Path | None:
    """The second and later works of a job have a number in their names."""
    return out.with_name(f"{_stem(out)}-{number + 1}{out.name[len(_stem(out)) :]}") if out and number else out


def _stem(out: Path) -> str:
    """The name without its suffix, where what follows the last dot is one: the name may be "v1.2"."""
    return out.stem if mimetypes.guess_type(out.name)[0] else out.name
