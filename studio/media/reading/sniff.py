"""Sniff: what a file is, by its first bytes alone. Its name and what a browser calls it are never asked.

Only the few forms that the studio reads are known; the signatures are those of the formats' own specifications.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from studio.media.reading.limits import InputKind
from studio.media.reading.safetensors import looks_like_weights

START, HEAD = 4096, 2**16
"""Bytes that are enough to tell what kind of thing it is, and what form: the credentials of a FLAC stand in a tag
before all that is FLAC, like those of an MP3."""
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Those of UTF-32 first: one of them begins with that of UTF-16."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r\x1b")


@dataclass(frozen=True)
class Format:
    """A form of file, and the kinds of input it can be read as, the likeliest first."""

    name: str
    kinds: tuple[InputKind, ...]
    container: str = ""
    """FFmpeg's name for it where that reads it: given always, since among what would be guessed are playlists, which
    open other files and addresses."""


_STILL: tuple[InputKind, ...] = ("picture",)
_MOVING: tuple[InputKind, ...] = ("picture", "film")
_FILM: tuple[InputKind, ...] = ("film", "sound")
_SOUND: tuple[InputKind, ...] = ("sound",)
_MP4 = Format("mp4", _FILM, "mov")
_MP3, _FLAC = Format("mp3", _SOUND, "mp3"), Format("flac", _SOUND, "flac")
_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", Format("png", _STILL)),
    (b"\xff\xd8\xff", Format("jpeg", _STILL)),
    (b"GIF87a", Format("gif", _MOVING)),
    (b"GIF89a", Format("gif", _MOVING)),
    (b"II*\0", Format("tiff", _STILL)),
    (b"MM\0*", Format("tiff", _STILL)),
    (b"\x1a\x45\xdf\xa3", Format("matroska", _FILM, "matroska")),
    (b"OggS", Format("ogg", _SOUND, "ogg")),
    (b"fLaC", _FLAC),
    (b"MThd", Format("midi", ("midi",))),
    (b"%PDF-", Format("pdf", ("document",))),
)
_RIFFS = {b"WEBP": Format("webp", _MOVING), b"WAVE": Format("wav", _SOUND, "wav")}
_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip")
"""What an older QuickTime film begins with."""
_HEIF = (b"hei", b"hev", b"mif1", b"msf1")
"""Brands of what telephones keep pictures as, in a container of films, and of what Pillow has no reader for."""
_WEIGHTS = Format("safetensors", ("weights",))
_SVG, _TEXT = Format("svg", ("picture", "text")), Format("text", ("text",))


def sniff(head: bytes) -> Format | None:
    """What begins with these bytes (the first HEAD of the file, or all of it); None for what is not read here."""
    return next(_found(head[:HEAD]), None)


def encoding_of_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark at the start names."""
    return next((name for mark, name in _BOMS.items() if data.startswith(mark)), None)


def _found(head: bytes) -> Iterator[Format]:
    if head.startswith(b"ID3"):
        yield _FLAC if head[_tag_end(head) :].startswith(b"fLaC") else _MP3
    head = head[:START]
    yield from (format for start, format in _SIGNATURES if head.startswith(start))
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] in _RIFFS:
        yield _RIFFS[head[8:12]]
    if head[4:8] == b"ftyp":
        brands = head[8:32]
        if b"avif" in brands or b"avis" in brands:
            yield Format("avif", _STILL)
        elif not brands.startswith(_HEIF):
            yield _MP4
    if head[4:8] in _BOXES:
        yield _MP4
    # A bitmap's two reserved fields are zero, and its second header is one of a few lengths.
    if (
        head[:2] == b"BM"
        and head[6:10] == bytes(4)
        and head[14:18] in (b"\x0c\0\0\0", b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")
    ):
        yield Format("bmp", _STILL)
    if looks_like_weights(head):
        yield _WEIGHTS
    if len(head) > 1 and head[0] == 0xFF:
        yield from _of_frames(head[1])
    yield from _of_words(head)


def _of_frames(second: int) -> Iterator[Format]:
    """Sound without a container, that begins with a frame: AAC has layer 0, MP3 layer 3."""
    if second & 0xF6 == 0xF0:
        yield Format("aac", _SOUND, "aac")
    elif second & 0xE6 == 0xE2:
        yield _MP3


def _tag_end(head: bytes) -> int:
    """Where an ID3v2 tag ends: its length is in four bytes of seven bits."""
    return 10 + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(head[6:10])))


def _of_words(head: bytes) -> Iterator[Format]:
    mark = encoding_of_mark(head)
    text = head.decode(mark, "ignore") if mark else head.replace(b"\0", b"").decode("latin-1")
    start = text.lstrip("\ufeff\t\r\n ").lower()
    if start.startswith(("<?xml", "<!--", "<!doctype svg", "<svg")) and "<svg" in start:
        yield _SVG
    elif mark or not _is_binary(head):
        yield _TEXT


def _is_binary(head: bytes) -> bool:
    """Whether more than a few bytes are such as stand in no text; the zeros of UTF-16 are every second byte."""
    pairs = head[0::2].count(0), head[1::2].count(0)
    if max(pairs) > 2 * min(pairs) and max(pairs) > len(head) // 8:
        head = head.replace(b"\0", b"")
    return sum(byte in _CONTROLS for byte in head) > len(head) // 50
