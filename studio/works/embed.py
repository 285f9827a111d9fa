"""The recipe inside each file: written without touching a single sample or pixel, and read back.

PNG: text chunks `parameters` (the form other image tools read) and `inkstone`. SVG: RDF in its <metadata>. GIF:
comment. WebP: an XMP packet. WAV, FLAC, MP3, MP4: the comment and title of the container. MIDI: a text event. Text: a
comment at its end. Files with the earlier forms of SVG, WebP and MP3 are read all the same.
"""

from __future__ import annotations

import io
import json
import re
import struct
import tempfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from studio.works.id3 import with_comment
from studio.works.rdf import recipe_in, svg_metadata, xmp_packet
from studio.works.recipe import Recipe
from studio.works.tags import container_tags, parameters_text

_PNG_START = 8 + 25  # signature and IHDR
_TEXTS = (".md", ".txt")
_COMMENT = "<!-- inkstone "
_WEBP_ALPHA, _WEBP_XMP = 0x10, 0x04
_CONTAINERS = {".wav": "wav", ".flac": "flac", ".mp3": "mp3", ".mp4": "mp4"}


def embed(data: bytes, suffix: str, recipe: Recipe, role: str = "main") -> bytes:
    """The same file with the recipe in it. A suffix that has no place for one is returned as it is."""
    note = json.dumps({**recipe.model_dump(mode="json"), "role": role}, ensure_ascii=False, sort_keys=True)
    if suffix == ".mp3":
        return with_comment(_remux(data, "mp3", container_tags(recipe, suffix)), note)
    if suffix in _CONTAINERS:
        return _remux(data, _CONTAINERS[suffix], {**container_tags(recipe, suffix), "comment": note})
    if suffix == ".png":
        return _png_text(data, {"parameters": parameters_text(recipe), "inkstone": note})
    if suffix == ".webp":
        return _webp_xmp(data, xmp_packet(recipe, note))
    if suffix == ".svg":
        return _svg_metadata(data, svg_metadata(recipe, note))
    writer = _WRITERS.get(suffix)
    return writer(data, note) if writer else data


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


def _png_text(data: bytes, texts: dict[str, str]) -> bytes:
    chunks = b"".join(_png_chunk(b"iTXt", key.encode() + b"\0\0\0\0\0" + text.encode()) for key, text in texts.items())
    return data[:_PNG_START] + chunks + data[_PNG_START:]


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


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
    """Append an XMP chunk; a plain file first gets the VP8X header that announces it."""
    body = data[12:]
    if not body.startswith(b"VP8X"):
        from PIL import Image

        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            alpha = _WEBP_ALPHA if image.mode == "RGBA" else 0
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        body = b"VP8X" + struct.pack("<II", 10, alpha) + size + body
    flags = bytes([body[8] | _WEBP_XMP])
    chunk = b"XMP " + struct.pack("<I", len(xmp)) + xmp + b"\0" * (len(xmp) % 2)
    body = body[:8] + flags + body[9:] + chunk
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


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


def _write_text(data: bytes, note: str) -> bytes:
    # "--" may not stand inside a comment.
    return data.rstrip() + b"\n\n" + _COMMENT.encode() + note.replace("--", "-\\u002d").encode() + b" -->\n"


def _read_text(data: bytes) -> str | None:
    # The last one: the text before it may hold such a comment of its own.
    found = data.decode().rpartition(_COMMENT)[2].rpartition(" -->")
    return found[0] or None


def _remux(data: bytes, form: str, tags: dict[str, str]) -> bytes:
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


def _read_container(data: bytes, form: str) -> str | None:
    import av

    # Never guessed: among the forms that would be tried are playlists, which open other files and addresses.
    with av.open(io.BytesIO(data), format=form) as source:
        return source.metadata.get("comment")


_WRITERS: dict[str, Callable[[bytes, str], bytes]] = {
    ".gif": _write_gif,
    ".mid": _write_midi,
    **dict.fromkeys(_TEXTS, _write_text),
}
_READERS: dict[str, Callable[[bytes], str | None]] = {
    ".png": _read_png,
    ".svg": recipe_in,
    ".gif": _read_gif,
    ".webp": _read_webp,
    ".mid": _read_midi,
    **dict.fromkeys(_TEXTS, _read_text),
    **{suffix: partial(_read_container, form=form) for suffix, form in _CONTAINERS.items()},
}
