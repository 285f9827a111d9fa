"""ID3: frames of an MP3's tag that FFmpeg does not write as players and other programs want them.

It writes a comment as a frame of the user's own (TXXX), which they do not show, and has no frames for private data.
"""

from __future__ import annotations

_HEADER = 10
_UTF8 = b"\x03"
_EMPTY = b"ID3\x04\0\0\0\0\0\0"


def with_comment(data: bytes, text: str) -> bytes:
    """An MP3 that begins with an ID3v2.4 tag, with a COMM frame as its first (id3.org: id3v2.4.0-frames, 4.10).

    Raises ValueError for any other file.
    """
    if data[:4] != b"ID3\x04":
        raise ValueError("an MP3 without an ID3v2.4 tag")
    return with_frame(data, b"COMM", _UTF8 + b"eng" + b"\0" + text.encode())


def with_frame(data: bytes, name: bytes, body: bytes) -> bytes:
    """An MP3 with one more frame as the first of its ID3v2.4 tag, which it gets where it has none."""
    data = data if data[:4] == b"ID3\x04" else _EMPTY + data
    frame = name + _synchsafe(len(body)) + b"\0\0" + body
    size = int.from_bytes(data[6:10], "big")
    length = sum((size >> 8 * place & 0x7F) << 7 * place for place in range(4))
    return data[:6] + _synchsafe(length + len(frame)) + frame + data[_HEADER:]


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes whose highest bits are 0, so that none is taken for the beginning of sound."""
    return bytes(number >> 7 * place & 0x7F for place in (3, 2, 1, 0))
