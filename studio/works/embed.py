"""The recipe inside each file: written without touching a single sample or pixel, and read back.

PNG: text chunks `parameters` (the form other image tools read) and `inkstone`. SVG: RDF in its <metadata>. GIF:
comment. WebP: an XMP packet. WAV, FLAC, MP3, Ogg, MP4: the comment and title of the container. MIDI: a text event.
MusicXML: a field of its identification. PDF: an entry of its information. Text: a comment at its end. Files with the
earlier forms of SVG, WebP and MP3 are read all the same.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, unescape

from studio.media.ogg import comments_of, with_comments
from studio.works.credit import Credit
from studio.works.id3 import with_comment
from studio.works.packets import in_webp, png_texts, with_packet
from studio.works.paper import note_of, with_note
from studio.works.rdf import recipe_in, svg_metadata, xmp_packet
from studio.works.recipe import Recipe
from studio.works.tags import container_tags, credit_tags, parameters_text

_TEXTS = (".md", ".txt")
_ONE_PLACE = (*_TEXTS, ".mid", ".musicxml", ".pdf")
_COMMENT = "<!-- inkstone "
_WEBP_ALPHA = 0x10
_CONTAINERS = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".mp4": "mp4"}
_TAGGED = (*_CONTAINERS, ".ogg")
_IDENTIFIED = "</identification>"
_FIELD = re.compile(rb'<miscellaneous-field name="inkstone">([^<]*)<')
_FORBIDDEN = re.compile("[\ufffe\uffff\ud800-\udfff]")
"""What JSON has as it is and XML cannot have."""


def embed(data: bytes, suffix: str, recipe: Recipe | None, role: str = "main", credit: Credit | None = None) -> bytes:
    """The same file with the recipe in it, and where there is one the credit. A suffix that has no place for one is
    returned as it is."""
    # Where there is a place for an XMP packet or for tags, the credit stands there.
    note = _note(recipe, role, credit if suffix in _ONE_PLACE else None)
    if suffix in _TAGGED:
        data = _with_tags(data, suffix, recipe, note, credit)
    elif suffix == ".webp":
        return _webp_xmp(data, xmp_packet(recipe, note, credit))
    elif suffix == ".svg":
        return _svg_metadata(data, svg_metadata(recipe, note, credit))
    elif suffix == ".png" and recipe:
        data = png_texts(data, {"parameters": parameters_text(recipe), "inkstone": note})
    elif note and (writer := _WRITERS.get(suffix)):
        data = writer(data, note)
    return with_packet(data, suffix, xmp_packet(None, "", credit)) if credit else data


def _note(recipe: Recipe | None, role: str, credit: Credit | None) -> str:
    """What stands as JSON in a file: the recipe, and whose it is; empty where there is nothing to say."""
    said: dict[str, Any] = {**recipe.model_dump(mode="json"), "role": role} if recipe else {}
    if credit:
        said["credit"] = {"source": credit.uri, "author": credit.author, "copyright": credit.copyright}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def _with_tags(data: bytes, suffix: str, recipe: Recipe | None, note: str, credit: Credit | None) -> bytes:
    tags = {**(container_tags(recipe, suffix) if recipe else {}), **(credit_tags(credit) if credit else {})}
    if suffix == ".ogg":
        return with_comments(data, {**tags, "comment": note} if note else tags)
    if suffix != ".mp3":
        return remux(data, _CONTAINERS[suffix], {**tags, "comment": note} if note else tags)
    tagged = remux(data, "mp3", tags)
    return with_comment(tagged, note) if note else tagged


def extract(data: bytes, suffix: str) -> tuple[Recipe, str] | None:
    """The recipe in a file and the file's role, or None where there is none or it cannot be read."""
    reader = _READERS.get(suffix)
    try:
        values = json.loads(reader(data) or "null") if reader else None
        if not isinstance(values, dict):
            return None
        role = str(values.pop("role", "main"))
        return Recipe.model_validate(values), role
    except Exception:
        # Files come from strangers: whatever a reader or the JSON chokes on means "no recipe here".
        return None


def plain_text(data: bytes, suffix: str) -> str:
    """The words of a kept text without the recipe at their end; empty for what is no text."""
    if suffix not in _TEXTS:
        return ""
    words, comment, _ = data.decode("utf-8", "replace").rpartition(_COMMENT)
    return (words if comment else data.decode("utf-8", "replace")).strip()


def _read_png(data: bytes) -> str | None:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        return image.info.get("inkstone")


def _svg_metadata(data: bytes, metadata: str) -> bytes:
    return re.sub(r"<svg\b[^>]*>", lambda found: found.group() + metadata, data.decode(), count=1).encode()


def _write_gif(data: bytes, note: str) -> bytes:
    body = note.encode()
    blocks = b"".join(bytes([len(part)]) + part for part in (body[i : i + 255] for i in range(0, len(body), 255)))
    return data[:-1] + b"\x21\xfe" + blocks + b"\0" + data[-1:]


def _read_gif(data: bytes) -> str | None:
    start = data.rfind(b'\x21\xfe\xff{"') if b'\x21\xfe\xff{"' in data else data.rfind(b"\x21\xfe")
    if start < 0:
        return None
    body, at = b"", start + 2
    while data[at]:
        body, at = body + data[at + 1 : at + 1 + data[at]], at + 1 + data[at]
    return body.decode()


def _webp_xmp(data: bytes, xmp: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        alpha = _WEBP_ALPHA if image.mode == "RGBA" else 0
        return in_webp(data, xmp, image.size, alpha)


def _read_webp(data: bytes) -> str | None:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        xmp = image.info.get("xmp")
    if not xmp:
        return None
    # Before it was XMP the chunk held the bare recipe.
    return xmp.decode() if xmp.startswith(b"{") else recipe_in(xmp)


def _write_midi(data: bytes, note: str) -> bytes:
    import mido

    file = mido.MidiFile(file=io.BytesIO(data), charset="utf-8")
    file.tracks[0].insert(0, mido.MetaMessage("text", text=note, time=0))
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def _read_midi(data: bytes) -> str | None:
    import mido

    events = mido.MidiFile(file=io.BytesIO(data), charset="utf-8").tracks[0]
    return next((e.text for e in events if e.type == "text" and e.text.startswith("{")), None)


def _write_musicxml(data: bytes, note: str) -> bytes:
    note = _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", note)
    field = f'<miscellaneous-field name="inkstone">{escape(note)}</miscellaneous-field>'
    return data.replace(_IDENTIFIED.encode(), f"<miscellaneous>{field}</miscellaneous>{_IDENTIFIED}".encode(), 1)


def _read_musicxml(data: bytes) -> str | None:
    # Not by a parser of XML: a stranger's file may define entities that grow without bounds.
    found = _FIELD.search(data)
    return unescape(found[1].decode()) if found else None


def _write_text(data: bytes, note: str) -> bytes:
    # "--" may not stand inside a comment.
    return data.rstrip() + b"\n\n" + _COMMENT.encode() + note.replace("--", "-\\u002d").encode() + b" -->\n"


def _read_text(data: bytes) -> str | None:
    # The last one: the text before it may hold such a comment of its own.
    found = data.decode().rpartition(_COMMENT)[2].rpartition(" -->")
    return found[0] or None


def remux(data: bytes, form: str, tags: dict[str, str]) -> bytes:
    """Copy the packets into a new container of the same form with the tags; nothing is encoded again."""
    import av

    options = {"fflags": "+bitexact", **({"movflags": "+faststart"} if form == "mp4" else {})}
    # A real file, since faststart opens its output a second time by name.
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"out.{form}"
        with (
            av.open(io.BytesIO(data), "r", format=form) as source,
            av.open(str(out), "w", format=form, options=options) as target,
        ):
            streams = {
                s.index: target.add_stream_from_template(s) for s in source.streams if s.type in ("audio", "video")
            }
            target.metadata.update(tags)
            for packet in source.demux():
                if packet.dts is not None and packet.stream.index in streams:
                    packet.stream = streams[packet.stream.index]
                    target.mux(packet)
        return out.read_bytes()


def _read_ogg(data: bytes) -> str | None:
    return comments_of(data).get("comment")


def _read_container(data: bytes, form: str) -> str | None:
    import av

    # Never guessed: among the forms that would be tried are playlists, which open other files and addresses.
    with av.open(io.BytesIO(data), format=form) as source:
        return source.metadata.get("comment")


_WRITERS: dict[str, Callable[[bytes, str], bytes]] = {
    ".gif": _write_gif,
    ".mid": _write_midi,
    ".musicxml": _write_musicxml,
    ".pdf": with_note,
    **dict.fromkeys(_TEXTS, _write_text),
}
_READERS: dict[str, Callable[[bytes], str | None]] = {
    ".png": _read_png,
    ".svg": recipe_in,
    ".gif": _read_gif,
    ".webp": _read_webp,
    ".mid": _read_midi,
    ".musicxml": _read_musicxml,
    ".pdf": note_of,
    ".ogg": _read_ogg,
    **dict.fromkeys(_TEXTS, _read_text),
    **{suffix: partial(_read_container, form=form) for suffix, form in _CONTAINERS.items()},
}
