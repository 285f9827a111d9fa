"""Sentences: prose cut where a reader takes a breath, with the marks that stand at each."""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s|$|[\u3400-\u9fff“「『])|[。！？…]+[”’」』）\"]*)")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Mt|Ft|Gen|Sen|Gov|Rep|Pres|Capt|Lt|Sgt|Col|Rev|Hon|Vol|vol|Fig|fig|Ch|No|no|Nos|nos|Tel|tel|Ext|ext|pp|p|ca|cf|e\.g|i\.e|vs|"
    r"approx|Mon|Tue|Wed|Thu|Fri|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
"""What ends in a full stop, and mostly no sentence with it."""
_NEVER_LAST = ("e.g.", "i.e.", "cf.", "vs.")
_NEXT_IS_NEW = re.compile(r"\s+[\"'“‘(]*[A-Z\d]")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, spaces around them left out."""
    found, start = [], 0
    for match in _END.finditer(text):
        piece = text[start : match.end()]
        if match.end() < len(text) and _goes_on(piece, text[match.end() :]):
            continue
        found.append(piece)
        start = match.end()
    return [piece.strip() for piece in (*found, text[start:]) if piece.strip()]


def _goes_on(piece: str, after: str) -> bool:
    """Whether a full stop ends an abbreviation alone."""
    if not piece.endswith("."):
        # “Stop!” he said: what is said goes on in small letters.
        return bool(re.match(r"\s+[a-z]", after))
    if re.match(r"\s+[a-z]", after):
        return True
    short = _SHORT.search(piece)
    if not short:
        return False
    if piece.lower().endswith(_NEVER_LAST):
        return True
    # “at 5 p.m. We met”: letters with full stops may end a sentence; a title never does.
    return not ("." in short[0][:-1] and _NEXT_IS_NEW.match(after))
