"""Styles: named templates that a prompt is put into; read from the CSV that users of AUTOMATIC1111's web UI have.

    name,prompt,negative_prompt
    Oil,"oil painting of {prompt}, thick paint","photograph"

The prompt stands where {prompt} is, and before a template that has no such place.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.errors import BadInput, NotWritable
from studio.words import Sentence, say

PLACE = "{prompt}"
FOLDER = "styles"
"""Of the studio's home: the lists of a person's own."""
_FILES, _BYTES, _ROWS = 100, 10**6, 2000
LONGEST_NAME, _LONGEST = 100, 2000


@dataclass(frozen=True)
class Style:
    """A style. Empty templates change nothing."""

    name: str
    prompt: str = ""
    negative: str = ""
    drawn: str = ""
    """The template for engines that draw; empty where it is the same."""


def filled(template: str, words: str) -> str:
    """The template with the words at their place."""
    if PLACE in template:
        return template.replace(PLACE, words) if words else ", ".join(_around(template))
    return ", ".join(part for part in (words, template) if part)


def _around(template: str) -> list[str]:
    return [part.strip(" ,") for part in template.split(PLACE) if part.strip(" ,")]


def styles_in(folder: Path) -> dict[str, Style]:
    """All styles of the CSV files of a folder by name; a later file wins. Raises BadInput that names the file."""
    files = sorted(folder.glob("*.csv"))[:_FILES] if folder.is_dir() else []
    return {style.name: style for file in files for style in read_styles(file)}


def read_styles(file: Path) -> list[Style]:
    """The styles of a CSV file. Raises BadInput with the reason for what is none."""
    try:
        if file.stat().st_size > _BYTES:
            raise _unread(file, say("styles.too_large", limit=_BYTES // 1000))
        text = file.read_bytes().decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        return _styles(file, [name or "" for name in rows.fieldnames or ()], rows)
    except UnicodeDecodeError:
        raise _unread(file, say("styles.not_utf8")) from None
    except OSError:
        raise _unread(file, say("styles.not_there")) from None
    except csv.Error:
        raise _unread(file, say("styles.broken")) from None


def import_styles(file: Path, home: Path) -> tuple[Path, int]:
    """Copy a list into the studio's home, and how many styles it has. Raises BadInput, and NotWritable."""
    found = read_styles(file)
    place = home / FOLDER / f"{file.stem}.csv"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.resolve() != file.resolve():
            shutil.copyfile(file, place)
    except OSError as error:
        raise NotWritable(say("styles.not_kept", file=str(place), reason=error.strerror or str(error))) from error
    return place, len(found)


def _styles(file: Path, columns: list[str], rows: Iterable[dict[str, str | list[str] | None]]) -> list[Style]:
    if "name" not in columns or "prompt" not in columns:
        raise _unread(file, say("styles.no_columns", columns=["name", "prompt", "negative_prompt"]))
    found: list[Style] = []
    for row in rows:
        if len(found) >= _ROWS:
            raise _unread(file, say("styles.too_many", limit=_ROWS))
        name, prompt, negative = (_cell(row.get(name)) for name in ("name", "prompt", "negative_prompt"))
        if len(name) > LONGEST_NAME or max(len(prompt), len(negative)) > _LONGEST:
            raise _unread(file, say("styles.too_long", name=name[:LONGEST_NAME], limit=_LONGEST))
        # Headings in such lists are rows without templates.
        if name and (prompt or negative):
            found.append(Style(name, prompt, negative))
    return found


def _cell(value: str | list[str] | None) -> str:
    """The words of a cell on one line, without what is not seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) if isinstance(value, str) else ""


def _unread(file: Path, reason: Sentence) -> BadInput:
    return BadInput(say("styles.unread", file=file.name, reason=reason))
