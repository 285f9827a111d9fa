"""Text key: what the texts of this studio's models are marked with. Made when the first is written."""

from __future__ import annotations

from pathlib import Path

from studio.media.text_mark import TextKey
from studio.works.private_file import kept_secret

FILE = "texts.key"
"""In the studio's folder. With another one no earlier text is known again."""


def text_key(home: Path) -> TextKey:
    """Raises NotWritable or DiskFull, and StoreDamaged where the file is not whole."""
    return TextKey(kept_secret(home / FILE))


def known_secret(home: Path) -> str:
    """What it is drawn from; empty where no text was marked yet. Raises StoreDamaged."""
    return kept_secret(home / FILE) if (home / FILE).exists() else ""
