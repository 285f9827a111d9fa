"""Refused: a file that is not read, and why."""

from __future__ import annotations

from studio.errors import BadInput
from studio.words import say


class Refused(BadInput):
    """A file that cannot be read, with the reason. Nothing of it is kept."""

    kept = say("upload.nothing_kept")


def broken() -> Refused:
    """The refusal of what is damaged, cut short, or not what it pretends to be."""
    return Refused(say("upload.broken"))


def too_costly() -> Refused:
    """The refusal of what would take more time or memory than one file is given."""
    return Refused(say("upload.too_costly"))
