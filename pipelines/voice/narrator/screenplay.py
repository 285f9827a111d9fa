"""Screenplay: what a script in the form of films (Fountain, fountain.io/syntax) writes around its words."""

from __future__ import annotations

import re
import string

_HEADING = re.compile(r"\.?((?:INT|EXT|EST|I/E)\b[./ ]*(?:(?:INT|EXT)\b[. ]*)?)(.*)$")
_NUMBER = re.compile(r"\s*#[\w.-]+#\s*$")
_TRANSITION = re.compile(r">?\s*([A-Z][A-Z ]+(?: TO:| IN:| OUT[.:]| BLACK[.:]))$")
_UNSPOKEN = re.compile(r"\[\[.*?\]\]|/\*.*?\*/", re.DOTALL)
"""Notes, and what was crossed out."""
_TITLED = re.compile(r"(Title|Credit|Authors?|Source|Draft date|Date|Contact|Copyright|Notes|Revision):\s*(.*)$")
_PLACES = {"INT": "Interior", "EXT": "Exterior", "EST": "Exterior", "I/E": "Interior and exterior"}


def spoken(text: str) -> str:
    """The text as it is read: scenes and the title as headings; any other text as it is."""
    if not any(_HEADING.match(line.strip()) for line in text.split("\n")):
        return text
    lines = [line.strip() for line in _UNSPOKEN.sub("", text).strip().split("\n")]
    count = next((at for at, line in enumerate(lines) if not _TITLED.match(line)), len(lines))
    return "\n".join((*_titles(lines[:count]), *map(_line, lines[count:])))


def _titles(lines: list[str]) -> list[str]:
    """The name, and who wrote it; nothing of dates and addresses."""
    told = {match[1].rstrip("s"): match[2] for line in lines if (match := _TITLED.match(line))}
    author = f"{told.get('Credit') or 'Written by'} {told['Author']}." if told.get("Author") else ""
    return [f"# {told['Title']}" if told.get("Title") else "", "", author[:1].upper() + author[1:], ""]


def _line(line: str) -> str:
    if heading := _HEADING.match(line):
        kind = heading[1].replace(" ", "")
        place = _PLACES["I/E" if "INT" in kind and "EXT" in kind else kind[:3]]
        rest = re.sub(r"\s+-\s+", ", ", _NUMBER.sub("", heading[2])).strip()
        return f"## {place}. {string.capwords(rest) if rest.isupper() else rest}"
    if transition := _TRANSITION.match(line):
        return f"{transition[1].capitalize().rstrip(':.')}."
    return line.strip("> <") if line.startswith(">") else line
