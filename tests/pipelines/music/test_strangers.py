"""Descriptions as strangers type them: who plays, what kind of music it is, and notes without holes."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.drums import SOUNDS
from pipelines.music.composer.write.register import tessitura
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Note, Score
from studio.models.catalog import Catalog

HATS = {SOUNDS[name] for name in ("hat", "open", "pedal")}


def heard(prompt: str) -> Reading:
    return read(prompt, Wishes(), 1)


@cache
def a_piece(prompt: str, seed: int = 1, seconds: float = 30.0) -> Score:
    return compose(read(prompt, Wishes(), seed), seconds, seed)


def notes_of(score: Score, role: str) -> list[Note]:
    return [note for track in score.tracks if track.role == role for note in track.notes]


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("a mazurka", "waltz"),
        ("circus", "march"),
        ("elevator music", "bossa"),
        ("music for a yoga class, 60 bpm", "ambient"),
        ("something for my cat's funeral", "classical"),
        ("a sad violin", "classical"),
        ("spooky halloween organ", "film"),
        ("not slow pop", "pop"),
        ("honky-tonk", "country"),
        ("深夜里一个人走在街头", "lofi"),
        ("街头说唱", "hiphop"),
        ("悲壮的战歌，唢呐与大鼓", "chinese"),
        ("葫芦丝独奏，傣族风情", "chinese"),
        ("广场舞", "disco"),
    ],
)
def test_the_kind_of_music_is_the_one_that_is_meant(prompt: str, genre: str) -> None:
    assert heard(prompt).genre.key == genre


@pytest.mark.parametrize(
    ("prompt", "tempo"), [("surf rock, reverb guitar, 160", 160), ("赛博朋克城市夜景，合成器，120", 120)]
)
def test_a_number_that_stands_alone_is_the_tempo(prompt: str, tempo: float) -> None:
    reading = heard(prompt)
    assert (reading.tempo, reading.tempo_is_given) == (tempo, True)


@pytest.mark.parametrize("prompt", ["a song from 1999", "techno, 16", "synth, 808"])
def test_a_number_that_cannot_be_one_is_not(prompt: str) -> None:
    assert not heard(prompt).tempo_is_given


@pytest.mark.parametrize(
    ("prompt", "players"),
    [
        ("雨夜，一个人的钢琴", {"piano"}),
        ("二胡独奏配古筝", {"erhu", "koto"}),
        ("solo cello with piano accompaniment", {"cello", "piano"}),
        ("五四拍的爵士，钢琴三重奏", {"piano", "acoustic-bass", "brush-kit"}),
        ("a classical piano trio", {"violin", "cello", "piano"}),
    ],
)
def test_those_play_who_are_named(prompt: str, players: set[str]) -> None:
    assert {track.instrument.key for track in a_piece(prompt).tracks} == players


def test_an_instrument_that_is_not_to_be_had_is_called_what_the_person_called_it() -> None:
    said = " ".join(str(note) for note in heard("jazz with a bass clarinet").notes)
    assert "bass clarinet" in said
    assert "duduk" not in said


def test_what_is_excepted_from_nothing_is_there() -> None:
    assert [item.key for item in heard("meditation without any instruments except bells").named] == ["celesta"]


def test_a_drum_kit_does_without_what_is_ruled_out() -> None:
    strokes = {note.pitch for note in notes_of(a_piece("hip hop beat with no hi-hats"), "drums")}
    assert strokes
    assert not strokes & HATS
    assert {note.pitch for note in notes_of(a_piece("hip hop beat"), "drums")} & HATS


@pytest.mark.parametrize("prompt", ["rock with less drums", "摇滚，鼓少一点"])
def test_fewer_drums_are_fewer(prompt: str) -> None:
    plain = prompt.split(" with")[0].split("，")[0]
    assert len(notes_of(a_piece(prompt), "drums")) < 0.8 * len(notes_of(a_piece(plain), "drums"))


@pytest.mark.parametrize(
    "prompt", ["a folk dance, form AABA, 4 bars each", "folk, structure: AABA, four bars each", "民谣 AABA 每段四小节"]
)
def test_sections_are_as_long_as_all_of_them_are_said_to_be(prompt: str) -> None:
    assert heard(prompt).structure == (("A", 4), ("A", 4), ("B", 4), ("A", 4))


@pytest.mark.parametrize("prompt", ["string quartet", "a tune for two flutes"])
def test_who_was_asked_for_is_heard_in_more_than_half_of_the_bars(prompt: str) -> None:
    score = a_piece(prompt)
    bars = score.sections[-1].end_bar
    for role in ("lead", "counter"):
        played = {int(note.start // score.metre.bar) for note in notes_of(score, role)}
        assert len(played) > bars / 2


@pytest.mark.parametrize("prompt", ["oboe and strings, without brass", "pop ballad for piano and strings, no drums"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_root_is_lowest_at_the_cadence(prompt: str, seed: int) -> None:
    score = a_piece(prompt, seed)
    for chord in score.chords[-2:]:
        sounding = [
            note.pitch
            for track in score.tracks
            for note in track.notes
            if not track.instrument.is_drums and note.start < chord.end - 0.05 and note.end > chord.start + 0.05
        ]
        assert min(sounding) % 12 == chord.foot


def test_a_pad_stays_above_the_bass() -> None:
    score = a_piece("rain on a window, a sad film score in B minor")
    for note in notes_of(score, "pad"):
        below = [n.pitch for n in notes_of(score, "bass") if n.start < note.end - 0.05 and n.end > note.start + 0.05]
        assert all(note.pitch > pitch for pitch in below)


def test_seeds_side_by_side_lie_apart() -> None:
    low, high = tessitura(instruments()["flute"], 0.0), tessitura(instruments()["flute"], 1.0)
    assert high[0] - low[0] >= 4
    assert high[1] <= instruments()["flute"].lead[1]


def test_the_last_note_of_a_lonely_fiddle_has_its_root_below() -> None:
    score = a_piece("solo violin")
    last = [note.pitch for note in notes_of(score, "lead") if note.start >= score.beats - 1e-6]
    assert min(last) % 12 == score.key.tonic


def test_the_writer_of_melodies_knows_every_mode() -> None:
    catalog = Catalog.read()
    spec = catalog["melody-writer"]
    writer = MelodyWriter.load(catalog.locate(spec))
    for mode in ("hijaz", "phrygian", "lydian", "pentatonic", "dorian", "mixolydian"):
        reading = read("Arabic music", Wishes(mode=mode, metre="4/4"), 1)
        assert notes_of(compose(reading, 12.0, 1, writer), "lead")


STRANGE = (
    "8-bit boss fight in 7/8", "Bach-like fugue", "sea shanty", "drum and bass without kick", "wedding entrance",
    "grunge ballad", "古琴独奏，深山，空灵", "京剧风格的说唱", "marimba minimalism 12/8", "western showdown",
    "fast waltz in E minor with accordion", "电子舞曲 没有鼓", "hymn for organ", "a cappella choir, slow",
)  # fmt: skip


@pytest.mark.parametrize("prompt", STRANGE)
def test_nothing_is_broken_whatever_is_asked_for(prompt: str) -> None:
    """No bar is empty, no tune of few pitches, no intro over a third of the piece, no leap of two octaves below."""
    score = a_piece(prompt)
    bar, bars = score.metre.bar, score.sections[-1].end_bar
    pitched = [note for track in score.tracks if not track.instrument.is_drums for note in track.notes]
    for number in range(bars):
        assert any(note.start < (number + 1) * bar - 0.05 and note.end > number * bar + 0.05 for note in pitched)
    assert len({note.pitch for note in notes_of(score, "lead")}) >= 4
    assert sum(section.bars for section in score.sections if section.kind == "intro") * 3 <= bars
    bass = sorted(notes_of(score, "bass"), key=lambda note: note.start)
    assert all(abs(a.pitch - b.pitch) < 24 for a, b in pairwise(bass))
