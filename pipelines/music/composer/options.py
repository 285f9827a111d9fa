"""What only the composer is asked."""

from __future__ import annotations

from pydantic import Field

from pipelines.music.ask import MusicParams
from studio.jobs.engine import Ask
from studio.params import Options


class ComposerOptions(Options):
    """What only the composer asks; nothing leaves it to the description."""

    section = "composer"

    energy: float | None = Field(None, ge=0, le=1)


ComposerAsk = Ask[MusicParams, ComposerOptions]
