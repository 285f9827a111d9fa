"""How kinds of music are mixed and mastered, read from data/mixes.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import Role


@dataclass(frozen=True)
class Mix:
    """A way of mixing. See data/mixes.toml for the meaning of each field; what is given by role is filled up there
    from [plain]."""

    level: Mapping[Role, float]
    pan: Mapping[Role, float]
    send: Mapping[Role, float]
    drive: Mapping[Role, float] = field(default_factory=dict)
    double: tuple[Role, ...] = ()
    chorus: tuple[Role, ...] = ()
    echo: Mapping[Role, float] = field(default_factory=dict)
    echo_beats: float = 0.75
    echo_again: float = 0.5
    pump: float = 0.0
    punch: float = 0.0
    sub: float = 0.0
    predelay: float = 0.018
    bright: float = 0.42
    lag: float = 0.0
    kit: str = ""
    low: float = 0.0
    high: float = 1.7
    glue: float = 1.5
    tape: bool = False
    beds: tuple[str, ...] = ()


@cache
def mixes() -> dict[str, Mix]:
    """All mixes by name."""
    table = read_table("mixes")
    plain = Mix(**_entry(table["plain"]))
    return {name: _over(plain, _entry(entry)) for name, entry in table.items()}


def _over(plain: Mix, entry: Mapping[str, Any]) -> Mix:
    """A mix that says only what differs from the plain one."""
    by_role = {name: {**getattr(plain, name), **entry[name]} for name in ("level", "pan", "send") if name in entry}
    return replace(plain, **{**entry, **by_role})


def _entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
