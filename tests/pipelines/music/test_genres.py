"""Genres: patterns of their own, words of their own, and a piece in every metre that is asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Any, get_args

import numpy as np
import pytest

from pipelines.music.composer.genres import Genre, genres, moods
from pipelines.music.composer.options import GenreName
from pipelines.music.composer.play.mixes import mixes
from pipelines.music.composer.read.meanings import FILE, meanings, sentences
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.read.words import find
from pipelines.music.composer.tables import read_table
from pipelines.music.composer.tune.rhythm import BORROWED, NAMES
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.plans import forms
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import GROUPS, Metre, Score
from pipelines.music.score.theory import MODES, Key, read_chord

ALL = list(genres().values())
ROLES = ("lead", "counter", "chords", "pad", "bass", "drums")
SPARE = {"three", "four", "six"}
"""Grooves that belong to no genre."""
BORROWING = {name for name, bar in NAMES.items() if bar in BORROWED}


def steps(metre: str) -> int:
    return Metre(metre).steps


def lengths(pattern: str) -> set[int]:
    return {len(bar) for bar in pattern.split("|")}


def rows(groove: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """All rows of a groove, those of its calm, loud and filling bars too."""
    for name, row in groove.items():
        if isinstance(row, str):
            yield name, row
        else:
            yield from rows(row)


@cache
def usual() -> Reading:
    return read("a piece", Wishes(genre="pop"), 1)


def piece(genre: Genre, metre: str, seed: int = 1, seconds: float = 12, energy: float | None = None) -> Score:
    """A piece in the genre's most usual mode."""
    key = Key(2 * seed, max(genre.modes, key=lambda mode: genre.modes[mode]))
    energy = genre.energy if energy is None else energy
    asked = replace(usual(), genre=genre, key=key, metre=metre, tempo=sum(genre.tempo) / 2, energy=energy)
    return compose(asked, seconds, seed)


def test_there_are_enough_and_the_form_offers_them_all() -> None:
    assert len(ALL) >= 36
    assert sorted(get_args(GenreName)) == sorted(("auto", *genres()))


@pytest.mark.parametrize("genre", ALL, ids=lambda genre: genre.key)
def test_a_genre_composes_in_every_metre_that_it_names_and_in_the_usual_ones(genre: Genre) -> None:
    for metre, energy in product({*genre.metres, "4/4", "3/4"}, (0.3, 0.95)):
        score = piece(genre, metre, energy=energy)
        assert score.metre.name == metre
        for track in score.tracks:
            low, high = track.instrument.range
            assert track.notes, f"{track.name} has nothing to play in {metre}"
            assert all(low <= note.pitch <= high for note in track.notes), f"{track.name} leaves its range in {metre}"


@pytest.mark.parametrize("genre", ALL, ids=lambda genre: genre.key)
def test_what_a_genre_is_made_of_exists(genre: Genre) -> None:
    known, grooves, families = instruments(), read_table("grooves"), read_table("rhythms")
    assert {key for role in ROLES for key in getattr(genre, role)} <= known.keys()
    assert genre.lead
    assert genre.chords
    assert set(genre.groove) <= grooves.keys()
    assert bool(genre.groove) == bool(genre.drums)
    assert genre.modes.keys() <= MODES.keys()
    assert genre.metres.keys() <= GROUPS.keys()
    assert genre.form in forms()
    assert genre.mix in mixes()
    assert genre.rhythm in families
    for metre in genre.metres.keys() - BORROWING - {"9/8"}:
        assert NAMES[metre] in families[genre.rhythm], f"no melody rhythms of its own in {metre}"


@pytest.mark.parametrize("genre", ALL, ids=lambda genre: genre.key)
def test_its_patterns_are_written_for_the_metres_that_it_names(genre: Genre) -> None:
    grooves = [read_table("grooves")[name] for name in genre.groove]
    written = {
        "comp": {step for pattern in genre.comp for step in lengths(pattern)},
        "bass_line": {step for pattern in genre.bass_line for step in lengths(pattern)},
        "groove": {step for groove in grooves for _, row in rows(groove) for step in lengths(row)},
    }
    wanted = {steps(metre) for metre in genre.metres}
    for name, found in written.items():
        silent = (name == "groove" and not genre.drums) or (name == "bass_line" and not genre.bass)
        assert found <= wanted, f"{name} has patterns for a metre that the genre does not name"
        assert silent or wanted <= found, f"{name} has no pattern for a metre of the genre"
    assert set("".join(genre.comp)) <= set("0123456789CcUu-.|")
    assert set("".join(genre.bass_line)) <= set("Rr35678AWw-.|")


@pytest.mark.parametrize("genre", ALL, ids=lambda genre: genre.key)
def test_it_has_progressions_of_its_own_for_verse_chorus_and_bridge(genre: Genre) -> None:
    for minor, table in ((False, genre.major), (True, genre.minor)):
        assert len(table) >= (2 if genre.cycle == 12 else 3)
        for row in (row for place in table for row in place):
            assert len(row.split()) == genre.cycle
            key = Key(0, "minor" if minor else "hijaz" if "hijaz" in genre.modes else "major")
            for numeral in row.replace(",", " ").split():
                assert read_chord(numeral, key).tones
    places = [set(place) for place in genre.major]
    assert genre.form == "raga" or not places[0] & places[1]


def test_no_two_genres_have_the_same_patterns() -> None:
    played = Counter(name for genre in ALL for name in genre.groove)
    assert not [name for name, count in played.items() if count > 1]
    assert played.keys() == read_table("grooves").keys() - SPARE
    for one, other in combinations(ALL, 2):
        alike = [set(getattr(one, part)) & set(getattr(other, part)) for part in ("comp", "bass_line")]
        assert not all(alike), f"{one.key} and {other.key} are accompanied alike"


def test_every_word_belongs_to_one_genre_in_both_languages() -> None:
    counted = Counter(word for genre in ALL for word in genre.words)
    assert not [word for word, count in counted.items() if count > 1]
    assert all(word == word.lower() for word in counted)
    for genre in ALL:
        assert any(word.isascii() for word in genre.words)
        assert any(not word.isascii() for word in genre.words)


def test_the_words_of_a_genre_lead_to_it() -> None:
    words = [(word, genre.key) for genre in ALL for word in genre.words]
    found = find("; ".join(word for word, _ in words), {genre.key: genre.words for genre in ALL})
    assert [match.key for match in found] == [key for _, key in words]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("a smouldering milonga for two", "tango"),
        ("90s boom-bap, dusty drums", "hiphop"),
        ("UK drill instrumental", "trap"),
        ("a wobble bass monster", "dubstep"),
        ("Jungle with chopped amen breaks", "dnb"),
        ("psytrance for the forest", "trance"),
        ("nu-disco groover", "disco"),
        ("blackened thrash metal", "metal"),
        ("pop-punk about summer", "punk"),
        ("mambo for a big night", "salsa"),
        ("batucada parade", "samba"),
        ("Hindustani evening raag", "raga"),
        ("Egyptian belly dance", "arabic"),
        ("buleria with palmas", "flamenco"),
        ("a hora for a wedding", "klezmer"),
        ("bluegrass breakdown", "country"),
        ("neo-soul for late nights", "soul"),
        ("a Scott Joplin rag", "ragtime"),
        ("an operatic aria", "choral"),
        ("in the manner of Philip Glass", "minimalism"),
        ("JRPG town theme", "adventure"),
        ("two tone skank", "ska"),
        ("perreo all night", "reggaeton"),
        ("Oktoberfest oompah", "polka"),
        ("highlife from Ghana", "afrobeat"),
        ("说唱伴奏", "hiphop"),
        ("一首忧伤的探戈", "tango"),
        ("印度风格", "raga"),
        ("肚皮舞", "arabic"),
        ("重金属，很快", "metal"),
        ("丛林舞曲", "dnb"),
        ("众赞歌", "choral"),
    ],
)
def test_near_names_are_known_too(words: str, key: str) -> None:
    assert read(words, Wishes(), 1).genre.key == key


def test_the_vectors_are_those_of_the_sentences() -> None:
    with np.load(FILE) as file:
        assert list(file["texts"]) == [*sentences("genres").values(), *sentences("moods").values()]
    for kind, known in (("genres", genres()), ("moods", moods())):
        keys, vectors = meanings(kind)
        assert keys == list(known)
        assert vectors.shape == (len(known), 384)
