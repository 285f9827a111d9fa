"""Players that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.ensemble import family_members
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import instruments
from tests.pipelines.music.described import heard, missed

MEMBERS = {
    "guitars": {"nylon-guitar", "steel-guitar", "jazz-guitar", "clean-guitar", "muted-guitar", "distortion-guitar"},
    "brass": {"trumpet", "muted-trumpet", "trombone", "tuba", "french-horn", "brass"},
    "drums": {key for key, item in instruments().items() if item.is_drums},
    "strings": {"violin", "fiddle", "viola", "cello", "pizzicato", "strings"},
    "voices": {"choir", "oohs"},
    "pianos": {"piano", "electric-piano"},
    "synths": {"saw-lead", "square-lead", "polysynth", "warm-pad", "halo-pad", "synth-bass"},
    "woodwinds": {"flute", "oboe", "clarinet", "bassoon", "alto-sax", "tenor-sax", "piccolo", "recorder"},
    "basses": {"acoustic-bass", "finger-bass", "slap-bass", "synth-bass"},
}
"""Some of each family, by hand."""


@pytest.mark.parametrize(
    ("prompt", "family"),
    [
        ("rock, no guitar", "guitars"), ("rock without any guitars", "guitars"), ("march without brass", "brass"),
        ("drumless rock", "drums"), ("pop, drum-free", "drums"), ("pop without any percussion", "drums"),
        ("film sans strings", "strings"), ("pop, instrumental", "voices"), ("流行，不要鼓", "drums"),
        ("流行，没有钢琴", "pianos"), ("beatless ambient", "drums"), ("pop; everything but the drums", "drums"),
        ("don't use any synths, pop", "synths"), ("没有人声的流行", "voices"), ("jazz, no woodwinds", "woodwinds"),
        ("rock, drums: none", "drums"), ("无鼓的摇滚", "drums"), ("minus the bass, pop", "basses"),
        ("别用吉他，摇滚", "guitars"),
    ],
)  # fmt: skip
def test_a_general_word_rules_out_its_whole_family(prompt: str, family: str) -> None:
    reading = heard(prompt)
    assert MEMBERS[family] <= reading.refused
    assert not {item.key for item in reading.named} & reading.refused


@pytest.mark.parametrize(
    ("prompt", "refused", "named"),
    [
        ("jazz, no saxophone or piano", ["tenor-sax", "alto-sax", "piano"], []),
        ("pop, no drums, just piano and strings", ["standard-kit"], ["piano", "strings"]),
        ("no bass, drums and guitar, pop", ["finger-bass", "standard-kit", "nylon-guitar"], []),
        ("pop without drums but with guitar", ["standard-kit"], ["clean-guitar"]),
        ("pop with no drums and a soft piano", ["standard-kit"], ["piano"]),
        ("不要鼓、贝斯和吉他，流行", ["standard-kit", "finger-bass", "nylon-guitar"], []),
        ("流行，不要鼓，只要钢琴和弦乐", ["standard-kit"], ["piano", "strings"]),
        ("folk with neither fiddle nor harmonica", ["fiddle", "harmonica"], []),
        ("pop, electric piano but no piano", ["piano"], ["electric-piano"]),
        ("pop, no drums, flute", ["standard-kit"], ["flute"]),
    ],
)
def test_lists_are_ruled_out_as_far_as_they_go(prompt: str, refused: list[str], named: list[str]) -> None:
    reading = heard(prompt)
    assert set(refused) <= reading.refused
    assert [item.key for item in reading.named] == named


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("for flute and harp", ["flute", "harp"]), ("a duo of violins", ["violin", "violin"]),
        ("string quartet", ["violin", "violin", "viola", "cello"]), ("piano trio", ["violin", "cello", "piano"]),
        ("a trio for flute, cello and piano", ["flute", "cello", "piano"]), ("solo cello", ["cello"]),
        ("flute duo", ["flute", "flute"]), ("just piano and strings", ["piano", "strings"]), ("piano only", ["piano"]),
        ("笛子和古筝二重奏", ["shakuhachi", "koto"]), ("二胡独奏", ["erhu"]), ("钢琴曲", ["piano"]),
        ("a cappella", ["oohs", "choir"]),
        ("brass quintet", ["trumpet", "trumpet", "french-horn", "trombone", "tuba"]),
        ("弦乐四重奏", ["violin", "violin", "viola", "cello"]),
    ],
)  # fmt: skip
def test_small_ensembles_are_themselves_alone(prompt: str, named: list[str]) -> None:
    reading = heard(prompt)
    assert [item.key for item in reading.named] == named
    assert reading.alone


@pytest.mark.parametrize(
    "prompt",
    [
        "rock with a guitar solo",
        "pop with piano",
        "pop song with flute melody",
        "an orchestral film score",
        "folk, alone in the city",
        "big band swing",
    ],
)
def test_who_is_only_featured_is_not_alone(prompt: str) -> None:
    reading = heard(prompt)
    assert not reading.alone
    assert not reading.solo


def test_a_family_is_played_by_the_genres_own() -> None:
    assert [item.key for item in heard("bossa nova with guitar").named] == ["nylon-guitar"]
    assert heard("metal with guitars").named[0].key in ("distortion-guitar", "overdriven-guitar")
    assert heard("techno with drums").named[0].key in genres()["techno"].drums
    assert [item.key for item in heard("rock with violin").named] == ["violin"]


def test_counted_players_are_as_many() -> None:
    assert [item.key for item in heard("two violins and a cello, classical").named] == ["violin", "violin", "cello"]
    assert [item.key for item in heard("古典，两把小提琴").named] == ["violin", "violin"]


@pytest.mark.parametrize(
    "prompt",
    ["鼓舞人心的流行", "放风筝的流行", "upbeat pop", "pop like a heartbeat", "drum and bass", "string theory, pop"],
)
def test_what_only_has_an_instrument_in_its_name_asks_for_none(prompt: str) -> None:
    assert not heard(prompt).named


def test_instruments_that_are_not_here_are_said() -> None:
    assert missed("film with theremin") == ["instrument_near"]
    assert heard("film with theremin").named
    assert missed("film with didgeridoo") == ["instrument"]
    assert not heard("film with didgeridoo").named
    assert not missed("film with no theremin")
    for entry in read_table("players")["absent"].values():
        assert not entry["near"] or entry["near"] in instruments()


def test_every_instrument_is_asked_for_by_its_words() -> None:
    for key, item in instruments().items():
        for word in item.words:
            reading = heard(f"a song with {word}")
            assert reading.named, word
            assert (
                item in reading.named
                or any(
                    {key, reading.named[0].key} <= family_members(family) for family in read_table("players")["family"]
                )
                or word in ("orchestra", "orchestral", "string quartet")
            ), (word, key, [one.key for one in reading.named])
