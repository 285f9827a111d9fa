"""Plain words: what stands in a file of its source, author and rights, without anybody's signature."""

from __future__ import annotations

import io
import mmap
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

from studio.media.reading.sniff import Format
from studio.works.checked import Words, line

_PACKET = re.compile(rb"<x:xmpmeta\b.{1,400000}?</x:xmpmeta>", re.DOTALL)
_SVG_BYTES = 40 * 10**6
_FIELDS = {
    "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType": "source",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}rights": "copyright",
    "{http://ns.adobe.com/xap/1.0/}CreatorTool": "program",
}
_TAGS = {"source": "DIGITALSOURCETYPE", "author": "artist", "copyright": "copyright", "program": "encoder"}


def read_words(source: Path, format: Format) -> Words:
    """Those of an XMP packet, of an SVG's metadata, or of the tags of a sound or film."""
    found = _in_document(_document(source, format))
    if not found and format.container:
        found = _in_container(source, format.container)
    return Words(**{**found, "source": found.get("source", "").rpartition("/")[2]})


def _document(source: Path, format: Format) -> bytes:
    if format.name == "svg":
        return source.read_bytes() if source.stat().st_size <= _SVG_BYTES else b""
    with source.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        packet = _PACKET.search(data)
        return packet.group() if packet else b""


def _in_document(document: bytes) -> dict[str, str]:
    """A document that defines entities can grow without bounds, and is none of ours."""
    found: dict[str, str] = {}
    if not document or b"<!ENTITY" in document:
        return found
    try:
        for _, element in Xml.iterparse(io.BytesIO(document)):
            for tag, text in ((element.tag, "".join(element.itertext())), *element.attrib.items()):
                if name := _FIELDS.get(tag):
                    found.setdefault(name, line(text))
    except Xml.ParseError:
        pass
    return found


def _in_container(source: Path, form: str) -> dict[str, str]:
    import av

    # Never guessed: among the forms that would be tried are playlists, which open other files and addresses.
    with av.open(str(source), format=form) as opened:
        return {name: line(opened.metadata.get(tag)) for name, tag in _TAGS.items()}
