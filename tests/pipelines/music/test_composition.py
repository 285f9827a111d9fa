"""What is written before anything sounds: descriptions understood, and scores that keep the rules of the craft."""

from __future__ import annotations

import statistics
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.music.composer.genres import genres, moods
from pipelines.music.composer.options import GenreName, MoodName
from pipelines.music.composer.play.performance import perform
from pipelines.music.composer.read.meanings import FILE, meanings, sentences
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.read.words import find_words
from pipelines.music.composer.tables import read_table
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.patterns import bars_of
from pipelines.music.score.clock import TempoMap
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Note, Score, Track
from pipelines.music.score.theory import Key, read_chord

SCALES = {
    "major": {0, 2, 4, 5, 7, 9, 11},
    "minor": {0, 2, 3, 5, 7, 8, 10, 11},
    "dorian": {0, 2, 3, 5, 7, 9, 10, 11},
    "phrygian": {0, 1, 3, 5, 7, 8, 10},
    "lydian": {0, 2, 4, 6, 7, 9, 11},
    "mixolydian": {0, 2, 4, 5, 7, 9, 10},
    "pentatonic": {0, 2, 4, 7, 9},
}
"""Minor and Dorian with the leading tone that dominants bring."""


@cache
def a_piece(prompt: str, seed: int = 1, seconds: float = 30, **wishes: object) -> tuple[Reading, Score]:
    """What is understood and written, once: tests that ask for the same look at the same."""
    reading = read(prompt, Wishes(**wishes), seed)  # type: ignore[arg-type]
    return reading, compose(reading, seconds, seed)


def the(score: Score, role: str) -> Track:
    return next(track for track in score.tracks if track.role == role)


def has(score: Score, role: str) -> bool:
    return any(track.role == role for track in score.tracks)


# Reading


@pytest.mark.parametrize(
    ("prompt", "tempo"),
    [("a groove at 96 bpm", 96), ("jazz, 140 BPM", 140), ("流行歌曲，120拍每分", 120)],
)
def test_a_tempo_that_is_said_is_kept_exactly(prompt: str, tempo: int) -> None:
    _, score = a_piece(prompt)
    assert score.tempo == tempo


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("a piano piece in D minor", "D minor"),
        ("waltz in B-flat major", "B♭ major"),
        ("rock in F# minor", "F♯ minor"),
        ("something in E dorian", "E dorian"),
        ("a pop song in the key of G major", "G major"),
        ("升C小调的钢琴曲", "C♯ minor"),
        ("降E大调圆舞曲", "E♭ major"),
    ],
)
def test_a_key_that_is_said_is_the_key(prompt: str, key: str) -> None:
    reading, _ = a_piece(prompt)
    assert str(reading.key) == key


@pytest.mark.parametrize(
    ("prompt", "metre"),
    [("a waltz", "3/4"), ("a folk tune in 6/8", "6/8"), ("jazz waltz", "3/4"), ("圆舞曲", "3/4"), ("rock", "4/4")],
)
def test_the_metre_follows_the_words(prompt: str, metre: str) -> None:
    assert a_piece(prompt)[1].metre.name == metre


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("smoky jazz club at midnight", "jazz"),
        ("lo-fi beats to study to", "lofi"),
        ("an Irish jig", "celtic"),
        ("epic battle", "film"),
        ("古风，江南烟雨", "chinese"),
        ("8-bit arcade game", "chiptune"),
        ("给宝宝的摇篮曲", "lullaby"),
        ("欢快的爵士乐", "jazz"),
        ("epic Chinese battle", "chinese"),
        ("欢快的二胡曲", "chinese"),
        ("a harpsichord piece", "baroque"),
    ],
)
def test_the_genre_follows_the_words(prompt: str, genre: str) -> None:
    assert a_piece(prompt)[0].genre.key == genre


def test_every_genre_is_found_by_each_of_its_names() -> None:
    for key, genre in genres().items():
        for word in genre.words[:3]:
            assert read(word, Wishes(), 1).genre.key == key, word


def test_meaning_decides_where_no_word_does() -> None:
    """A description that the sentence model would place right beside the reggae sentence."""
    keys, vectors = meanings("genres")

    def encode(texts: list[str]) -> np.ndarray:
        return vectors[[keys.index("reggae")]]

    assert read("lying in a hammock with nothing to do", Wishes(), 1, encode).genre.key == "reggae"
    assert read("a hammock and smooth jazz", Wishes(), 1, encode).genre.key == "jazz"


def test_what_is_chosen_in_the_form_wins_over_the_words() -> None:
    chosen = read("sad jazz for saxophone", Wishes(genre="reggae", mood="happy"), 3)
    assert (chosen.genre.key, chosen.mood) == ("reggae", "happy")
    assert not chosen.key.minor
    assert chosen.energy > read("sad reggae", Wishes(), 3).energy


def test_a_chosen_genre_leaves_the_mood_to_the_words() -> None:
    keys, vectors = meanings("moods")

    def encode(texts: list[str]) -> np.ndarray:
        return vectors[[keys.index("dreamy")]]

    assert read("calm", Wishes(genre="waltz"), 1).mood == "calm"
    assert read("high above the roofs", Wishes(genre="waltz"), 1, encode).mood == "dreamy"


def test_the_form_offers_every_genre_and_mood() -> None:
    assert sorted(get_args(GenreName)) == sorted(("auto", *genres()))
    assert get_args(MoodName) == ("auto", *moods())


def test_stored_meanings_are_those_of_the_tables() -> None:
    with np.load(FILE) as file:
        assert list(file["texts"]) == [*sentences("genres").values(), *sentences("moods").values()]
    for kind in ("genres", "moods"):
        keys, vectors = meanings(kind)
        assert vectors.shape == (len(keys), 384)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-2)


def test_moods_change_mode_tempo_and_energy() -> None:
    sad, happy = read("sad waltz", Wishes(), 3), read("happy waltz", Wishes(), 3)
    assert sad.key.minor
    assert not happy.key.minor
    assert sad.tempo < happy.tempo
    assert sad.energy < happy.energy


def test_longer_names_of_instruments_win() -> None:
    assert find_words("a bass guitar and a blues harp", {k: i.words for k, i in instruments().items()})[0] == [
        "finger-bass",
        "harmonica",
    ]


def test_what_is_ruled_out_is_not_heard() -> None:
    assert has(a_piece("rock")[1], "drums")
    assert not has(a_piece("rock without drums")[1], "drums")
    assert not has(a_piece("流行歌曲，不要鼓")[1], "drums")


@pytest.mark.parametrize("key", [key for key, item in instruments().items() if not item.is_drums])
def test_every_instrument_that_is_asked_for_plays(key: str) -> None:
    wanted = instruments()[key]
    _, score = a_piece(f"a song for {wanted.words[0]}", seconds=20)
    assert wanted in [track.instrument for track in score.tracks]


def test_several_instruments_each_get_a_part() -> None:
    _, score = a_piece("a trio for flute, cello and piano")
    assert {"flute", "cello", "piano"} <= {track.instrument.key for track in score.tracks}
    assert the(score, "lead").instrument.key in ("flute", "cello")


def test_a_solo_is_played_alone() -> None:
    assert {track.instrument.key for track in a_piece("solo piano, sad")[1].tracks} == {"piano"}
    assert {track.instrument.key for track in a_piece("二胡独奏")[1].tracks} == {"erhu"}


def test_the_form_wins_over_the_words() -> None:
    reading, score = a_piece("waltz in D minor at 90 bpm", tempo=120, key="G", mode="major", metre="4/4", energy=0.1)
    assert (score.tempo, str(score.key), score.metre.name, reading.energy) == (120, "G major", "4/4", 0.1)


# Tables


@pytest.mark.parametrize("genre", list(genres()))
def test_every_table_of_a_genre_can_be_played(genre: str) -> None:
    entry = genres()[genre]
    for mode, table in (("major", entry.major), ("minor", entry.minor)):
        for progression in (*table[0], *table[1]):
            bars = progression.split()
            assert len(bars) in (4, 12)
            for numeral in (chord for bar in bars for chord in bar.split(",")):
                read_chord(numeral, Key(0, mode))
    for pattern in (*entry.comp, *entry.bass_line):
        bars_of(pattern, len(pattern.split("|")[0]))
    for role in ("lead", "chords", "pad", "bass", "counter", "drums"):
        assert all(key in instruments() for key in getattr(entry, role))
    assert all(name in read_table("grooves") for name in entry.groove)


def test_moods_lead_to_genres_that_exist() -> None:
    assert all(genre in genres() for mood in moods().values() for genre in mood.genres)


# Scores

PIECES = [(genre, 1) for genre in genres()]
MORE = [pytest.param(genre, seed, marks=pytest.mark.judge) for genre in genres() for seed in range(2, 9)]


@pytest.mark.parametrize(("genre", "seed"), [*PIECES, *MORE])
def test_a_melody_is_in_key_singable_and_comes_home(genre: str, seed: int) -> None:
    _, score = a_piece(genres()[genre].words[0], seed)
    melody, tonic = the(score, "lead").notes, score.key.tonic
    scale = SCALES[score.key.mode] | ({3} if genre == "blues" else set())
    assert sum((note.pitch - tonic) % 12 in scale for note in melody) / len(melody) >= 0.95
    strong = [note for note in melody if (note.start % score.metre.bar) in score.metre.strong]
    chordal = [note for note in strong if note.pitch % 12 in score.chord_at(note.start).tones]
    assert len(chordal) / len(strong) >= 0.85
    leaps = [abs(b.pitch - a.pitch) for a, b in pairwise(melody)]
    assert max(leaps) <= 16
    assert statistics.mean(leap <= 4 for leap in leaps) > 0.6
    assert melody[-1].pitch % 12 == tonic
    assert len({note.pitch for note in melody}) >= 4


def heard(score: Score, label: str) -> set[str]:
    section = next(section for section in score.sections if section.label == label)
    begin, end = section.start_bar * score.metre.bar, section.end_bar * score.metre.bar
    return {track.role for track in score.tracks if any(begin <= note.start < end for note in track.notes)}


def test_a_motif_returns() -> None:
    """The first and the third bar of A have the same rhythm and much the same shape."""
    alike = 0
    for seed in range(8):
        _, score = a_piece("classical", seed, 60)
        start = next(section for section in score.sections if section.label == "A").start_bar * score.metre.bar
        bars = [
            [n for n in the(score, "lead").notes if s <= n.start < s + score.metre.bar]
            for s in (start, start + 2 * score.metre.bar)
        ]
        assert [n.start - start for n in bars[0]] == [n.start - start - 2 * score.metre.bar for n in bars[1]]
        shapes = [np.sign(np.diff([note.pitch for note in bar])) for bar in bars]
        alike += float(np.mean(shapes[0] == shapes[1])) >= 0.5
    assert alike >= 6


def test_chords_lead_smoothly() -> None:
    _, score = a_piece("lo-fi", 2, 60)
    by_start: dict[float, list[int]] = {}
    for note in the(score, "chords").notes:
        by_start.setdefault(note.start, []).append(note.pitch)
    tops = [max(pitches) for _, pitches in sorted(by_start.items()) if len(pitches) >= 3]
    assert statistics.mean(abs(b - a) for a, b in pairwise(tops)) < 3


def test_drums_are_where_they_belong() -> None:
    for seed in range(4):
        assert has(a_piece("rock", seed)[1], "drums")
        assert not has(a_piece("ambient", seed)[1], "drums")
        assert not has(a_piece("classical", seed)[1], "drums")


def test_no_two_genres_are_written_alike() -> None:
    prints = {}
    for genre in genres():
        _, score = a_piece(genres()[genre].words[0], 1, tempo=100.0, key="C", metre="4/4")
        cast = tuple(sorted(track.instrument.key for track in score.tracks))
        chords = tuple(chord.numeral for chord in score.chords)
        rhythm = tuple(sorted({n.start % 4 for track in score.tracks if track.role == "chords" for n in track.notes}))
        prints[genre] = (cast, chords, rhythm)
    assert len(set(prints.values())) == len(prints)
    assert len({cast for cast, _, _ in prints.values()}) >= len(prints) - 1


def test_the_same_seed_writes_the_same_piece_and_another_another() -> None:
    assert a_piece("pop", 7)[1] == a_piece.__wrapped__("pop", 7)[1]
    melodies = {tuple((n.pitch, n.start) for n in the(a_piece("pop", seed)[1], "lead").notes) for seed in range(10)}
    assert len(melodies) == 10


# Performances


ANY = given(
    genre=st.sampled_from(list(genres())),
    seconds=st.floats(10, 180),
    tempo=st.one_of(st.none(), st.floats(40, 220)),
    metre=st.sampled_from(["4/4", "3/4", "6/8"]),
    seed=st.integers(0, 2**32 - 1),
)


def check_length(genre: str, seconds: float, tempo: float | None, metre: str, seed: int) -> None:
    _, score = a_piece(genres()[genre].words[0], seed, seconds, tempo=tempo, metre=metre)
    last = TempoMap.of(score).seconds(score.beats)
    assert 1.5 <= seconds - last <= 14
    ends = [note.end for part in perform(score, seconds, seed) for note in part]
    assert max(ends) <= seconds + 0.05
    assert max(ends) >= seconds - 5


@settings(max_examples=10, deadline=None)
@ANY
def test_any_piece_fits_its_length(**values: Any) -> None:
    check_length(**values)


@pytest.mark.judge
@settings(max_examples=500, deadline=None)
@ANY
def test_five_hundred_pieces_fit_their_length(**values: Any) -> None:
    check_length(**values)


def test_jazz_swings_and_classical_does_not() -> None:
    def offbeats(prompt: str) -> float:
        _, score = a_piece(prompt, 2, 60, tempo=120.0, metre="4/4")
        parts = perform(score, 60, 2)
        places = []
        for track, part in zip(score.tracks, parts, strict=True):
            pairs = zip(track.notes, part, strict=True)
            places += [played.start * 2 % 1 for note, played in pairs if note.start % 1 == 0.5 and note.start < 80]
        return statistics.median(places)

    assert offbeats("jazz") == pytest.approx(0.65, abs=0.03)
    assert offbeats("classical") == pytest.approx(0.5, abs=0.03)


def test_players_are_human_and_machines_are_not() -> None:
    def strays(prompt: str) -> float:
        _, score = a_piece(prompt, 2, 30, tempo=120.0, metre="4/4")
        drums = next(i for i, track in enumerate(score.tracks) if track.role == "lead")
        part = perform(score, 30, 2)[drums]
        return statistics.pstdev(
            p.start - n.start / 2 for n, p in zip(score.tracks[drums].notes, part, strict=True) if n.start < 40
        )

    assert strays("techno") < 0.001
    assert 0.004 < strays("rock") < 0.03


def test_strong_beats_weigh_more() -> None:
    _, score = a_piece("waltz", 1, 60)
    part = perform(score, 60, 1)[[t.role for t in score.tracks].index("lead")]
    notes: list[tuple[Note, int]] = [(n, p.velocity) for n, p in zip(the(score, "lead").notes, part, strict=True)]
    first = [velocity for note, velocity in notes if note.start % 3 == 0]
    weak = [velocity for note, velocity in notes if note.start % 3 != 0]
    assert statistics.mean(first) > statistics.mean(weak) + 5
