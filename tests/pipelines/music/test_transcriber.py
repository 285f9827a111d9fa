"""From a sound to a score, and from a tune to a piece: what a person brings, and what comes of it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest
import soundfile

from studio.errors import BadInput, Cancelled
from studio.works.made import Made
from tests.pipelines.music.ear import made, played
from tests.pipelines.music.singer import RATE, Singer
from tests.pipelines.music.tunes import TUNES

SONG = replace(TUNES[1], notes=TUNES[1].notes[:14])
"""Twinkle, its first four bars."""
PITCHES = [pitch for pitch, _ in SONG.notes if pitch]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("heard")


@pytest.fixture(scope="module")
def hum(folder: Path) -> Path:
    """Someone sings a tune in G major, 109 beats a minute."""
    path = folder / "hum.flac"
    soundfile.write(path, Singer().sing(SONG.notes, SONG.beat, 1)[0], RATE)
    return path


@pytest.fixture(scope="module")
def transcribed(hum: Path, folder: Path) -> Made:
    return made("transcribe", hum, folder)


def file_of(one: Made, role: str) -> bytes:
    return next(file.data for file in one.files if file.role == role)


def lead(one: Made) -> list[int]:
    """What the lead plays, by the MIDI file."""
    tracks = mido.MidiFile(file=io.BytesIO(file_of(one, "midi"))).tracks
    notes = next(track for track in tracks if track.name.startswith("Lead"))
    return [event.note for event in notes if event.type == "note_on"]


def midi_of(path: Path, notes: list[tuple[int, int, int]], tempo: float | None = None, tracks: int = 1) -> Path:
    """A file of (pitch, first tick, last tick), 480 ticks a beat."""
    file = mido.MidiFile(type=1, ticks_per_beat=480)
    for number in range(tracks):
        track = mido.MidiTrack()
        if tempo and not number:
            track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo)))
        here = notes[number::tracks]
        events = sorted([(on, 1, p) for p, on, _ in here] + [(off, 0, p) for p, _, off in here])
        now = 0
        for at, on, pitch in events:
            track.append(mido.Message("note_on", note=pitch, velocity=80 * on, time=at - now))
            now = at
        file.tracks.append(track)
    file.save(path)
    return path


def test_a_hum_becomes_a_score(transcribed: Made) -> None:
    facts = transcribed.facts
    assert (facts.key, facts.mode, facts.metre) == ("G", "major", "4/4")
    assert facts.tempo == pytest.approx(60 / SONG.beat, rel=0.01)
    assert lead(transcribed) == PITCHES
    assert transcribed.text.startswith("109 bpm, G major, 4/4, 14 notes: | G")
    roles = {file.role for file in transcribed.files}
    assert {"main", "midi", "roll", "musicxml", "sheet-1"} <= roles


def test_it_is_played_again_at_its_own_time(transcribed: Made) -> None:
    sound, rate = soundfile.read(io.BytesIO(file_of(transcribed, "main")))
    level = np.sqrt(np.convolve(sound.mean(axis=1) ** 2, np.ones(441) / 441, "same"))
    assert level[: int(0.35 * rate)].max() < 0.1 * level.max()
    assert level[int(0.4 * rate) : int(0.6 * rate)].max() > 0.2 * level.max()
    assert transcribed.facts.loudness == pytest.approx(-14, abs=3)


def test_what_is_known_of_tempo_and_metre_is_kept(hum: Path, folder: Path) -> None:
    one = made("transcribe", hum, folder, tempo=60 / SONG.beat / 2, metre="2/4", voice="one", instrument="violin")
    assert (one.facts.metre, one.facts.instruments) == ("2/4", ("violin",))
    assert one.facts.tempo == pytest.approx(60 / SONG.beat / 2, rel=0.01)
    assert lead(one) == PITCHES


def test_a_recording_of_several_voices_has_its_chords(folder: Path) -> None:
    piece = played("a piano waltz in A minor, 140 bpm", 8, 14, folder)
    one = made("transcribe", piece.path, folder)
    assert (one.facts.key, one.facts.mode, one.facts.metre) == ("A", "minor", "3/4")
    assert one.facts.tempo == pytest.approx(140, rel=0.01)
    true = [piece.score.chord_at(bar * 3).root for bar in range(8)]
    heard = [name[0] for name in one.facts.chords[:8]]
    assert sum("CxDxEFxGxAxB".index(name) == root for name, root in zip(heard, true, strict=False)) >= 6


def test_a_file_of_notes_is_read_note_for_note(transcribed: Made, folder: Path) -> None:
    path = folder / "notes.mid"
    path.write_bytes(file_of(transcribed, "midi"))
    one = made("transcribe", path, folder)
    assert lead(one) == PITCHES
    assert (one.facts.key, one.facts.metre) == ("G", "4/4")
    assert one.facts.tempo == pytest.approx(transcribed.facts.tempo, rel=0.001)


def test_a_file_without_a_tempo_has_its_beats_found(folder: Path) -> None:
    # Written at 120 without saying so, played at 150.
    steps = [round(480 * 0.8 * at) for at in range(33)]
    notes = [(60 + (number * 2) % 7, steps[number], steps[number + 1] - 20) for number in range(32)]
    one = made("transcribe", midi_of(folder / "free.mid", notes), folder, tempo=150)
    assert one.facts.tempo == pytest.approx(150, rel=0.01)


@pytest.mark.judge
@pytest.mark.parametrize("tracks", [1, 200])
def test_a_bomb_of_notes_is_cut_and_told(folder: Path, tracks: int) -> None:
    notes = [(40 + number % 40, number * 60, number * 60 + 50) for number in range(7_000)]
    one = made("transcribe", midi_of(folder / f"bomb{tracks}.mid", notes, 200, tracks), folder, voice="several")
    assert any("6000" in str(note) for note in one.notes)


SECOND = np.arange(RATE) / RATE
UNHEARD = {
    "silence": np.zeros(RATE * 8),
    "noise": np.random.default_rng(0).standard_normal(RATE * 8) * 0.1,
    "a blink": np.sin(2 * np.pi * 440 * SECOND[: RATE // 10]) * 0.5,
    "one note": np.sin(2 * np.pi * 440 * SECOND) * 0.5,
    "clicks": np.where(np.arange(RATE * 8) % (RATE // 2) < 20, 0.8, 0.0),
}


@pytest.mark.parametrize(("mode", "name"), [*(("transcribe", name) for name in UNHEARD), ("arrange", "silence")])
def test_where_there_is_no_tune_that_is_told_beside_the_field(mode: str, name: str, folder: Path) -> None:
    path = folder / "unheard.flac"
    soundfile.write(path, UNHEARD[name], RATE)
    words = {"prompt": "a waltz"} if mode == "arrange" else {}
    with pytest.raises(BadInput) as refused:
        made(mode, path, folder, **words)
    assert "sound" in refused.value.fields
    assert "clear notes" in str(refused.value)


def test_a_hum_that_is_clipped_or_on_one_side_is_the_same_tune(hum: Path, folder: Path) -> None:
    sound, _ = soundfile.read(hum)
    soundfile.write(folder / "loud.flac", np.clip(sound * 4, -1, 1), RATE)
    soundfile.write(folder / "left.flac", np.stack([sound, np.zeros(len(sound))], axis=1), RATE)
    assert lead(made("transcribe", folder / "loud.flac", folder)) == PITCHES
    assert lead(made("transcribe", folder / "left.flac", folder)) == PITCHES


@pytest.mark.parametrize("phase", ["hearing_notes", "playing"])
def test_a_stop_is_heeded(phase: str, hum: Path, folder: Path) -> None:
    with pytest.raises(Cancelled):
        made("transcribe", hum, folder, stop_at=phase)


ASKED = {
    "a slow jazz ballad for piano": "piano",
    "techno, dark": "saw lead",
    "heroic film music with brass": "brass section",
}
FIRST, *OTHERS = ASKED


@pytest.mark.parametrize("prompt", [FIRST, *(pytest.param(prompt, marks=pytest.mark.judge) for prompt in OTHERS)])
def test_a_tune_is_arranged_and_stays_note_for_note(prompt: str, hum: Path, folder: Path) -> None:
    one = made("arrange", hum, folder, prompt=prompt, seed=3, voice="one", tempo=84)
    notes = lead(one)
    # Twice, after an intro, in whole octaves from where it was sung.
    assert [(note - notes[0]) for note in notes[: len(PITCHES)]] == [pitch - PITCHES[0] for pitch in PITCHES]
    assert notes == notes[: len(PITCHES)] * 2
    assert (notes[0] - PITCHES[0]) % 12 == 0
    assert (one.facts.key, one.facts.mode) == ("G", "major")
    assert one.facts.instruments[0] == ASKED[prompt] and len(one.facts.instruments) >= 3
    assert one.facts.tempo == pytest.approx(84, rel=0.01)
    assert one.facts.loudness == pytest.approx(-14, abs=0.5)


@pytest.mark.judge
def test_ten_minutes_are_heard_in_bounded_memory(hum: Path, folder: Path) -> None:
    import resource

    sound, _ = soundfile.read(hum, dtype="float32")
    soundfile.write(folder / "long.flac", np.resize(sound, RATE * 600), RATE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for voice in ("one", "several"):
        one = made("transcribe", folder / "long.flac", folder, voice=voice)
        assert one.facts.seconds == pytest.approx(600, abs=4)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000
