"""What is heard: tunes that are sung, recordings of several players, and what is written down of both."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
import soundfile

from pipelines.music.hearing import chorus, keys, tune
from pipelines.music.hearing.contour import contour
from pipelines.music.hearing.note import HeardNote
from pipelines.music.hearing.stream import pieces, windows
from pipelines.music.hearing.transcript import Transcript, written
from tests.pipelines.music.ear import Known, agreed, model, played
from tests.pipelines.music.singer import RATE, Singer
from tests.pipelines.music.tunes import JIGS, LA, RUNS, TUNES, Tune

PIECES = (
    "gentle classical piano piece, solo piano",
    "a bossa nova for nylon guitar alone",
    "ragtime for solo piano",
    "folk tune for fiddle and steel guitar",
    "a baroque piece for harpsichord and cello",
    "a piano waltz in A minor, 140 bpm",
    "jazz guitar and piano, slow",
    "piano and flute, a romantic ballad",
    "harp and piano, new age",
    "pop ballad for piano and acoustic bass, no drums",
)
"""Piano, guitar and small ensembles."""


def heard_sung(song: Tune, singer: Singer, seed: int, folder: Path) -> tuple[list[Known], list[HeardNote]]:
    """The notes that are sung, and those that are heard."""
    sound, notes = singer.sing(song.notes, song.beat, seed)
    path = folder / "sung.flac"
    soundfile.write(path, sound, RATE)
    return [(pitch, start) for pitch, start, _ in notes], tune.notes_of(contour(path, model("swift-f0"), lambda: None))


def right(songs: tuple[Tune, ...], singer: Singer, folder: Path) -> float:
    """Which part of the notes is heard right, and of those that are heard, the smaller of both."""
    hits, true, found = 0, 0, 0
    for seed, song in enumerate(songs):
        sung, notes = heard_sung(song, singer, seed, folder)
        hits, true, found = hits + agreed(sung, notes, 0.1), true + len(sung), found + len(notes)
    return hits / max(true, found)


def test_a_tune_that_is_sung_is_heard(tmp_path: Path) -> None:
    """With vibrato of half a semitone each way, drift, glides, breath and consonants."""
    assert right(TUNES[:2], Singer(), tmp_path) >= 0.95


@pytest.mark.judge
@pytest.mark.parametrize(
    "singer",
    [
        Singer(),
        Singer(offset=30, drift=-40),
        Singer(vibrato=60, rate=6.0, drift=60),
        Singer(gap=0.08, bound=0.7),
        Singer(gap=0.035, bound=0.2),
        Singer(vibrato=0, breath=0.03),
    ],
    ids=["plain", "sharp", "wide", "bound", "parted", "breathy"],
)
def test_ten_tunes_that_are_sung_are_heard(singer: Singer, tmp_path: Path) -> None:
    assert right(TUNES, singer, tmp_path) >= 0.95


def moved(songs: tuple[Tune, ...], semitones: int) -> tuple[Tune, ...]:
    """The same, higher or lower."""
    return tuple(
        replace(song, notes=tuple((pitch + semitones if pitch else 0, length) for pitch, length in song.notes))
        for song in songs
    )


@pytest.mark.judge
@pytest.mark.parametrize(
    ("songs", "singer", "least"),
    [
        (moved(TUNES[:5], 12), Singer(), 0.95),
        (moved(TUNES[:5], -17), Singer(), 0.95),
        (TUNES[:5], Singer(breath=0.06), 0.95),
        (TUNES[:5], Singer(offset=-45, drift=0), 0.95),
        (TUNES[:5], Singer(glide=0.14, bound=0.7), 0.9),
        ((RUNS,) * 3, Singer(gap=0.03, glide=0.03), 0.95),
        ((LA,) * 3, Singer(gap=0.03), 0.93),
    ],
    ids=["high", "low", "breathy", "flat", "gliding", "runs and leaps", "la"],
)
def test_singers_of_many_kinds_are_heard(songs: tuple[Tune, ...], singer: Singer, least: float, tmp_path: Path) -> None:
    assert right(songs, singer, tmp_path) >= least


def f1(prompt: str, seed: int, seconds: float, folder: Path) -> float:
    """Of notes that begin within 50 ms."""
    piece = played(prompt, seed, seconds, folder)
    found = chorus.notes_of(keys.pressed(piece.path, model("basic-pitch"), lambda: None))
    return 2 * agreed(piece.notes, found, 0.05) / (len(piece.notes) + len(found))


def test_recordings_of_a_piano_and_a_guitar_are_heard(tmp_path: Path) -> None:
    assert np.mean([f1(prompt, 2 + seed, 12, tmp_path) for seed, prompt in enumerate(PIECES[:2])]) >= 0.85


@pytest.mark.judge
def test_ten_recordings_are_heard(tmp_path: Path) -> None:
    found = {prompt: f1(prompt, 20 + seed, 25, tmp_path) for seed, prompt in enumerate(PIECES)}
    assert np.mean(list(found.values())) >= 0.85, found


def performed(song: Tune, seed: int) -> list[HeardNote]:
    """A tune as someone plays it who strays by 10 ms."""
    chance = np.random.default_rng(seed)
    starts = accumulate((length * song.beat for _, length in song.notes), initial=0.4)
    timed = zip(song.notes, starts, strict=False)
    return [
        HeardNote(pitch, at + chance.normal() * 0.01, at + length * song.beat * 0.9, 90)
        for (pitch, length), at in timed
        if pitch
    ]


@pytest.mark.parametrize("song", TUNES, ids=[song.name for song in TUNES])
def test_tempo_metre_and_rhythm_of_a_tune_are_found(song: Tune) -> None:
    notes = written(performed(song, 1), is_alone=True)
    assert notes.tempo == pytest.approx(60 / song.beat, rel=0.01)
    assert notes.metre.name == song.metre
    sung = [(pitch, length) for pitch, length in song.notes if pitch]
    assert [note.pitch for note in notes.notes] == [pitch for pitch, _ in sung]
    places = accumulate((length for _, length in song.notes), initial=0.0)
    starts = [at for (pitch, _), at in zip(song.notes, places, strict=False) if pitch]
    first = notes.notes[0].start
    assert [note.start - first for note in notes.notes] == pytest.approx([at - starts[0] for at in starts], abs=1e-6)


@pytest.mark.parametrize("speed", [0.8, 1.0, 1.25])
@pytest.mark.parametrize("song", JIGS, ids=[song.name for song in JIGS])
def test_beats_of_three_parts_are_counted_as_they_are_tapped(song: Tune, speed: float) -> None:
    """Not twice as fast, where a beat and a half of eighths would divide the bar as evenly."""
    notes = written(performed(replace(song, beat=song.beat / speed), 1), is_alone=True)
    assert (notes.metre.name, notes.pulse) == ("6/8", pytest.approx(40 / song.beat * speed, rel=0.02))


@pytest.mark.parametrize("speed", [1.0, 1.25])
def test_a_quick_waltz_is_no_slow_jig(speed: float) -> None:
    song = next(song for song in TUNES if song.name == "Scarborough Fair")
    notes = written(performed(replace(song, beat=song.beat / speed), 1), is_alone=True)
    assert (notes.metre.name, notes.pulse) == ("3/4", pytest.approx(60 / song.beat * speed, rel=0.01))


@pytest.mark.parametrize("song", [song for song in TUNES if "dorian" not in song.key], ids=lambda song: song.name)
def test_the_key_of_a_tune_is_found(song: Tune) -> None:
    assert str(written(performed(song, 1), is_alone=True).key) == song.key


def strummed(names: tuple[tuple[int, ...], ...], beats: int, beat: float) -> list[HeardNote]:
    """A bar for each chord (MIDI numbers, the bass first): the bass on one, the rest on every beat."""
    notes = []
    for bar, chord in enumerate(names):
        for place in range(beats):
            at = 0.3 + (bar * beats + place) * beat
            heard = chord if place == 0 else chord[1:]
            notes += [HeardNote(pitch, at, at + 0.9 * beat, 95 if place == 0 else 70) for pitch in heard]
    return notes


def test_chords_are_named_bar_by_bar() -> None:
    am, f, c, g = (45, 57, 60, 64), (41, 57, 60, 65), (48, 55, 60, 64), (43, 55, 59, 62)
    notes = written(strummed((am, f, c, g, am, f, c, am), 3, 60 / 72), is_alone=False)
    assert (str(notes.key), notes.metre.name, round(notes.pulse)) == ("A minor", "3/4", 72)
    assert [chord.name(notes.key) for chord in notes.chords] == ["Am", "F", "C", "G", "Am", "F", "C", "Am"]


def test_swung_eighths_are_written_as_eighths() -> None:
    swung = [HeardNote(60 + number % 5, 0.5 * (number // 2) + (number % 2) / 3, 0.0, 90) for number in range(32)]
    notes: Transcript = written([HeardNote(n.pitch, n.start, n.start + 0.15, 90) for n in swung], is_alone=True)
    assert notes.metre.name == "4/4"
    assert [note.start % 1 for note in notes.notes] == [0.0, 0.5] * 16


def test_a_tempo_that_slows_is_followed() -> None:
    beat, at, notes = 0.5, 0.2, []
    for number in range(32):
        notes.append(HeardNote(60 + (number * 2) % 7, at, at + 0.8 * beat, 100 if number % 4 == 0 else 75))
        at, beat = at + beat, beat * 1.008
    steps = np.diff([note.start for note in written(notes, is_alone=True).notes])
    assert steps.tolist() == pytest.approx([1.0] * 31)


def test_windows_hold_every_sample_once_beyond_their_overlap() -> None:
    sound = np.arange(1, 1001, dtype=np.float32)
    cut = [sound[:3], sound[3:700], sound[700:]]
    found = list(windows(iter(cut), 100, 60, before=20))
    whole = np.concatenate([found[0], *(window[40:] for window in found[1:])])
    assert whole[:20].tolist() == [0] * 20
    assert whole[20:1020].tolist() == sound.tolist()


def test_sides_that_cancel_each_other_out_are_heard_as_one(tmp_path: Path) -> None:
    tone = 0.5 * np.sin(np.arange(22_050) / 9)
    for name, other in (("wrong.wav", -tone), ("right.wav", tone)):
        soundfile.write(tmp_path / name, np.stack((tone, other), axis=1), 22_050)
    wrong, right = (np.concatenate(list(pieces(tmp_path / name, 22_050))) for name in ("wrong.wav", "right.wav"))
    assert np.abs(right).max() > 0.4 and wrong == pytest.approx(right, abs=1e-4)


def test_a_sound_is_read_in_pieces_at_the_rate_of_the_network(tmp_path: Path) -> None:
    time = np.arange(48_000 * 7) / 48_000
    stereo = np.stack([np.sin(2 * np.pi * 440 * time), np.zeros(len(time))], axis=1) * 0.5
    soundfile.write(tmp_path / "tone.flac", stereo, 48_000)
    found = list(pieces(tmp_path / "tone.flac", 16_000))
    assert len(found) > 2
    whole = np.concatenate(found)
    assert len(whole) == pytest.approx(16_000 * 7, abs=2)
    expected = 0.25 * np.sin(2 * np.pi * 440 * np.arange(len(whole)) / 16_000)
    assert np.abs(whole - expected)[400:-400].max() < 0.01
