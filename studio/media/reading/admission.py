"""Admission: which files are let in to be read, by their first bytes and their size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from studio.media.reading.limits import LIMITS, InputKind, megabytes
from studio.media.reading.refused import Refused
from studio.media.reading.safetensors import PICKLES
from studio.media.reading.sniff import Format, sniff
from studio.words import say


def admitted(head: bytes, wanted: Sequence[InputKind]) -> Format:
    """The form of a file that begins with `head`. Raises Refused where it is none that is read, or not wanted."""
    if not head:
        raise Refused(say("upload.empty"))
    if "weights" in wanted and head.startswith(PICKLES):
        raise Refused(say("upload.pickle"))
    format = sniff(head)
    if format is None:
        raise Refused(say("upload.unknown"))
    if not set(format.kinds) & set(wanted):
        given, *others = (say(f"upload.kind.{kind}") for kind in (format.kinds[0], *wanted))
        any_of_them = reduce(lambda one, other: say("upload.either", one=one, other=other), others)
        raise Refused(say("upload.unwanted", given=given, wanted=any_of_them))
    return format


def largest(kinds: Sequence[InputKind]) -> int:
    """Bytes that a file may have which turns out to be one of these."""
    return max(LIMITS[kind].bytes for kind in kinds)


def too_large(limit: int) -> Refused:
    """The refusal of a file of more bytes than are read."""
    return Refused(say("upload.too_large", limit=megabytes(limit)))
