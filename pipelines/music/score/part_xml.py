"""A part as MusicXML has it, bar by bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from pipelines.music.score.grid import DIVISIONS
from pipelines.music.score.note_xml import Voice
from pipelines.music.score.score import Note, Score, Track
from pipelines.music.score.spelling import fifths
from pipelines.music.score.symbol_xml import harmony
from pipelines.music.score.theory import Chord
from pipelines.music.score.written import Bars, Written, voices
from studio.words import say

CLEFS = ((81, "G", 2, 1), (57, "G", 2, 0), (36, "F", 4, 0), (0, "F", 4, -1))
"""From which mean pitch on a part has which clef: its sign, line and octaves up."""
WRITTEN_MODES = {"hijaz": "phrygian", "pentatonic": "major"}


class Part:
    """One part, bar by bar. The first one carries what is said of all."""

    def __init__(self, score: Score, track: Track, part: str, is_first: bool) -> None:
        self.score, self.track, self.part, self.is_first = score, track, part, is_first
        self.bars = Bars(score.metre)
        last = max([note.start for one in score.tracks for note in one.notes], default=0.0)
        self.count = max(round(score.beats / score.metre.bar), int(last / score.metre.bar + 1e-6)) + 1
        end = self.count * self.bars.length
        is_drums = track.instrument.is_drums
        final = round(score.beats * DIVISIONS) if score.feel.rit else -1
        accidentals: dict[tuple[str, int], int] = {}
        make = partial(Voice, score, track, part, bars=self.bars, accidentals=accidentals, ends_with_fermata=final)
        notes = [_ended(note, self.count * score.metre.bar) for note in track.notes]
        self.chords = [(round(chord.start * DIVISIONS), chord) for chord in _named(score)] if is_first else []
        written = voices(notes, self.bars, end, is_drums, [at for at, _ in self.chords])
        self.voices = [make(number=number, events=events) for number, events in enumerate(written, 1)]

    def element(self) -> Element:
        part = Element("part", id=self.part)
        for number in range(self.count):
            measure = SubElement(part, "measure", number=str(number + 1))
            self._opening(measure, number)
            for voice in self.voices:
                self._voice(measure, voice, number)
            self._barline(measure, number)
            self.voices[0].accidentals.clear()
        return part

    def _opening(self, measure: Element, number: int) -> None:
        if number == 0:
            measure.append(self._attributes())
        if not self.is_first:
            return
        label = next((s.label for s in self.score.sections if s.start_bar == number), "")
        if label:
            SubElement(_direction(measure), "rehearsal").text = label[:1].upper() + label[1:]
        if number == 0:
            self._tempo(measure)
        if self.score.feel.rit and number == round(self.score.beats / self.score.metre.bar) - 1:
            SubElement(_direction(measure), "words", {"font-style": "italic"}).text = "rit."

    def _attributes(self) -> Element:
        score, attributes = self.score, Element("attributes")
        SubElement(attributes, "divisions").text = str(DIVISIONS)
        key = SubElement(attributes, "key")
        SubElement(key, "fifths").text = "0" if self.track.instrument.is_drums else str(fifths(score.key))
        SubElement(key, "mode").text = WRITTEN_MODES.get(score.key.mode, score.key.mode)
        time = SubElement(attributes, "time")
        SubElement(time, "beats").text = str(score.metre.numerator)
        SubElement(time, "beat-type").text = str(score.metre.denominator)
        clef = SubElement(attributes, "clef")
        if self.track.instrument.is_drums:
            SubElement(clef, "sign").text = "percussion"
            return attributes
        pitches = [note.pitch for note in self.track.notes] or [60]
        mean = sum(pitches) / len(pitches)
        _, sign, line, octaves = next(row for row in CLEFS if mean >= row[0])
        SubElement(clef, "sign").text = sign
        SubElement(clef, "line").text = str(line)
        if octaves:
            SubElement(clef, "clef-octave-change").text = str(octaves)
        return attributes

    def _tempo(self, measure: Element) -> None:
        score = self.score
        kind = _direction(measure)
        metronome = SubElement(kind, "metronome")
        SubElement(metronome, "beat-unit").text = "quarter"
        if score.metre.pulse == 1.5:
            SubElement(metronome, "beat-unit-dot")
        SubElement(metronome, "per-minute").text = f"{score.tempo / score.metre.pulse:.0f}"
        SubElement(measure[-1], "sound", tempo=f"{score.tempo:.3f}")
        if score.feel.swing > 0.52 and score.metre.denominator == 4:
            SubElement(_direction(measure), "words").text = str(say("sheet.swing"))

    def _voice(self, measure: Element, voice: Voice, number: int) -> None:
        start, end = number * self.bars.length, (number + 1) * self.bars.length
        here = [index for index, event in enumerate(voice.events) if start <= event.start < end]
        sounding = [index for index in here if voice.events[index].pitches]
        if voice.number > 1:
            if not sounding:
                return
            here = here[: here.index(sounding[-1]) + 1]
            SubElement(SubElement(measure, "backup"), "duration").text = str(self.bars.length)
        for index in here:
            event = voice.events[index]
            if voice.number == 1:
                measure.extend(self._symbols(event))
            measure.extend(voice.notes(index))
        rest = end - voice.events[here[-1]].end
        if rest:
            SubElement(SubElement(measure, "forward"), "duration").text = str(rest)

    def _symbols(self, event: Written) -> Iterator[Element]:
        for at, chord in self.chords:
            if event.start <= at < event.end:
                yield harmony(chord, self.score.key, at - event.start)

    def _barline(self, measure: Element, number: int) -> None:
        is_last = number == self.count - 1
        if is_last or any(section.end_bar == number + 1 for section in self.score.sections):
            barline = SubElement(measure, "barline", location="right")
            SubElement(barline, "bar-style").text = "light-heavy" if is_last else "light-light"


def _named(score: Score) -> Iterator[Chord]:
    """The chords, each where it changes or a section begins."""
    edges = {section.start_bar * score.metre.bar for section in score.sections}
    before = ""
    for chord in score.chords:
        name = chord.name(score.key)
        if name != before or chord.start in edges:
            yield chord
        before = name


def _ended(note: Note, end: float) -> Note:
    """A note that ends with the last bar at the latest."""
    return replace(note, length=min(note.length, end - note.start))


def _direction(measure: Element) -> Element:
    return SubElement(SubElement(measure, "direction", placement="above"), "direction-type")
