"""A PDF of a work: the recipe inside it, in its information dictionary (ISO 32000, 14.3.3), and what says nothing."""

from __future__ import annotations

import io

_NOTE = "/inkstone"


def with_note(data: bytes, note: str) -> bytes:
    """The same pages with a note beside title and author."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.add_metadata({_NOTE: note})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def note_of(data: bytes) -> str | None:
    """The note; None where there is none."""
    from pypdf import PdfReader

    told = PdfReader(io.BytesIO(data)).metadata
    return str(told[_NOTE]) if told is not None and _NOTE in told else None


def bare_pages(data: bytes) -> bytes:
    """The pages alone: without a title, an author, a note or a packet of XMP."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(data)).pages:
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
