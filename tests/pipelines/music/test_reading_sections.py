"""Sections and chords that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.composer.options import ComposerOptions
from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.progression import read_progression
from pipelines.music.composer.read.structure import read_structure
from studio.errors import BadInput
from tests.pipelines.music.described import heard, missed


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("intro 4, verse 8, chorus 8, bridge 4, outro 2", "intro 4 verse 8 chorus 8 bridge 4 outro 2"),
        ("[Verse] 8 bars\n[Chorus] 8 bars", "verse 8 chorus 8"), ("AABA", "A 8 A 8 B 8 A 8"), ("副歌8小节", "chorus 8"),
        ("verse x2, chorus", "verse 8 verse 8 chorus 8"), ("4 bar intro, 16-bar chorus", "intro 4 chorus 16"),
        ("4 bar intro 8 bar verse", "intro 4 verse 8"), ("前奏4主歌8副歌8", "intro 4 verse 8 chorus 8"),
        ("主歌八小节，副歌十六小节", "verse 8 chorus 16"), ("Intro (4) - Verse (8)", "intro 4 verse 8"),
        ("verse 1: 8, chorus: 8, verse 2: 8", "verse 8 chorus 8 verse 8"), ("A 8 B 4 A 8", "A 8 B 4 A 8"),
        ("intro -> verse → pre-chorus", "intro 4 verse 8 prechorus 4"), ("eight bar verse", "verse 8"),
        ("build 4 drop 16 breakdown 8", "build 4 drop 16 break 8"),
        ("intro, Verse 1, Chorus, Verse 2", "intro 4 verse 8 chorus 8 verse 8"),
    ],
)  # fmt: skip
def test_sections_are_read_as_people_write_them(text: str, sections: str) -> None:
    found = read_structure(plainly(text))
    assert not found.strange
    assert " ".join(f"{label} {bars}" for label, bars in found.sections) == sections


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("Am F C G", "Am F C G"), ("ii-V-I", "ii V I"), ("I V vi IV", "I V vi IV"), ("C | G | Am F | C", "C G Am,F C"),
        ("Am-F-C-G", "Am F C G"), ("Am, F G, C", "Am F,G C"), ("F#m7b5 B7 Em", "F#m7b5 B7 Em"),
        ("Bb/D Eb F", "Bb/D Eb F"),
        ("| Dm7 | G7 | Cmaj7 | % |", "Dm7 G7 Cmaj7 Cmaj7"), ("1-5-6-4", "I V vi IV"), ("4536251", "IV V iii vi ii V I"),
        ("am f c g", "Am F C G"), ("(C G) x2", "C G C G"), ("I–V–vi–IV", "I V vi IV"), ("bVII IV I", "bVII IV I"),
        ("C\nG\nAm F", "C G Am,F"),
    ],
)  # fmt: skip
def test_chords_are_read_as_people_write_them(text: str, bars: str) -> None:
    found = read_progression(plainly(text))
    assert (" ".join(found.bars), found.strange) == (bars, "")


def test_what_cannot_be_read_in_a_field_is_told_beside_it() -> None:
    with pytest.raises(BadInput) as refused:
        ComposerOptions.read({"structure": "intro 4, banana 3"})
    assert "banana" in str(refused.value.fields["structure"])
    assert "intro 4" in str(refused.value.fields["structure"])
    with pytest.raises(BadInput) as refused:
        ComposerOptions.read({"chords": "Am F H7"})
    assert "H7" in str(refused.value.fields["chords"])
    assert "Am | F" in str(refused.value.fields["chords"])
    for values in ({"structure": "verse 500"}, {"structure": "verse 0"}, {"chords": "C " * 80}, {"structure": "8"}):
        with pytest.raises(BadInput):
            ComposerOptions.read(values)
    assert ComposerOptions.read({"structure": "", "chords": " "}).structure == ""


@pytest.mark.parametrize(
    ("prompt", "structure", "progression"),
    [
        ("a pop song, chords: Am F C G, slow", "", "Am F C G"), ("sad piano over Am-F-C-G", "", "Am F C G"),
        ("jazz, ii-V-I", "", "ii V I"), ("a rock song, intro 4, verse 8, sad", "intro verse", ""),
        ("structure: intro 4, verse 8. Pop", "intro verse", ""), ("AABA jazz", "A A B A", ""),
        ("folk in ABA form", "A B A", ""),
        ("流行，和弦：C G Am F", "", "C G Am F"), ("结构：前奏4，主歌8", "intro verse", ""), ("ABBA style pop", "", ""),
        ("a pop song about A B C", "", ""), ("a chorus of angels, pop", "", ""),
        ("the bridge over the river, pop", "", ""),
        ("pop, sad chords", "", ""), ("a pop song with a long intro", "", ""), ("rock in E minor", "", ""),
    ],
)  # fmt: skip
def test_sections_and_chords_are_found_in_a_description(prompt: str, structure: str, progression: str) -> None:
    reading = heard(prompt)
    assert " ".join(label for label, _ in reading.structure) == structure
    assert " ".join(reading.progression) == progression


def test_chords_set_the_key_where_none_is_said() -> None:
    assert str(heard("pop, chords: Am Dm E7 Am").key) == "A minor"
    assert str(heard("pop", progression=("C", "F", "G", "C")).key) == "C major"
    assert str(heard("pop in E minor, chords: i VI III VII").key) == "E minor"
    assert heard("pop, i-VI-III-VII").key.mode == "minor"
    assert heard("pop, ii-V-I").key.mode == "major"
    assert missed("pop, chords: Am F H7") == ["chord"]
    assert missed("pop, structure: sonata") == ["structure"]


def test_the_form_wins_over_sections_and_chords_in_the_words() -> None:
    reading = heard("pop, chords: Am F C G, AABA", structure=(("verse", 8),), progression=("C", "G"))
    assert (reading.structure, reading.progression) == ((("verse", 8),), ("C", "G"))
