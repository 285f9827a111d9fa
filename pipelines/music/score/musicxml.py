"""The piece as MusicXML 4.0: a lead sheet (melody, words and chord symbols) or the full score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from xml.etree.ElementTree import Element, SubElement, tostring

from pipelines.music.score.note_xml import drum
from pipelines.music.score.part_xml import Part
from pipelines.music.score.score import Note, Score, Track

HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    b'"http://www.musicxml.org/dtds/partwise.dtd">\n'
)
DRUM_CHANNEL = 10
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no way to write."""


def musicxml_bytes(score: Score, title: str, creator: str) -> bytes:
    """The full score: every part, drums on a staff of their own; chord symbols and words above the first."""
    return _document(score, score.tracks, title, creator)


def lead_sheet_bytes(score: Score, title: str, creator: str) -> bytes:
    """The lead sheet: one line of melody with its words, chord symbols and sections."""
    return _document(score, (melody_of(score),), title, creator)


def melody_of(score: Score) -> Track:
    """The line that a lead sheet shows: what is sung, else what leads, one note at a time; empty where nothing does."""
    ranks = {"lead": 0, "counter": 1}
    lines = [track for track in score.tracks if track.notes and not track.instrument.is_drums]
    sung = [track for track in lines if any(note.lyric for note in track.notes)]
    led = sorted((track for track in lines if track.role in ranks), key=lambda track: ranks[track.role])
    if not (sung or led):
        chosen = lines[0] if lines else score.tracks[0]
        return replace(chosen, notes=[])
    chosen = (sung or led)[0]
    top: dict[float, Note] = {}
    for note in chosen.notes:
        if note.start not in top or note.pitch > top[note.start].pitch:
            top[note.start] = note
    starts = sorted(top)
    cut = [
        replace(top[start], length=min(top[start].length, following - start))
        for start, following in zip(starts, [*starts[1:], 1e9], strict=True)
    ]
    return replace(chosen, notes=cut)


def _document(score: Score, tracks: Sequence[Track], title: str, creator: str) -> bytes:
    root = Element("score-partwise", version="4.0")
    SubElement(SubElement(root, "work"), "work-title").text = title
    identification = SubElement(root, "identification")
    SubElement(identification, "creator", type="composer").text = creator
    SubElement(SubElement(identification, "encoding"), "software").text = "Inkstone"
    parts = SubElement(root, "part-list")
    channels = (channel for channel in count(1) if channel != DRUM_CHANNEL)
    for number, track in enumerate(tracks, 1):
        channel = DRUM_CHANNEL if track.instrument.is_drums else min(next(channels), 16)
        parts.append(_listed(track, f"P{number}", channel))
        root.append(Part(score, track, f"P{number}", is_first=number == 1).element())
    return HEAD + FORBIDDEN.sub("", tostring(root, encoding="unicode")).encode()


def _listed(track: Track, part: str, channel: int) -> Element:
    """A part's name and its sounds."""
    listed = Element("score-part", id=part)
    title = track.instrument.title
    SubElement(listed, "part-name").text = title[:1].upper() + title[1:]
    is_drums = track.instrument.is_drums
    pitches = sorted({note.pitch for note in track.notes}) if is_drums else [0]
    for pitch in pitches:
        instrument = SubElement(listed, "score-instrument", id=f"{part}-I{pitch}")
        SubElement(instrument, "instrument-name").text = drum(pitch)["name"] if is_drums else title
    for pitch in pitches:
        midi = SubElement(listed, "midi-instrument", id=f"{part}-I{pitch}")
        SubElement(midi, "midi-channel").text = str(channel)
        SubElement(midi, "midi-program").text = str(track.instrument.program + 1)
        if is_drums:
            SubElement(midi, "midi-unpitched").text = str(pitch + 1)
    return listed
