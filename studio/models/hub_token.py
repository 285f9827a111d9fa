"""HubToken: the token of an account at the hub, for models whose terms have to be accepted. Kept, never shown again."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress

from studio.errors import BadInput, NotWritable
from studio.settings import Settings
from studio.words import say

_FORM = re.compile(r"[A-Za-z0-9_-]{8,200}")


class HubToken:
    """The one of the settings, else the one that was given on the page or in a terminal. Safe to use from several
    threads."""

    def __init__(self, settings: Settings) -> None:
        self._set = settings.hub_token
        self._file = settings.home / "hub.token"

    @property
    def is_kept(self) -> bool:
        """Whether one lies in the home folder, and can be forgotten."""
        return self._file.exists()

    def read(self) -> str | None:
        """The token; None where none is known here. huggingface_hub may know one of its own then."""
        if self._set:
            return self._set.get_secret_value().strip() or None
        with suppress(OSError):
            found = self._file.read_text(encoding="ascii", errors="replace").strip()
            return found if _FORM.fullmatch(found) else None
        return None

    def keep(self, token: str) -> None:
        """For whoever owns this folder alone. Raises BadInput for what is no token, and NotWritable."""
        token = token.strip()
        if not _FORM.fullmatch(token):
            raise BadInput(say("fetch.no_token"))
        passing = self._file.with_name(f".{self._file.name}-{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(token)
            passing.replace(self._file)
        except OSError as error:
            passing.unlink(missing_ok=True)
            raise NotWritable(say("fetch.token_not_kept", reason=error.strerror or str(error))) from None

    def forget(self) -> None:
        self._file.unlink(missing_ok=True)
