"""Document: the words of a PDF."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.reading import text
from studio.media.reading.limits import Limits
from studio.media.reading.plain import Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.words import say

if TYPE_CHECKING:
    from pypdf import PdfReader


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the words to `target`. Raises Refused."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(source)
        # Many a document that anyone may read is locked with the empty password, against being changed.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(say("upload.locked"))
        pages = len(reader.pages)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # Nothing that its reader chokes on is a document.
        raise broken() from error
    if pages > limits.pages:
        raise Refused(say("upload.too_many_pages", pages=pages, limit=limits.pages))
    return _words(reader, pages, target, limits)


def _words(reader: PdfReader, pages: int, target: Path, limits: Limits) -> Plain:
    found, lost, length = [], 0, 0
    for number in range(pages):
        try:
            found.append(reader.pages[number].extract_text())
        except MemoryError:
            raise
        except Exception:
            # A page that cannot be read takes no other page with it.
            lost += 1
            continue
        length += len(found[-1])
        if length > limits.characters:
            raise Refused(say("upload.too_many_characters", characters=length, limit=limits.characters))
    if pages and lost == pages:
        raise broken()
    notes = (say("upload.pages_lost", count=lost),) if lost else ()
    return text.keep("\n\n".join(found), target, limits, notes, pages or 1)
