"""Notes as MusicXML has them, one bar of a voice after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring

from pipelines.music.score.beams import beams
from pipelines.music.score.grid import DIVISIONS, TRIPLET
from pipelines.music.score.score import Score, Track
from pipelines.music.score.spelling import FIFTHS, Spelt, fifths, spell
from pipelines.music.score.written import VALUES, Bars, Written
from pipelines.music.tables import read_toml

_HELD = '<extend type="continue"/>'
"""Of a lyric: the syllable before goes on."""

DRUMS = Path(__file__).with_name("drums.toml")
IN_THREE = {TRIPLET: "eighth", 2 * TRIPLET: "quarter"}
ACCIDENTALS = {-1: "flat", 0: "natural", 1: "sharp"}


@cache
def drums() -> dict[int, dict[str, Any]]:
    """How each drum is written, by its MIDI note."""
    return {int(number): entry for number, entry in read_toml(DRUMS).items()}


def drum(pitch: int) -> dict[str, Any]:
    """How a drum is written: its name, its line, and its head where that is no usual one."""
    return drums().get(pitch, {"name": f"Percussion {pitch}", "step": "C5", "head": "x"})


@dataclass
class Voice:
    """One voice of a part, as it is written out from left to right."""

    score: Score
    track: Track
    part: str
    number: int
    events: Sequence[Written]
    bars: Bars
    accidentals: dict[tuple[str, int], int] = field(default_factory=dict)
    """Those that hold in this bar; shared by the voices of a part."""
    inside_word: bool = False
    ends_with_fermata: int = -1
    """The start of the events that have one."""

    def __post_init__(self) -> None:
        self.beams = beams(self.events, self.bars)
        count = fifths(self.score.key)
        sharp = FIFTHS[: max(0, count)]
        flat = FIFTHS[::-1][: max(0, -count)]
        self.signature = {**dict.fromkeys(sharp, 1), **dict.fromkeys(flat, -1)}

    def notes(self, index: int) -> Iterator[Element]:
        """The elements of one event: a rest, or a note for each of its pitches."""
        event = self.events[index]
        if not event.pitches:
            yield self._note(event, index, None)
        for place, pitch in enumerate(event.pitches):
            yield self._note(event, index, pitch, is_first=place == 0)

    def _note(self, event: Written, index: int, pitch: int | None, is_first: bool = True) -> Element:
        note = Element("note")
        if not is_first:
            SubElement(note, "chord")
        accidental = self._pitch(note, event, pitch)
        SubElement(note, "duration").text = str(event.length)
        for kind in _ties(event):
            SubElement(note, "tie", type=kind)
        if pitch is not None and self.track.instrument.is_drums:
            SubElement(note, "instrument", id=f"{self.part}-I{pitch}")
        SubElement(note, "voice").text = str(self.number)
        self._value(note, event)
        if accidental:
            # Between dots and time modification.
            note.insert(_place_of_accidental(note), _text("accidental", accidental))
        if pitch is not None and self.track.instrument.is_drums and (head := drum(pitch).get("head")):
            SubElement(note, "notehead").text = head
        if is_first:
            for level, beam in enumerate(self.beams.get(index, ()), 1):
                SubElement(note, "beam", number=str(level)).text = beam
        self._notations(note, event, is_first)
        if is_first:
            self._lyric(note, event)
        return note

    def _pitch(self, note: Element, event: Written, pitch: int | None) -> str:
        """The pitch and the accidental that it needs."""
        if pitch is None:
            whole = event.length == self.bars.length and event.start % self.bars.length == 0
            SubElement(note, "rest", {"measure": "yes"} if whole else {})
            return ""
        if self.track.instrument.is_drums:
            step, octave = drum(pitch)["step"]
            place = SubElement(note, "unpitched")
            SubElement(place, "display-step").text = step
            SubElement(place, "display-octave").text = octave
            return ""
        spelt = spell(pitch, self.score.key, self.score.chord_at(event.start / DIVISIONS))
        place = SubElement(note, "pitch")
        SubElement(place, "step").text = spelt.step
        if spelt.alter:
            SubElement(place, "alter").text = str(spelt.alter)
        SubElement(place, "octave").text = str(spelt.octave)
        return self._accidental(spelt, event)

    def _accidental(self, spelt: Spelt, event: Written) -> str:
        place = (spelt.step, spelt.octave)
        if event.tied_from:
            return ""
        holds = self.accidentals.get(place, self.signature.get(spelt.step, 0))
        self.accidentals[place] = spelt.alter
        return ACCIDENTALS[spelt.alter] if spelt.alter != holds else ""

    def _value(self, note: Element, event: Written) -> None:
        if event.length in IN_THREE:
            SubElement(note, "type").text = IN_THREE[event.length]
            modification = SubElement(note, "time-modification")
            SubElement(modification, "actual-notes").text = "3"
            SubElement(modification, "normal-notes").text = "2"
        elif event.length in VALUES:
            name, dots = VALUES[event.length]
            SubElement(note, "type").text = name
            for _ in range(dots):
                SubElement(note, "dot")

    def _notations(self, note: Element, event: Written, is_first: bool) -> None:
        marks = [Element("tied", type=kind) for kind in _ties(event)]
        if is_first and event.length in IN_THREE:
            place = event.start % DIVISIONS
            marks += [Element("tuplet", type="start", bracket="yes")] if place == 0 else []
            marks += [Element("tuplet", type="stop")] if place + event.length == DIVISIONS else []
        if is_first and event.pitches and event.start == self.ends_with_fermata:
            marks.append(Element("fermata"))
        if marks:
            SubElement(note, "notations").extend(marks)

    def _lyric(self, note: Element, event: Written) -> None:
        if not event.lyric:
            return
        lyric = SubElement(note, "lyric", number="1")
        if event.lyric == "_":
            lyric.append(fromstring(_HELD))
            return
        goes_on = event.lyric.endswith("-") and len(event.lyric) > 1
        kind = ("middle" if goes_on else "end") if self.inside_word else ("begin" if goes_on else "single")
        SubElement(lyric, "syllabic").text = kind
        SubElement(lyric, "text").text = event.lyric.removesuffix("-") if goes_on else event.lyric
        self.inside_word = goes_on


def _ties(event: Written) -> list[str]:
    return [kind for kind, is_tied in (("stop", event.tied_from), ("start", event.tied_to)) if is_tied]


def _place_of_accidental(note: Element) -> int:
    return max(place for place, child in enumerate(note) if child.tag in ("type", "dot")) + 1


def _text(name: str, text: str) -> Element:
    element = Element(name)
    element.text = text
    return element
