"""Prompts: what is asked of the composer, read from the table beside this file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from tests.listeners.tables import read_table

SEEDS = (1, 2, 3)
"""Each prompt is played so often."""


@dataclass(frozen=True)
class Prompt:
    """A description and what of it can be heard; see prompts.toml for the fields."""

    words: str
    id: str = ""
    seconds: float = 30.0
    genre: str = ""
    tempo: float | None = None
    key: str = ""
    metre: str = ""
    wanted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    form: str = ""
    tonal: bool = True
    riffs: bool = False

    @property
    def sections(self) -> list[tuple[str, int]]:
        """The form that was asked for: labels and bars."""
        told = (section.rsplit(" ", 1) for section in self.form.split(", ") if section)
        return [(label.lower(), int(bars)) for label, bars in told]


@cache
def prompts() -> tuple[Prompt, ...]:
    """The sixty, with ids p01 to p60."""
    return tuple(_prompt(f"p{number:02}", row) for number, row in enumerate(read_table("prompts")["piece"], start=1))


@cache
def survey() -> dict[str, str]:
    """Words for each kind of music."""
    return dict(read_table("prompts")["survey"])


def _prompt(id: str, row: dict[str, object]) -> Prompt:
    assert row.keys() <= {field.name for field in fields(Prompt)}, row
    return Prompt(id=id, **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})  # type: ignore[arg-type]
