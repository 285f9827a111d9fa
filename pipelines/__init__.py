"""Generators, one to a kind of work, and the verbs of the command line and the HTTP API. Plain data."""

from __future__ import annotations

from typing import Any

from pipelines.animation.ask import AnimationGenerator
from pipelines.image.ask import ImageGenerator
from pipelines.music.ask import MusicGenerator
from pipelines.writing.ask import WritingGenerator, WritingParams
from studio.jobs.engine import Generator
from studio.jobs.makers import Maker

_ALL: tuple[Generator[Any], ...] = (ImageGenerator(), WritingGenerator(), MusicGenerator(), AnimationGenerator())
GENERATORS: dict[str, Generator[Any]] = {generator.key: generator for generator in _ALL}

# What only a classical Chinese poem is asked.
_IN_ENGLISH = {
    name: WritingParams.model_fields[name].default
    for name in ("verse", "opening", "heads", "rhyme", "dynasty", "author", "script")
}

MAKERS: tuple[Maker, ...] = (
    Maker("image", "image", "Make a picture from a prompt."),
    Maker("poem", "writing", "Write a poem: free, a haiku or a rhymed quatrain.", {"kind": "poem", **_IN_ENGLISH}),
    Maker(
        "chinese-poem",
        "writing",
        "Write a classical Chinese poem: regulated verse, old style or song lyrics.",
        {"kind": "chinese poem", "form": "free", "tone": "plain", "words": 120},
    ),
    Maker("story", "writing", "Write a short story.", {"kind": "story", "form": "free", **_IN_ENGLISH}),
    Maker("script", "writing", "Write a scene of a script.", {"kind": "script", "form": "free", **_IN_ENGLISH}),
    Maker("letter", "writing", "Write a letter.", {"kind": "letter", "form": "free", **_IN_ENGLISH}),
    Maker("music", "music", "Compose and play a piece of music."),
    Maker("animation", "animation", "Make a short animation from a prompt."),
)
