"""Bare: a file without a word beside what it shows or sounds: no recipe, no title, no tags, no credentials.

Not a pixel or sample is touched.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator
from typing import Any

from studio.media.ogg import with_comments
from studio.works.embed import plain_text, remux
from studio.works.paper import bare_pages

_PNG_SIGNATURE = 8
_PNG_SHOWN = re.compile(rb"IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|iCCP|cICP|sBIT|pHYs|acTL|fcTL|fdAT")
_WEBP_SHOWN = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP")
_WEBP_WORDS = 0x08 | 0x04
"""Flags of VP8X that announce EXIF and XMP."""
_GIF_LOOP = b"NETSCAPE2.0"
_SPOKEN = ("text", "copyright", "lyrics", "cue_marker")
"""MIDI events that hold words. The names of players and the letters of sections are part of the score."""
_SVG_WORDS = re.compile(
    r"<metadata\b.*?</metadata>|<(title|desc)\b.*?</\1>|<!--.*?-->|"
    r'\s(?:inkscape:label|aria-label|data-[\w-]+)=("[^"]*"|\'[^\']*\')',
    re.DOTALL,
)
_MUSICXML_WORDS = re.compile(
    rb"<(work|movement-number|movement-title|identification|credit|lyric)\b[^>]*>.*?</\1>|<!--.*?-->", re.DOTALL
)
_LRC_WORDS = re.compile(rb"^\[[a-z]+:.*\n", re.MULTILINE)
_SVG_ID = re.compile(r'\sid="([^"]*)"')
_SVG_POINTER = re.compile(r"#([\w-][\w.:-]*)")
"""In attributes and in styles."""


def bare(data: bytes, suffix: str) -> bytes:
    """The same picture, sound, film, score or words. Raises ValueError or OSError for a file that is not whole; a form
    that is not known here is returned as it is."""
    stripper = _STRIPPERS.get(suffix)
    return stripper(data) if stripper else data


def _png(data: bytes) -> bytes:
    out, at = [data[:_PNG_SIGNATURE]], _PNG_SIGNATURE
    while at < len(data):
        (length,), kind = struct.unpack_from(">I", data, at), data[at + 4 : at + 8]
        if _PNG_SHOWN.fullmatch(kind):
            out.append(data[at : at + 12 + length])
        at += 12 + length
    return b"".join(out)


def _webp(data: bytes) -> bytes:
    chunks = [(kind, body) for kind, body in _riff(data) if kind in _WEBP_SHOWN]
    if chunks[0][0] == b"VP8X":
        head = chunks[0][1]
        chunks[0] = b"VP8X", bytes([head[0] & ~_WEBP_WORDS]) + head[1:]
    whole = b"".join(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2) for kind, body in chunks)
    return b"RIFF" + struct.pack("<I", len(whole) + 4) + b"WEBP" + whole


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        kind, (length,) = data[at : at + 4], struct.unpack_from("<I", data, at + 4)
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _gif(data: bytes) -> bytes:
    """GIF89a, sections 15 to 27: comments, plain text and the blocks of applications go, but that of the loop."""
    at = 13 + _colours(data[10])
    out = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        end = _block_end(data, at)
        is_words = data[at] == 0x21 and data[at + 1] in (0xFE, 0x01, 0xFF)
        if not is_words or data[at + 3 : at + 14] == _GIF_LOOP:
            out.append(data[at:end])
        at = end
    return b"".join([*out, b"\x3b"])


def _colours(flags: int) -> int:
    """Bytes of a table of colours that the flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _block_end(data: bytes, at: int) -> int:
    """Where an extension or a picture of a GIF ends."""
    at += 2 if data[at] == 0x21 else 11 + _colours(data[at + 9])
    while data[at]:
        at += 1 + data[at]
    return at + 1


def _midi(data: bytes) -> bytes:
    import mido

    file = mido.MidiFile(file=io.BytesIO(data), charset="utf-8")
    for number, track in enumerate(file.tracks):
        # The first name is that of the piece.
        dropped = _SPOKEN if number else (*_SPOKEN, "track_name")
        _drop(track, dropped)
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def _drop(track: list[Any], kinds: tuple[str, ...]) -> None:
    """Take events out of a track; the others keep their moments."""
    kept, waited = [], 0
    for event in track:
        if event.type in kinds:
            waited += event.time
        else:
            kept.append(event.copy(time=event.time + waited))
            waited = 0
    track[:] = kept


def _svg(data: bytes) -> bytes:
    """Ids say what is drawn: those that something points to get numbers for names, the others go."""
    text = _SVG_WORDS.sub("", data.decode())
    ids = set(_SVG_ID.findall(text))
    # A colour looks like a pointer, too.
    pointed = dict.fromkeys(name for name in _SVG_POINTER.findall(text) if name in ids)
    numbers = {name: f"n{number}" for number, name in enumerate(pointed)}
    text = _SVG_ID.sub(lambda id: f' id="{numbers[id[1]]}"' if id[1] in numbers else "", text)
    return _SVG_POINTER.sub(lambda pointer: f"#{numbers.get(pointer[1], pointer[1])}", text).encode()


def _text(data: bytes) -> bytes:
    return plain_text(data, ".md").encode() + b"\n"


def _ogg(data: bytes) -> bytes:
    return with_comments(data, {})


def _musicxml(data: bytes) -> bytes:
    return _MUSICXML_WORDS.sub(b"", data)


def _lrc(data: bytes) -> bytes:
    """The words that are sung are what it is; its tags go."""
    return _LRC_WORDS.sub(b"", data)


def _container(form: str) -> Callable[[bytes], bytes]:
    return lambda data: remux(data, form, {})


_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    ".png": _png,
    ".webp": _webp,
    ".gif": _gif,
    ".mid": _midi,
    ".ogg": _ogg,
    ".musicxml": _musicxml,
    ".lrc": _lrc,
    ".svg": _svg,
    ".pdf": bare_pages,
    ".md": _text,
    ".txt": _text,
    **{f".{form}": _container(form) for form in ("wav", "flac", "mp3", "mp4")},
}
