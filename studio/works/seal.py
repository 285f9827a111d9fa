"""Seal: encrypts what is kept, so that whoever has only the files reads nothing in them.

A sealed file is MAGIC, 16 bytes of salt, 16 bytes of its own, then blocks of 64 KiB, each in AES-256-GCM: a nonce of
its number and of whether it is the last (STREAM: Hoang, Reyhanitabar, Rogaway and Vizar, 2015), 16 bytes of tag behind
it. The key of a file is drawn by HKDF-SHA256 (RFC 5869) from the studio's, and that by scrypt (RFC 7914) from the words
of the setting and the salt. Each file says all that its key needs beside those words.
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from studio.errors import Sealed
from studio.words import say

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"\x89INKSEAL\x01"
"""Its last byte is the version of the form. No text in UTF-8 and no file that the studio keeps begins like this."""
_SALT, _OWN, _TAG, _BLOCK = 16, 16, 16, 2**16
_HEAD = len(MAGIC) + _SALT + _OWN
_SCRYPT = {"n": 2**15, "r": 8, "p": 1}
"""32 MiB and some 0.1 s, once for each salt."""


class Seal:
    """Seals and opens with the words of one setting. Safe to use from several threads."""

    def __init__(self, words: str, salt: bytes = b"") -> None:
        """`salt`: that of what is sealed from now on, a new one where none is given. What is opened has its own."""
        self._words, self._salt = words.encode(), salt or os.urandom(_SALT)
        self._keys: dict[bytes, bytes] = {}
        self._deriving = threading.Lock()

    def sealed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of the sealed file."""
        head = MAGIC + self._salt + os.urandom(_OWN)
        cipher = self._cipher(head)
        yield head
        for number, (block, is_last) in enumerate(_blocks(pieces, _BLOCK)):
            yield cipher.encrypt(_nonce(number, is_last), block, head)

    def opened(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """What a sealed file holds. Raises Sealed where it was changed, cut short, or sealed with other words."""
        from cryptography.exceptions import InvalidTag

        head, rest = _cut(iter(pieces), _HEAD)
        if not is_sealed(head) or len(head) < _HEAD:
            raise Sealed(say("seal.not_whole"), kept=say("seal.kept"))
        cipher = self._cipher(head)
        try:
            for number, (block, is_last) in enumerate(_blocks(rest, _BLOCK + _TAG)):
                yield cipher.decrypt(_nonce(number, is_last), block, head)
        except (InvalidTag, ValueError):
            raise Sealed(say("seal.not_whole"), kept=say("seal.kept"), hint=say("seal.which_key")) from None

    def _cipher(self, head: bytes) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        salt, own = head[len(MAGIC) : -_OWN], head[-_OWN:]
        return AESGCM(HKDF(SHA256(), length=32, salt=own, info=MAGIC).derive(self._key(salt)))

    def _key(self, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        with self._deriving:
            if salt not in self._keys:
                self._keys[salt] = Scrypt(salt=salt, length=32, **_SCRYPT).derive(self._words)
            return self._keys[salt]


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins like this is sealed."""
    return head.startswith(MAGIC)


def salt_of(head: bytes) -> bytes:
    """The salt of a sealed file."""
    return head[len(MAGIC) : len(MAGIC) + _SALT]


def _nonce(number: int, is_last: bool) -> bytes:
    return struct.pack(">xxxQ?", number, is_last)


def _cut(pieces: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and the pieces after them."""
    head = b""
    while len(head) < size and (piece := next(pieces, b"")):
        head += piece

    def rest() -> Iterator[bytes]:
        yield head[size:]
        yield from pieces

    return head[:size], rest()


def _blocks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in blocks of one size, each with whether it is the last: that one may be shorter, and is there
    even where there are no bytes at all."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield bytes(held[:size]), False
            del held[:size]
    yield bytes(held), True
