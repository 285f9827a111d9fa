"""General MIDI's programs by the instruments that play them here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pipelines.music.score.instruments import Instrument, instruments
from pipelines.music.tables import read_toml

_STANDARD = "standard-kit"


def player_of(program: int, bank: int = 0) -> tuple[Instrument, bool] | None:
    """Who plays a program (0 to 127), and whether it is that very instrument; None where nothing here is like it:
    taiko, toms and the sounds that are no music (116 to 127)."""
    return _players().get((program, bank)) or _players().get((program, 0))


def kit_of(program: int) -> tuple[Instrument, bool]:
    """The drum kit of a program, and whether it is that very one."""
    return _kits().get(program, (instruments()[_STANDARD], False))


@cache
def _players() -> dict[tuple[int, int], tuple[Instrument, bool]]:
    own = {(one.program, one.bank): (one, True) for one in instruments().values() if not one.is_drums}
    near = {(program, 0): (instruments()[key], False) for key, programs in _near().items() for program in programs}
    return near | own


@cache
def _kits() -> dict[int, tuple[Instrument, bool]]:
    near = {program: (instruments()[key], False) for key, programs in _table()["kits"].items() for program in programs}
    return near | {one.program: (one, True) for one in instruments().values() if one.is_drums}


def _near() -> dict[str, list[int]]:
    return {key: programs for key, programs in _table().items() if key != "kits"}


@cache
def _table() -> dict[str, Any]:
    return read_toml(Path(__file__).with_suffix(".toml"))
