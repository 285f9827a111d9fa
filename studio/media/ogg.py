"""Ogg Vorbis: the comments of a file, written without touching a sound in it (RFC 3533 and the Vorbis I specification).

FFmpeg copies the packets too, but loses where a short sound ends.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

_CONTINUED = 0x01
_MOST = 255
"""Segments of a page."""
_NOWHERE = b"\xff" * 8
"""The position of a page on which no packet ends."""
_COMMENT, _SETUP = b"\x03vorbis", b"\x05vorbis"
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_SERIAL = 1
"""So that the same sound makes the same bytes: encoders choose a number by chance."""


@dataclass(frozen=True)
class _Page:
    flags: int
    position: bytes
    segments: bytes
    body: bytes

    def written(self, number: int) -> bytes:
        head = b"OggS\0" + bytes([self.flags]) + self.position + struct.pack("<II", _SERIAL, number)
        tail = bytes([len(self.segments)]) + self.segments + self.body
        return head + struct.pack("<I", _checksum(head + bytes(4) + tail)) + tail


def with_comments(data: bytes, comments: Mapping[str, str]) -> bytes:
    """The same sound with these comments alone, names in capitals. Raises ValueError for what is no Ogg Vorbis file."""
    pages = [*_pages(data)]
    packets, count = _headers(pages)
    vendor = _split(packets[1])[0]
    comment = _COMMENT + _sized(vendor) + struct.pack("<I", len(comments))
    comment += b"".join(_sized(f"{name.upper()}={text}".encode()) for name, text in comments.items()) + b"\x01"
    rewritten = [pages[0], *_paged([comment, packets[2]]), *pages[count:]]
    return b"".join(page.written(number) for number, page in enumerate(rewritten))


def comments_of(data: bytes) -> dict[str, str]:
    """The comments of a file, names in small letters. Raises ValueError as above."""
    packets, _ = _headers([*_pages(data)])
    pairs = (text.decode("utf-8", "replace").partition("=") for text in _split(packets[1])[1])
    return {name.lower(): text for name, _, text in pairs}


def _pages(data: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        if data[at : at + 5] != b"OggS\0" or at + 27 > len(data):
            raise ValueError("not an Ogg file")
        segments = data[at + 27 : at + 27 + data[at + 26]]
        start = at + 27 + data[at + 26]
        end = start + sum(segments)
        if len(segments) != data[at + 26] or end > len(data):
            raise ValueError("an Ogg file that breaks off")
        yield _Page(data[at + 5], data[at + 6 : at + 14], segments, data[start:end])
        at = end


def _headers(pages: Sequence[_Page]) -> tuple[list[bytes], int]:
    """The three packets that a Vorbis stream begins with, and on how many pages they stand."""
    packets: list[bytes] = []
    packet, count = b"", 0
    while len(packets) < 3 and count < len(pages):
        page, at = pages[count], 0
        count += 1
        for size in page.segments:
            packet += page.body[at : at + size]
            at += size
            if size < _MOST:
                packets.append(packet)
                packet = b""
    if len(packets) != 3 or packet or not (packets[1].startswith(_COMMENT) and packets[2].startswith(_SETUP)):
        raise ValueError("not Ogg Vorbis")
    return packets, count


def _split(comment: bytes) -> tuple[bytes, list[bytes]]:
    """Who encoded it, and the comments."""
    try:
        vendor, at = _taken(comment, len(_COMMENT))
        (count,) = struct.unpack_from("<I", comment, at)
        at, found = at + 4, []
        for _ in range(min(count, len(comment) // 4)):
            text, at = _taken(comment, at)
            found.append(text)
    except struct.error as error:
        raise ValueError("comments that break off") from error
    return vendor, found


def _taken(data: bytes, at: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + size], at + 4 + size


def _sized(text: bytes) -> bytes:
    return struct.pack("<I", len(text)) + text


def _paged(packets: Sequence[bytes]) -> Iterator[_Page]:
    """Packets on pages of their own, the sound beginning on the page after them."""
    sizes, ends = bytearray(), set()
    for packet in packets:
        sizes += bytes([_MOST]) * (len(packet) // _MOST) + bytes([len(packet) % _MOST])
        ends.add(len(sizes) - 1)
    body, at, page = b"".join(packets), 0, _Page(0, bytes(8), b"", b"")
    for start in range(0, len(sizes), _MOST):
        segments = bytes(sizes[start : start + _MOST])
        ending = any(start <= end < start + len(segments) for end in ends)
        goes_on = start > 0 and start - 1 not in ends
        size = sum(segments)
        position = bytes(8) if ending else _NOWHERE
        yield replace(page, flags=_CONTINUED * goes_on, position=position, segments=segments, body=body[at : at + size])
        at += size


def _checksum(data: bytes) -> int:
    """The CRC of Ogg, which is zlib's with its bits the other way round and nothing turned over."""
    mirrored = zlib.crc32(data.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
