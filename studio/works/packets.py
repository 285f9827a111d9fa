"""Packets: an XMP packet put into a file where its form has a place for one (XMP Specification, Part 3, 2020)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from studio.works.id3 import with_frame

_PNG_START = 8 + 25  # signature and IHDR
_WEBP_XMP = 0x04
_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_GIF_END = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
"""What lets a reader that knows nothing of XMP find the end of the block, wherever it steps into it."""


def with_packet(data: bytes, suffix: str, packet: bytes) -> bytes:
    """The same file with the packet in it; as it is where its form has no place for one."""
    writer = _WRITERS.get(suffix)
    return writer(data, packet) if writer else data


def png_texts(data: bytes, texts: dict[str, str]) -> bytes:
    """A PNG with texts by their keywords, in UTF-8, before all that it shows."""
    chunks = b"".join(_png_chunk(b"iTXt", key.encode() + b"\0\0\0\0\0" + text.encode()) for key, text in texts.items())
    return data[:_PNG_START] + chunks + data[_PNG_START:]


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _in_png(data: bytes, packet: bytes) -> bytes:
    return png_texts(data, {"XML:com.adobe.xmp": packet.decode()})


def _in_gif(data: bytes, packet: bytes) -> bytes:
    return data[:-1] + b"\x21\xff\x0bXMP DataXMP" + packet + _GIF_END + data[-1:]


def _in_mp4(data: bytes, packet: bytes) -> bytes:
    return data + struct.pack(">I", 24 + len(packet)) + b"uuid" + _UUID + packet


def _in_wav(data: bytes, packet: bytes) -> bytes:
    return in_riff(data, b"_PMX", packet)


def _in_mp3(data: bytes, packet: bytes) -> bytes:
    return with_frame(data, b"PRIV", b"XMP\0" + packet)


def in_riff(data: bytes, kind: bytes, body: bytes) -> bytes:
    """A RIFF file with one more chunk at its end."""
    whole = data[12:] + b"\0" * (len(data) % 2) + kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return data[:4] + struct.pack("<I", len(whole) + 4) + data[8:12] + whole


def in_webp(data: bytes, packet: bytes, size: tuple[int, int], alpha: int) -> bytes:
    """A WebP with the packet; a plain file first gets the VP8X header that announces it. `alpha`: its flag there."""
    if data[12:16] != b"VP8X":
        sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
        data = data[:12] + b"VP8X" + struct.pack("<II", 10, alpha) + sides + data[12:]
    flagged = data[:20] + bytes([data[20] | _WEBP_XMP]) + data[21:]
    return in_riff(flagged, b"XMP ", packet)


_WRITERS: dict[str, Callable[[bytes, bytes], bytes]] = {
    ".png": _in_png,
    ".gif": _in_gif,
    ".mp4": _in_mp4,
    ".wav": _in_wav,
    ".mp3": _in_mp3,
}
