"""What only the composer is asked when it changes a piece."""

from __future__ import annotations

from pydantic import Field

from pipelines.music.composer.options import GenreName
from studio.params import Options


class GenreOptions(Options):
    """One of the composer's genres."""

    section = "composer"

    genre: GenreName = "auto"


class RearrangerOptions(GenreOptions):
    """Chords and accompaniment written anew under the tune; "auto" keeps the genre."""

    section = "rearranger"

    reharmonise: bool = False
    genre: GenreName = Field("auto")
