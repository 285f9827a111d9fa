"""Private file: a file with a secret, which only the studio's own user may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from studio.errors import StoreDamaged
from studio.words import say
from studio.works.database import told

_LENGTH = 64
"""Characters of a secret: 32 bytes."""


def kept_secret(file: Path) -> str:
    """The secret in the file; a new one is there whole or not at all, and the same for all who ask at once. Raises
    NotWritable or DiskFull, and StoreDamaged for one that is too short."""
    with told(str(file)):
        if not file.exists():
            write_once(file, secrets.token_hex(_LENGTH // 2))
        secret = file.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < _LENGTH:
        # A short one could be guessed, and with it all that rests on it.
        raise StoreDamaged(say("secret.damaged", file=str(file)), hint=say("secret.remove"))
    return secret


def write_once(file: Path, text: str) -> None:
    """Write it whole or not at all; never over one that another process has just written. Raises OSError."""
    passing = _passing(file, text)
    try:
        os.link(passing, file)
    except FileExistsError:
        pass
    except OSError:
        # Some places, such as mounted buckets, have no hard links.
        if not file.exists():
            passing.replace(file)
    finally:
        passing.unlink(missing_ok=True)


def write_anew(file: Path, text: str) -> None:
    """Put it in the place of an earlier one: whoever reads meanwhile reads either. Raises OSError."""
    _passing(file, text).replace(file)


def _passing(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    passing = file.with_name(f".{file.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    return passing
