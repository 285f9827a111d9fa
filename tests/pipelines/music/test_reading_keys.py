"""Keys that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.ask import MusicParams
from studio.errors import BadInput
from tests.pipelines.music.described import heard, missed


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("key of Am", "A minor"), ("F#m", "F♯ minor"), ("in C sharp minor", "C♯ minor"), ("d minor", "D minor"),
        ("C# dorian", "C♯ dorian"), ("e-moll", "E minor"), ("fis-Moll", "F♯ minor"), ("B-Dur", "B♭ major"),
        ("H-dur", "B major"), ("Bbm", "B♭ minor"), ("key: F# minor", "F♯ minor"), ("in A minor", "A minor"),
        ("in a minor", "A minor"), ("A minor, slow", "A minor"), ("in the key of G major", "G major"),
        ("B-flat major", "B♭ major"), ("B♭ major", "B♭ major"), ("G mixolydian", "G mixolydian"),
        ("en la mineur", "A minor"), ("ré bémol majeur", "D♭ major"), ("升F小调", "F♯ minor"), ("降B大调", "B♭ major"),
        ("A小调", "A minor"), ("d小调", "D minor"), ("Cmaj", "C major"), ("in Bb major", "B♭ major"),
        ("in C aeolian", "C minor"), ("an A major tune", "A major"), ("Am, 90 bpm", "A minor"),
        ("in f# minor", "F♯ minor"),
    ],
)  # fmt: skip
def test_a_key_is_read_in_every_spelling(words: str, key: str) -> None:
    for seed in range(3):
        assert str(heard(f"pop, {words}", seed).key) == key


@pytest.mark.parametrize(
    ("words", "tonic"),
    [("in D", 2), ("in Bb", 10), ("key of C", 0), ("in E-flat", 3), ("1=F", 5), ("1=bB", 10), ("C调", 0), ("Bb", 10)],
)
def test_a_tonic_alone_leaves_the_mode_open(words: str, tonic: int) -> None:
    assert {heard(f"pop, {words}, no. {seed}", seed).key.tonic for seed in range(6)} == {tonic}


@pytest.mark.parametrize(
    "words",
    ["a major battle", "A major battle at sea", "be sharp", "in a minor way", "a flat landscape", "in e-commerce",
     "a minor setback", "living in a flat", "my major exam", "in A world of pain", "in a cappella style", "not in C",
     "I Am the storm", "in G-funk style", "a city", "bad"],
)  # fmt: skip
def test_what_only_looks_like_a_key_is_none(words: str) -> None:
    keys = {(heard(f"film, {words}", seed).key.tonic) for seed in range(12)}
    modes = {(heard(f"film, {words}", seed).key.mode) for seed in range(12)}
    assert len(keys) > 2
    assert len(modes) > 1 or "minor" not in words


def test_a_mode_without_a_tonic() -> None:
    for seed in range(5):
        assert heard("a pop song in a minor key", seed).key.mode == "minor"
        assert heard("folk, dorian", seed).key.mode == "dorian"
    assert len({heard("a pop song in a minor key", seed).key.tonic for seed in range(12)}) > 2
    assert missed("pop in C locrian") == ["mode_near"]
    assert missed("pop, atonal") == ["mode"]


@pytest.mark.parametrize(
    ("said", "key", "mode"),
    [("C#", "C♯", "auto"), ("Bb", "B♭", "auto"), ("Db", "C♯", "auto"), ("D#", "E♭", "auto"), ("Gb", "F♯", "auto"),
     ("am", "A", "minor"), ("F#m", "F♯", "minor"), ("E flat major", "E♭", "major"), ("g", "G", "auto"),
     ("auto", "auto", "auto")],
)  # fmt: skip
def test_the_form_takes_a_key_in_other_spellings(said: str, key: str, mode: str) -> None:
    params = MusicParams.read({"prompt": "pop", "key": said})
    assert (params.key, params.mode) == (key, mode)


def test_the_form_refuses_what_is_no_key() -> None:
    for said in ("H", "loud", "C##", ""):
        with pytest.raises(BadInput, match="Key"):
            MusicParams.read({"prompt": "pop", "key": said})


def test_chance_depends_on_the_words_too() -> None:
    prompts = [
        f"pop about {thing}" for thing in ("trains", "rivers", "bread", "hats", "keys", "doors", "maps", "hills")
    ]
    readings = [heard(prompt, 7) for prompt in prompts]
    assert len({reading.key for reading in readings}) >= 4
    assert len({round(reading.tempo) for reading in readings}) >= 5
    assert heard("pop about trains", 7) == heard("pop about trains", 7)
