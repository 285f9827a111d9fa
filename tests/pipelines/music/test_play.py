"""How a score is played, mixed and written as MIDI: on small scores made by hand, and heard through the real sounds."""

from __future__ import annotations

import io
import statistics
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import mido
import numpy as np
import pyloudnorm
import pytest
import symusic

from pipelines.music.composer.genres import Genre, genres
from pipelines.music.composer.play import drumkit, strip
from pipelines.music.composer.play.drumkit import kit_of, kits
from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.mix import Desk
from pipelines.music.composer.play.mixes import mixes
from pipelines.music.composer.play.performance import Sounding, motions, perform
from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import RATE, load
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.expression import gestures
from pipelines.music.score.instruments import Role, instruments
from pipelines.music.score.midi import midi_bytes
from pipelines.music.score.score import Feel, Metre, Note, Score, Section, Track
from pipelines.music.score.theory import Chord, Key
from studio.errors import LoadFailed
from studio.models.catalog import STARTER

BANK = load(STARTER / "soundfont")
LENGTH = round(10.5 * RATE)
SILENT = 10 ** (-60 / 20)


Written = tuple[int, float, float]


def player(role: Role, instrument: str, *notes: Written) -> Track:
    """A player of (pitch, start, length in beats)."""
    return Track(role, instruments()[instrument], [Note(pitch, start, length, 90) for pitch, start, length in notes])


def score(*tracks: Track, beats: float = 8.0, metre: str = "4/4", tempo: float = 120.0, **feel: float) -> Score:
    """A piece in C: two bars of C, two of G, as they fit, and a final chord."""
    bar = Metre(metre).bar
    starts = [bar * index for index in range(int(beats / bar))]
    chords = [Chord((0, 7)[i % 2], "", ("I", "V")[i % 2], start, bar) for i, start in enumerate(starts)]
    final = Chord(0, "", "I", beats, bar)
    section = Section("A", 0, len(starts), 0.6)
    shape = Feel(**{"room": 0.8, **feel})
    return Score(Key(0, "major"), Metre(metre), tempo, (section,), (*chords, final), tracks, beats, shape)


def broken(pitches: Sequence[int], beats: float) -> list[tuple[int, float, float]]:
    return [(pitches[i % len(pitches)], i / 2, 0.4) for i in range(int(beats * 2))]


@cache
def band() -> Score:
    """Five players for eight seconds."""
    drums: list[Written] = [(36, float(b), 0.2) for b in range(16)] + [(38, float(b), 0.2) for b in range(1, 16, 2)]
    drums += [(42, b / 2, 0.2) for b in range(0, 32)] + [(36, 16.0, 0.5)]
    tune: list[Written] = [((72, 74, 76, 79)[i % 4], float(i), 0.9) for i in range(16)] + [(72, 16.0, 4.0)]
    chords: list[Written] = [(p, b + 0.5, 0.4) for b in range(16) for p in (60, 64, 67)] + [
        (p, 16.0, 4.0) for p in (60, 64, 67)
    ]
    pad: list[Written] = [(p, 4.0 * b, 4.0) for b in range(5) for p in (55, 59)]
    bass: list[Written] = [(36, float(b), 0.8) for b in range(16)] + [(36, 16.0, 4.0)]
    tracks = [player("lead", "saw-lead", *tune), player("chords", "distortion-guitar", *chords)]
    tracks += [player("pad", "warm-pad", *pad), player("bass", "synth-bass", *bass)]
    return score(*tracks, player("drums", "electronic-kit", *drums), beats=16.0)


@cache
def production(genre: str) -> Production:
    return Production(band(), genres()[genre], 10.5, 1, BANK)


def quiet() -> None:
    """Nobody asks how far the playing is."""


@cache
def stems(genre: str) -> list[tuple[Track, np.ndarray]]:
    return list(production(genre).stems(quiet))


@cache
def unmixed() -> list[tuple[Track, np.ndarray, list[Sounding]]]:
    """The band's players before any mixing."""
    parts = production("house").takes[0]
    return [(t, BANK.play(t.instrument, p, 10.5, quiet), p) for t, p in zip(band().tracks, parts, strict=True)]


def heard(piece: Score, seconds: float) -> np.ndarray:
    """The first player alone, mono, at the studio's rate."""
    part, motion = perform(piece, seconds, 1)[0], motions(piece)[0]
    return BANK.play(piece.tracks[0].instrument, part, seconds, quiet, motion).mean(axis=1)


def pitch_curve(sound: np.ndarray, near: float) -> np.ndarray:
    """Cents away from a frequency, a thousand times a second, from the phase of its band."""
    time = np.arange(len(sound)) / RATE
    turned = sound * np.exp(-2j * np.pi * near * time)
    width = int(RATE / 60)
    smooth = np.convolve(np.convolve(turned, np.ones(width) / width, "same"), np.ones(width) / width, "same")
    hertz = np.gradient(np.unwrap(np.angle(smooth))) * RATE / (2 * np.pi)
    return 1200 * np.log2((near + hertz[:: RATE // 1000]) / near)


def level(sound: np.ndarray, start: float, end: float) -> float:
    """Decibels of a stretch of seconds."""
    part = sound[int(start * RATE) : int(end * RATE)]
    return float(10 * np.log10((part.astype(float) ** 2).mean() + 1e-20))


# Between the notes


def test_broken_chords_are_pedalled_until_the_harmony_changes_and_struck_ones_are_not() -> None:
    piece = score(player("chords", "piano", *broken((48, 52, 55, 60, 64, 67, 72, 76), 8)))
    pedal = [(move.beat, move.value) for move in gestures(piece.tracks[0], piece)]
    assert [value for _, value in pedal] == [1, 0, 1, 0]
    assert [beat for beat, value in pedal if not value] == [4.0, 8.0]
    assert all(0 < beat % 4 < 0.5 for beat, value in pedal if value)
    (played,) = perform(piece, 8, 1)
    assert [note.end for note in played[:7]] == pytest.approx([2.0] * 7, abs=0.02)
    struck = score(player("chords", "piano", *[(p, float(b), 0.4) for b in range(8) for p in (60, 64, 67)]))
    assert not gestures(struck.tracks[0], struck)
    harpsichord = score(player("chords", "harpsichord", *broken((48, 55, 64), 8)))
    assert not gestures(harpsichord.tracks[0], harpsichord)


def test_a_pedalled_note_is_released_where_its_pitch_is_struck_again() -> None:
    (played,) = perform(score(player("chords", "piano", *broken((48, 55), 8))), 8, 1)
    for pitch in (48, 55):
        line = sorted((n for n in played if n.pitch == pitch), key=lambda n: n.start)
        assert all(one.end <= two.start + 1e-6 for one, two in pairwise(line))


def test_a_long_note_of_a_breath_swells_and_vibrates_and_one_of_a_harpsichord_does_not() -> None:
    horn, keys = (score(player("lead", name, (69, 0.0, 7.0))) for name in ("muted-trumpet", "harpsichord"))
    sound = heard(horn, 6)
    unshaped = BANK.play(horn.tracks[0].instrument, perform(horn, 6, 1)[0], 6, quiet).mean(axis=1)
    early, middle, late = (
        level(sound, *span) - level(unshaped, *span) for span in ((0.1, 0.3), (1.5, 2.0), (3.1, 3.3))
    )
    assert middle > early + 1.5
    assert middle > late + 1.0
    shaped, plain = (vibrato(pitch_curve(played, 440)[1000:3000]) for played in (sound, unshaped))
    assert 4.5 <= 2 + np.argmax(shaped[4:]) / 2 <= 6.5
    assert shaped[4:14].max() > 3 * plain[4:14].max()
    assert not gestures(keys.tracks[0], keys)


def vibrato(cents: np.ndarray) -> np.ndarray:
    """How far a pitch goes up and down, in cents, at 0, 0.5, 1 ... Hz; two seconds of it, a thousand times a second."""
    return np.abs(np.fft.rfft((cents - cents.mean()) * np.hanning(2000))) * 4 / 2000


def test_a_note_after_a_rest_is_entered_from_below_and_chords_are_never_bent() -> None:
    line = score(player("lead", "erhu", (69, 0.0, 2.0), (72, 4.0, 2.0)))
    bends = [(m.beat, m.value) for m in gestures(line.tracks[0], line) if m.kind == "bend"]
    entered = [value for beat, value in bends if 4.0 <= beat < 4.02]
    assert -1.0 <= entered[0] < -0.2
    assert {value for beat, value in bends if 4.18 < beat < 4.3} <= {0.0}
    chord = score(player("lead", "erhu", (69, 0.0, 2.0), (72, 0.0, 2.0), (76, 0.5, 2.0)))
    assert not [m for m in gestures(chord.tracks[0], chord) if m.kind == "bend"]


def test_bound_notes_of_a_breath_overlap_a_little_and_of_a_piano_do_not() -> None:
    notes = [(60, 0.0, 1.0), (62, 1.0, 1.0), (64, 2.0, 0.5), (65, 4.0, 1.0)]
    flute, piano = (perform(score(player("lead", name, *notes)), 8, 1)[0] for name in ("flute", "piano"))
    assert [round(a.end - b.start, 3) for a, b in pairwise(flute)][:2] == [0.03, 0.03]
    assert flute[2].end < flute[3].start - 0.5
    assert all(a.end <= b.start for a, b in pairwise(piano))


# Time


def test_players_drift_together_drums_keep_the_beat_and_machines_are_exact() -> None:
    chords = [(p, float(b), 0.9) for b in range(64) for p in (60, 64, 67)]
    tracks = [player("lead", "flute", *[(72, float(b), 0.9) for b in range(64)]), player("chords", "organ", *chords)]
    tracks.append(player("drums", "standard-kit", *[(36, float(b), 0.2) for b in range(64)]))
    loose, strict = (perform(score(*tracks, beats=64.0, loose=value), 40, 1) for value in (14.0, 0.0))

    def strays(part: Sequence[Sounding], track: Track) -> list[float]:
        return [played.start - note.start / 2 for played, note in zip(part, track.notes, strict=True)]

    lead, chord, drum = (strays(part, track) for part, track in zip(loose, tracks, strict=True))
    assert 0.005 < statistics.pstdev(lead) < 0.025
    assert statistics.pstdev(drum) < 0.6 * statistics.pstdev(lead)
    assert abs(statistics.mean(lead)) < 0.006, "rushing"
    assert max(map(abs, lead)) <= 0.041
    assert all(max(chord[i : i + 3]) - min(chord[i : i + 3]) < 1e-6 for i in range(0, 192, 3)), "a chord apart"
    for part, track in zip(strict, tracks, strict=True):
        assert max(map(abs, strays(part, track))) < 1e-6


def test_a_laid_back_snare_is_late_and_its_kick_is_not() -> None:
    track = player("drums", "standard-kit", *[((36, 38)[b % 2], float(b), 0.2) for b in range(64)])
    (part,) = perform(score(track, beats=64.0, loose=4.0), 40, 1, lag=15.0)
    late = [played.start - note.start / 2 for played, note in zip(part, track.notes, strict=True)]
    assert statistics.mean(late[1::2]) - statistics.mean(late[0::2]) == pytest.approx(0.015, abs=0.003)
    for name in ("tape", "beats", "soul"):
        assert mixes()[name].lag > mixes()["heavy"].lag


@pytest.mark.parametrize(("metre", "place"), [("4/4", 0.66), ("6/8", 0.5), ("12/8", 0.5), ("7/8", 0.5)])
def test_eighths_swing_only_where_two_make_a_beat(metre: str, place: float) -> None:
    bar = Metre(metre).bar
    piece = score(player("lead", "piano", (60, 0.5, 0.4)), beats=2 * bar, metre=metre, swing=0.66)
    assert perform(piece, 10, 1)[0][0].start * 2 == pytest.approx(place, abs=0.01)
    file = mido.MidiFile(file=io.BytesIO(midi_bytes(piece, "swing", 10)))
    on = next(at for at, message in absolute(file.tracks[1]) if message.type == "note_on")
    assert on / 480 == pytest.approx(place, abs=0.005)


def test_another_take_is_the_same_player_and_never_the_same_sound() -> None:
    first, again, other = (perform(replace(band(), feel=Feel(loose=8)), 10, 1, take=take) for take in (0, 0, 1))
    assert first == again != other
    for one, two in zip(first, other, strict=True):
        assert [note.pitch for note in one] == [note.pitch for note in two]
        assert max(abs(a.start - b.start) for a, b in zip(one, two, strict=True)) < 0.1


# The end


@pytest.mark.parametrize("name", ["kalimba", "pizzicato", "marimba", "banjo", "koto", "music-box", "celesta"])
def test_what_dies_away_early_is_struck_again_until_the_end(name: str) -> None:
    low = instruments()[name].lead[0]
    notes = [(low + (0, 4, 7)[i % 3], i / 2, 0.5) for i in range(16)] + [(low + step, 8.0, 4.0) for step in (0, 4, 7)]
    piece = score(player("chords", name, *notes))
    kept = sounded_through(piece, 9)
    added = kept.tracks[0].notes[len(notes) :]
    assert added
    assert {note.pitch for note in added} <= {low, low + 4, low + 7}
    assert [note.velocity for note in added] == sorted((note.velocity for note in added), reverse=True)
    wet = Production(kept, genres()["lullaby"], 9, 1, BANK)
    sound = master(wet.mixed(quiet), wet.desk.mix, RATE).mean(axis=1)
    frames = np.sqrt((sound[: len(sound) // 2205 * 2205].reshape(-1, 2205) ** 2).mean(axis=1))
    assert (frames < 1e-3).mean() < 0.1


def test_where_somebody_holds_the_chord_nothing_is_added() -> None:
    kalimba = player("lead", "kalimba", (72, 0.0, 1.0), (72, 8.0, 4.0))
    piece = score(kalimba, player("pad", "strings", (60, 8.0, 4.0)))
    assert sounded_through(piece, 9) is piece


# The MIDI file


def absolute(track: mido.MidiTrack) -> list[tuple[int, mido.Message]]:
    now, result = 0, []
    for message in track:
        now += message.time
        result.append((now, message))
    return result


@cache
def busy() -> Score:
    """Every kind of trouble: notes of one pitch that overlap, that begin together, that last no time."""
    lead = [(72, 0.0, 3.0), (72, 1.0, 1.0), (72, 1.0, 2.0), (74, 4.0, 0.0), (72, 8.0, 4.0), (72, 9.0, 1.0)]
    tracks = [player("lead", "violin", *lead), player("chords", "piano", *broken((48, 55, 64), 8))]
    tracks.append(player("counter", "tenor-sax", (62, 1.0, 3.0), (60, 5.0, 3.0)))
    return score(*tracks, player("drums", "standard-kit", *[(36, float(b), 0.2) for b in range(8)]), rit=0.3)


@cache
def file() -> bytes:
    return midi_bytes(busy(), "A piece — 曲", 9)


def by_mido(track: mido.MidiTrack) -> list[tuple[int, int, int, int]]:
    """(pitch, on, off, velocity); fails where a note is struck while it sounds, or never ends."""
    sounding: dict[int, tuple[int, int]] = {}
    notes = []
    for at, message in absolute(track):
        if message.type == "note_on":
            assert message.velocity > 0
            assert message.note not in sounding, f"{message.note} overlaps itself at {at}"
            sounding[message.note] = (at, message.velocity)
        elif message.type == "note_off":
            on, velocity = sounding.pop(message.note)
            assert at > on
            notes.append((message.note, on, at, velocity))
    assert not sounding
    return sorted(notes)


def by_symusic() -> Any:
    """The file as another library, with a reader of its own, has it."""
    return symusic.Score.from_midi(file())


def test_two_libraries_read_the_same_notes() -> None:
    ours = [by_mido(track) for track in mido.MidiFile(file=io.BytesIO(file()), charset="utf-8").tracks[1:]]
    theirs = by_symusic().tracks
    assert ours == [sorted((n.pitch, n.time, n.end, n.velocity) for n in track.notes) for track in theirs]


def test_the_file_says_all_that_another_program_needs() -> None:
    read = by_symusic()
    assert [track.program for track in read.tracks] == [40, 0, 66, 0]
    assert [track.is_drum for track in read.tracks] == [False, False, False, True]
    names = ["Lead (violin)", "Chords (piano)", "Counter (tenor saxophone)", "Drums (drum kit)"]
    assert [track.name for track in read.tracks] == names
    assert (read.time_signatures[0].numerator, read.time_signatures[0].denominator) == (4, 4)
    assert read.tempos[0].qpm == pytest.approx(120, abs=0.01)
    assert min(tempo.qpm for tempo in read.tempos) < 115, "the ritardando"
    last = mido.MidiFile(file=io.BytesIO(file()), charset="utf-8")
    assert last.tracks[0].name == "A piece — 曲"


def test_pedal_swell_and_vibrato_are_in_the_file_and_left_at_rest() -> None:
    lead, chords, counter, _ = by_symusic().tracks
    pedal = [c.value for c in chords.controls if c.number == 64]
    assert pedal == [127, 0] * 2
    swell = [c.value for c in lead.controls if c.number == 11]
    assert max(swell) - min(swell) > 10
    assert all(abs(a - b) <= 7 for a, b in pairwise(swell[1:-1])), "steps that are heard"
    assert not lead.pitch_bends, "a violin that plays two notes at once is not bent"
    bends = [bend.value for bend in counter.pitch_bends]
    assert max(bends) > 100
    assert bends[-1] == 0
    assert max(map(abs, bends)) < 4096


# The mix


def the_stems_are_the_mix(genre: str) -> None:
    whole = production(genre).mixed(quiet)
    assert [track.role for track, _ in stems(genre)] == [track.role for track in band().tracks]
    error = whole - sum(stem for _, stem in stems(genre))
    assert 10 * np.log10((error**2).sum() / (whole**2).sum()) < -60
    assert all(level(stem, 0, 10) > -60 for _, stem in stems(genre))


@pytest.mark.parametrize("genre", ["house", "metal"])
def test_the_stems_are_the_mix(genre: str) -> None:
    the_stems_are_the_mix(genre)


@pytest.mark.judge
@pytest.mark.parametrize("genre", sorted(genres()))
def test_the_stems_of_every_genre_are_its_mix(genre: str) -> None:
    the_stems_are_the_mix(genre)


def a_mix_is_loud_and_whole(name: str) -> None:
    desk = Desk(replace(genres()["pop"], mix=name), band().tracks, production("house").takes[0], 120, LENGTH, RATE)
    sound = master(desk.mixed([(t, desk.dry([s], t, part)) for t, s, part in unmixed()]), desk.mix, RATE)
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound) == pytest.approx(-14, abs=0.5)
    assert np.abs(sound).max() < 10 ** (-1 / 20)
    frames = np.sqrt((sound.reshape(-1, 1050, 2) ** 2).mean(axis=(1, 2)))
    assert (frames < SILENT).mean() < 0.1
    sides = np.sqrt(((sound[:, 0] - sound[:, 1]) ** 2).mean() / ((sound[:, 0] + sound[:, 1]) ** 2).mean())
    assert 0.05 < sides < 0.7


def test_every_genre_names_a_mix_and_every_mix_its_kit() -> None:
    assert {genre.mix for genre in genres().values()} <= set(mixes())
    assert {mix.kit for mix in mixes().values()} - {""} <= set(kits())


@pytest.mark.parametrize("name", ["hall", "heavy", "trap", "tape"])
def test_a_mix_is_loud_and_whole(name: str) -> None:
    a_mix_is_loud_and_whole(name)


@pytest.mark.judge
@pytest.mark.parametrize("name", sorted(mixes()))
def test_every_mix_is_loud_and_whole(name: str) -> None:
    a_mix_is_loud_and_whole(name)


def test_no_piece_is_wider_than_one_loudspeaker_bears() -> None:
    wide = np.random.default_rng(1).standard_normal((4 * RATE, 2)).astype(np.float32)
    left, right = master(wide, mixes()["space"], RATE).T
    assert 10 * np.log10(((left - right) ** 2).mean() / ((left + right) ** 2).mean()) < -3
    assert level(left - right, 0, 4) > -40


def test_guitars_of_metal_stand_on_both_sides() -> None:
    guitar = next(stem for track, stem in stems("metal") if track.role == "chords")
    assert production("metal").desk.takes(band().tracks[1]) == 2
    left, right = guitar[: 8 * RATE].T
    assert abs(level(left, 0, 8) - level(right, 0, 8)) < 3
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.6


def test_dance_music_breathes_with_its_kick_and_metal_does_not() -> None:
    def breath(genre: str) -> float:
        pad = next(stem for track, stem in stems(genre) if track.role == "pad")
        under = statistics.mean(level(pad, b / 2 + 0.01, b / 2 + 0.06) for b in range(4, 14))
        return statistics.mean(level(pad, b / 2 + 0.35, b / 2 + 0.45) for b in range(4, 14)) - under

    assert breath("house") > 3
    assert abs(breath("metal")) < 1.5


def test_dub_repeats_what_was_played_and_each_repeat_is_softer() -> None:
    stab = score(player("chords", "clean-guitar", (60, 0.0, 0.2)), tempo=80.0)
    part = perform(stab, 10, 1)[0]
    desk = Desk(genres()["reggae"], stab.tracks, [part], 80, 10 * RATE, RATE)
    sound = np.zeros((10 * RATE, 2), np.float32)
    sound[:2000] = np.random.default_rng(1).standard_normal((2000, 1)) * 0.1
    dry = desk.dry([sound], stab.tracks[0], part)
    step = 0.75 * 60 / 80
    repeats = [level(dry, turn * step, turn * step + 0.05) for turn in range(4)]
    between = level(dry, 0.5 * step, 0.6 * step)
    assert all(one > two + 1 for one, two in pairwise(repeats))
    assert repeats[3] > between + 20


def test_a_hall_answers_later_and_longer_than_a_club() -> None:
    def tail(genre: Genre) -> float:
        desk = Desk(genre, [], [], 120, 3 * RATE, RATE)
        click = np.zeros((3 * RATE, 2), np.float32)
        click[0] = 1
        return level(desk.room(click), 1.0, 1.2)

    assert tail(genres()["classical"]) > tail(genres()["jazz"]) + 6


def test_a_sub_is_low_soft_at_its_edges_and_follows_the_bass() -> None:
    sound = strip.sub([Sounding(48, 0.5, 1.5, 100), Sounding(31, 2.0, 3.0, 100)], 4 * RATE, RATE)[:, 0]
    for start, hertz in ((0.5, 65.4), (2.0, 49.0)):
        part = sound[int((start + 0.1) * RATE) : int((start + 0.9) * RATE)]
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 2**18))
        assert np.argmax(spectrum) * RATE / 2**18 == pytest.approx(hertz, abs=0.5)
    assert np.abs(np.diff(sound)).max() < 0.02
    assert not sound[: int(0.49 * RATE)].any()


# Drum samples


def test_every_sample_is_there_short_and_begins_at_once() -> None:
    names = {stroke.sample for _, kit in kits().values() for stroke in kit.values()}
    files = {path.stem: path for path in (STARTER / "soundfont" / "drums").glob("*.flac")}
    assert names == set(files)
    assert sum(path.stat().st_size for path in files.values()) < 2e6
    for path in files.values():
        sample = drumkit._sample(path, 0)
        assert np.abs(sample).max() == pytest.approx(0.95, abs=0.01)
        assert np.abs(sample[: RATE // 50]).max() > 0.1
        assert abs(sample[-1]) < 1e-3


def test_a_hat_that_closes_ends_the_open_one_without_a_click() -> None:
    _, kit = kits()["club"]
    open_hat, closed = Sounding(46, 0.1, 0.3, 100), Sounding(42, 0.4, 0.5, 1)
    folder = STARTER / "soundfont" / "drums"
    long, short = (drumkit.struck(folder, kit, part, RATE, RATE, 1.35) for part in ([open_hat], [open_hat, closed]))
    assert level(long, 0.45, 0.55) > -50
    assert level(short, 0.45, 0.55) < level(long, 0.45, 0.55) - 25


def test_samples_stand_in_for_a_kit_but_not_for_brushes() -> None:
    kit, brushes = (player("drums", name, (36, 0.0, 0.2)) for name in ("808-kit", "brush-kit"))
    assert 36 in kit_of(mixes()["trap"], kit)
    assert not kit_of(mixes()["trap"], brushes)
    assert not kit_of(mixes()["hall"], kit)


def test_a_missing_sample_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="bd_808"):
        drumkit.struck(tmp_path, kits()["trap"][1], [Sounding(36, 0, 1, 90)], RATE, RATE, 1.35)
