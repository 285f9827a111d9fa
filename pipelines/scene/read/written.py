"""Written: words and numbers that a prompt wants to see written in the picture."""

from __future__ import annotations

import re

LONGEST = 80
"""Characters of one inscription."""

_QUOTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf'(?<!\w)["“]([^"“”]{{1,{LONGEST}}})["”](?!\w)',
        rf"(?<!\w)[‘']([^‘’']{{1,{LONGEST}}})[’'](?!\w)",
        rf'(?<=says )["“]([^"“”]{{1,{LONGEST}}})$',  # quotes that nobody closed
    )
)
_SAYS = r"(?:that |which )?(?:says|saying|reads|reading|spelling|spelled out as|labell?ed|titled|entitled)"
_NAMED = r"(?:with )?the (?:words?|texts?|letters?|numbers?|digits?|inscription|title|message|slogan)"
_TOLD = (
    re.compile(rf"\b(?:{_SAYS}|{_NAMED})(?: of)?[:,]? +(\d[\d:.,]*|[A-Z](?:[\w'&!-]*)(?: +[A-Z0-9][\w'&!-]*)*)"),
    re.compile(r"^\s*(\d{1,8})\s*$"),
)


def unwritten(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what is to be written, and the inscriptions. Quotes around all of it mean nothing."""
    found: list[str] = []
    rest = text
    for pattern in (*_QUOTED, *_TOLD):
        found += [match[1].strip(" .,;:") for match in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    if re.search(r"[a-z]", rest, re.IGNORECASE) or text.strip().isdecimal():
        return rest, tuple(found)
    return text.replace('"', " "), ()
