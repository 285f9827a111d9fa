"""Checked: what a file says of where it comes from. Every word of it is a stranger's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Part = Literal["content", "statements", "signature", "certificate", "other"]
"""What is not as it was signed: the picture, sound or film; what is said of it; the signature; who signed."""
Trust = Literal["own", "known", "unknown"]
"""Whether it was signed by this studio, by somebody whom it was told to trust, or by anybody else."""
_LONGEST, _MOST = 300, 20
Line = Annotated[str, Field(max_length=_LONGEST)]
Lines = Annotated[tuple[Line, ...], Field(max_length=_MOST)]


def line(text: object) -> str:
    """Something that a file says, as one line of bounded length; empty for what is no text."""
    return " ".join(text.split())[:_LONGEST] if isinstance(text, str) else ""


def lines(texts: object) -> tuple[str, ...]:
    """The same of several, or of one."""
    listed = texts if isinstance(texts, list) else [texts]
    return tuple(filter(None, map(line, listed[:_MOST])))


class Words(BaseModel):
    """What stands in it beside its credentials, which anybody can write: names of IPTC and Dublin Core."""

    model_config = ConfigDict(frozen=True)

    source: Line = ""
    author: Line = ""
    copyright: Line = ""
    program: Line = ""


class Signed(BaseModel):
    """What its credentials say."""

    model_config = ConfigDict(frozen=True)

    changed: tuple[Part, ...] = Field((), max_length=5)
    """Empty where all is as it was signed."""
    trust: Trust = "unknown"
    by: Line = ""
    program: Line = ""
    title: Line = ""
    when: Line = ""
    source: Line = ""
    """A name of the vocabulary of studio/works/credit.py, or any other."""
    actions: Lines = ()
    models: Lines = ()
    work: Line = ""
    """The id of a work of this program's."""
    parents: int = Field(0, ge=0)
    author: Line = ""
    copyright: Line = ""


class Known(BaseModel):
    """What is known here, to read a file with."""

    model_config = ConfigDict(frozen=True)

    anchors: tuple[tuple[Trust, str], ...]
    """PEM of certificates to trust, by how."""
    secret: str = ""
    """What texts are marked with here; empty where none was yet."""
    vocabularies: tuple[Path, ...] = ()
    """The files with which the models here split a text into tokens."""


class Leaning(BaseModel):
    """How a text leans, as studio/media/text_mark.py has it."""

    model_config = ConfigDict(frozen=True)

    tokens: int = Field(0, ge=0)
    """Of the way to split it in which it leans furthest."""
    strength: float = Field(0.0, allow_inf_nan=False)
    ways: int = Field(1, ge=1)
    """In how many ways it was split: the models here split words differently."""


class Checked(BaseModel):
    """All of it."""

    model_config = ConfigDict(frozen=True)

    form: Line = ""
    """As studio/media/reading/sniff.py calls it; empty for one that is not known here."""
    signed: Signed | None = None
    is_broken: bool = False
    """Whether there are credentials that cannot be read."""
    words: Words = Words()
    recipe: str = Field("", max_length=200_000)
    recipe_is: Literal["", "recipe", "parameters", "others"] = ""
    """Whose form it has, as of Upload.found_is."""
    is_marked: bool | None = None
    """Whether the invisible mark is in it; None for what is no picture."""
    leaning: Leaning | None = None
    """None for what is no text, and where no model is here that could have written it."""
