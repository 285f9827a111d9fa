"""Examples: finished works that come with the studio, for a first look. Made by scripts/prepare_examples.py."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from studio.errors import NotFound
from studio.words import language, say, speaking

FOLDER = Path(__file__).parent / "page" / "examples"


class Example(BaseModel):
    """A finished work, and what it was made with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    tab: str
    mode: str
    title: str
    prompt: Mapping[str, str]
    """What was asked for, by language; a poem has the one that it is written in."""
    settings: Mapping[str, Any]
    """Everything else that was set."""
    files: tuple[str, ...]
    """In the folder: a picture, and what moves or sounds. Empty for a text."""
    text: str = ""
    width: int = 0
    height: int = 0
    """Of the picture, in pixels."""
    colour: str = ""
    """The picture's mean: what stands in its place until it is there."""

    @property
    def said_in(self) -> str:
        """The one that is spoken now, where it has words in it; else its own."""
        return language() if language() in self.prompt else next(iter(self.prompt))

    @property
    def values(self) -> dict[str, Any]:
        """What a form is filled with."""
        return {"prompt": self.prompt[self.said_in], **self.settings}

    @property
    def shown(self) -> dict[str, Any]:
        """What the page has to know of it."""
        said = self.model_dump(include={"id", "tab", "mode", "title", "files", "text", "width", "height", "colour"})
        return {**said, "language": self.said_in, "prompt": self.prompt[self.said_in]}


@cache
def examples() -> dict[str, Example]:
    """All of them by their ids, in the order in which they are shown."""
    entries = json.loads((FOLDER / "examples.json").read_text(encoding="utf-8"))
    return {entry["id"]: Example.model_validate(entry) for entry in entries}


def example(id: str) -> Example:
    """Raises NotFound."""
    try:
        return examples()[id]
    except KeyError:
        raise NotFound(say("example.unknown")) from None


def listed(reader: str) -> list[dict[str, Any]]:
    """What the page shows of them, those in the reader's language first."""
    with speaking(reader):
        return [one.shown for one in sorted(examples().values(), key=lambda one: reader not in one.prompt)]
