"""ID3: the comment of an MP3 in the frame that players show.

FFmpeg writes a comment as a frame of the user's own (TXXX), which they do not.
"""

from __future__ import annotations

_HEADER = 10
_UTF8 = b"\x03"


def with_comment(data: bytes, text: str) -> bytes:
    """An MP3 that begins with an ID3v2.4 tag, with a COMM frame as its first (id3.org: id3v2.4.0-frames, 4.10).

    Raises ValueError for any other file.
    """
    if data[:4] != b"ID3\x04":
        raise ValueError("an MP3 without an ID3v2.4 tag")
    body = _UTF8 + b"eng" + b"\0" + text.encode()
    frame = b"COMM" + _synchsafe(len(body)) + b"\0\0" + body
    size = int.from_bytes(data[6:10], "big")
    length = sum((size >> 8 * place & 0x7F) << 7 * place for place in range(4))
    return data[:6] + _synchsafe(length + len(frame)) + frame + data[_HEADER:]


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes whose highest bits are 0, so that none is taken for the beginning of sound."""
    return bytes(number >> 7 * place & 0x7F for place in (3, 2, 1, 0))
