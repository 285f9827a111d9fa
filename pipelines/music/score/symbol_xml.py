"""Chord symbols as MusicXML has them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pipelines.music.score.spelling import Spelt, spell, spell_root
from pipelines.music.score.theory import Chord, Key
from pipelines.music.tables import read_toml

TABLE = Path(__file__).with_name("chord_kinds.toml")


@cache
def kinds() -> dict[str, dict[str, Any]]:
    """The kind and the further degrees of each quality."""
    return read_toml(TABLE)


def harmony(chord: Chord, key: Key, offset: int) -> Element:
    """A chord symbol, `offset` ticks after where it stands among the notes."""
    kind = kinds()[chord.quality]
    found = Element("harmony")
    _pitch(SubElement(found, "root"), "root", spell_root(chord, key))
    text = chord.quality.replace("b", "♭").replace("#", "♯")
    SubElement(found, "kind", {"text": text} if text else {}).text = kind["kind"]
    if chord.over is not None and chord.over != chord.root:
        _pitch(SubElement(found, "bass"), "bass", spell(chord.over, key, chord))
    for value, alter, what in kind.get("degrees", ()):
        # The text of the kind says it already.
        degree = SubElement(found, "degree", {"print-object": "no"})
        SubElement(degree, "degree-value").text = str(value)
        SubElement(degree, "degree-alter").text = str(alter)
        SubElement(degree, "degree-type").text = what
    if offset:
        SubElement(found, "offset").text = str(offset)
    return found


def _pitch(parent: Element, name: str, spelt: Spelt) -> None:
    SubElement(parent, f"{name}-step").text = spelt.step
    if spelt.alter:
        SubElement(parent, f"{name}-alter").text = str(spelt.alter)
