"""Signer: signs files with Content Credentials by the C2PA's own library."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from studio.works.manifest import TYPES
from studio.works.signing import Signing

if TYPE_CHECKING:
    from c2pa import Context

_HOW = {"builder": {"thumbnail": {"enabled": False}}, "verify": {"verify_after_sign": False}}
"""A small picture of each picture would double many a file."""


class Signer:
    """Signs. Safe to use from several threads."""

    def __init__(self, signing: Callable[[], Signing]) -> None:
        """`signing`: what to sign with; asked each time, since certificates are renewed."""
        self._signing = signing
        self._context: tuple[Signing, Context] | None = None
        self._making = threading.Lock()

    @property
    def signing(self) -> Signing:
        """What is signed with now. Raises what `signing` raises."""
        return self._signing()

    def signed(self, data: bytes, suffix: str, manifest: dict[str, Any]) -> bytes:
        """The file with the signed manifest in it. A form that cannot carry one is returned as it is.

        Raises ValueError for a file that is not whole.
        """
        if suffix not in TYPES:
            return data
        from c2pa import Builder, C2paError

        out = io.BytesIO()
        try:
            with Builder(manifest, self._ready()) as builder:
                builder.sign(TYPES[suffix], io.BytesIO(data), out)
        except C2paError as error:
            raise ValueError(str(error)) from error
        return out.getvalue()

    def apart(self, data: bytes, manifest: dict[str, Any]) -> bytes:
        """The signed manifest of a file of any form, to lie beside it."""
        from c2pa import Builder

        with Builder(manifest, self._ready()) as builder:
            builder.set_no_embed()
            apart: bytes = builder.sign("application/octet-stream", io.BytesIO(data), io.BytesIO())
            return apart

    def _ready(self) -> Context:
        from c2pa import C2paSignerInfo, Context
        from c2pa import Signer as NativeSigner

        signing = self._signing()
        with self._making:
            if self._context is None or self._context[0] != signing:
                info = C2paSignerInfo(signing.algorithm.encode(), signing.chain.encode(), signing.key.encode(), None)
                self._context = signing, Context.from_dict(_HOW, signer=NativeSigner.from_info(info))
            return self._context[1]
