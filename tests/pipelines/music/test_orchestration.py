"""Who plays what: those who were asked for, in the parts that suit them, and nobody who was refused."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.orchestration import orchestrate
from pipelines.music.composer.write.players import Players
from pipelines.music.score.instruments import Instrument, Role, instruments
from pipelines.music.score.score import Section


@cache
def usual() -> Reading:
    return read("", Wishes(genre="pop"), 1)


def a_reading(genre: str, *named: str, alone: bool = False, **values: object) -> Reading:
    players = tuple(instruments()[key] for key in named)
    return replace(usual(), genre=genres()[genre], named=players, alone=alone, **values)  # type: ignore[arg-type]


def cast(reading: Reading, seed: int = 1) -> dict[Role, str]:
    return {role: item.key for role, item in orchestrate(reading, random.Random(seed)).items()}


@pytest.mark.parametrize("genre", ["bossa", "chinese", "rock", "jazz", "classical", "techno"])
@pytest.mark.parametrize("key", ["nylon-guitar", "koto", "organ", "strings", "harp", "banjo", "cello", "flute"])
def test_the_only_one_named_who_can_lead_leads(genre: str, key: str) -> None:
    for seed in range(4):
        assert cast(a_reading(genre, key), seed)["lead"] == key


def test_of_several_who_are_named_the_one_who_sings_leads_and_the_other_accompanies() -> None:
    assert cast(a_reading("bossa", "nylon-guitar", "flute"))["lead"] == "flute"
    assert cast(a_reading("bossa", "nylon-guitar", "flute"))["chords"] == "nylon-guitar"
    assert cast(a_reading("chinese", "koto", "erhu"))["chords"] == "koto"
    assert cast(a_reading("jazz", "piano", "acoustic-bass", "brush-kit")) == {
        "lead": "piano", "chords": "piano", "bass": "acoustic-bass", "drums": "brush-kit",
    }  # fmt: skip


@pytest.mark.parametrize(
    "named",
    [
        ("flute", "harp"),
        ("violin", "violin"),
        ("trumpet", "trombone", "tuba"),
        ("flute", "cello", "piano"),
        ("violin", "violin", "violin", "cello"),
        ("piano", "violin", "cello"),
        ("piano",),
        ("finger-bass",),
        ("erhu", "koto"),
    ],
)
def test_those_who_are_to_be_alone_are_joined_by_nobody(named: tuple[str, ...]) -> None:
    for genre in ("classical", "pop", "techno"):
        reading = a_reading(genre, *named, alone=True)
        players = cast(reading)
        assert sorted(set(players.values())) == sorted(set(named))
        assert "lead" in players
        # Two hands may have two parts; nobody else has.
        parts = [key for role, key in players.items() if not (role == "chords" and players.get("lead") == key)]
        assert sorted(parts) == sorted(named)
        heard = {track.instrument.key for track in compose(reading, 20, 1).tracks}
        assert heard == set(named)


def test_a_string_quartet_has_the_cello_below() -> None:
    players = cast(a_reading("classical", "violin", "violin", "viola", "cello", alone=True))
    assert (players["lead"], players["counter"], players["bass"]) == ("violin", "violin", "cello")
    assert "viola" in players.values()
    assert cast(a_reading("classical", "violin", "cello", alone=True))["bass"] == "cello"


def test_nobody_doubles_those_who_were_named() -> None:
    for genre in genres():
        players = cast(a_reading(genre, "piano"))
        assert not {"pad", "counter"} & players.keys()
        assert "strings" not in players.values() or "strings" in genres()[genre].chords


@pytest.mark.parametrize("genre", list(genres()))
def test_who_is_refused_does_not_play_and_somebody_else_does(genre: str) -> None:
    entry = genres()[genre]
    for role in ("lead", "chords"):
        refused = frozenset(getattr(entry, role))
        players = cast(a_reading(genre, refused=refused))
        assert not refused & set(players.values())
        assert role in players or not refused
    assert "drums" not in cast(a_reading(genre, refused=frozenset({"standard-kit"})))


def test_a_soloist_has_two_hands_or_none_but_the_tune() -> None:
    assert cast(a_reading("pop", "piano", solo=True)) == {"lead": "piano", "chords": "piano"}
    assert cast(a_reading("pop", "flute", solo=True)) == {"lead": "flute"}
    assert cast(a_reading("rock", "standard-kit", solo=True)) == {"drums": "standard-kit"}


def test_everybody_who_was_asked_for_is_heard() -> None:
    for named in (("clean-guitar",), ("trumpet", "oboe", "clarinet", "piano", "tuba"), ("oohs", "pipa", "celesta")):
        reading = a_reading("pop", *named)
        assert set(named) <= {track.instrument.key for track in compose(reading, 20, 2).tracks}


def test_layers_enter_one_by_one_and_no_section_is_empty() -> None:
    everybody: dict[Role, str] = {"lead": "flute", "chords": "piano", "bass": "finger-bass", "drums": "standard-kit"}
    players = {role: instruments()[key] for role, key in everybody.items()}
    intro = Section("intro", 0, 2, 0.3, frozenset({"pad", "drums"}))
    verse = Section("verse", 2, 4, 0.6, frozenset({"lead", "chords", "bass", "drums"}))
    layers = Players(players, a_reading("pop"), (intro, verse))
    assert layers.play("chords", intro) and not layers.play("lead", intro)
    assert all(layers.play(role, verse) for role in everybody)
    assert not layers.play("counter", verse)


def test_few_players_play_nearly_all_the_time() -> None:
    reading = a_reading("classical", "flute", "harp", alone=True)
    score = compose(reading, 60, 1)
    for section in score.sections:
        if section.kind != "intro":
            begin, end = section.start_bar * score.metre.bar, section.end_bar * score.metre.bar
            assert all(any(begin <= note.start < end for note in track.notes) for track in score.tracks)


def test_who_was_asked_for_has_a_place_and_no_section_is_silent() -> None:
    flute, piano, oboe = (instruments()[key] for key in ("flute", "piano", "oboe"))
    verse = Section("verse", 0, 4, 0.6, frozenset({"lead", "chords"}))
    rest = Section("break", 4, 4, 0.6, frozenset({"counter"}))
    tuba = instruments()["tuba"]
    four: dict[Role, Instrument] = {"lead": flute, "counter": oboe, "chords": piano, "bass": tuba}
    named = Players(four, a_reading("pop", "oboe"), (verse,))
    assert named.play("counter", verse)
    unasked = Players({"lead": flute, "chords": piano}, a_reading("pop"), (verse, rest))
    assert unasked.play("chords", rest) and not unasked.play("lead", rest)
    few = Players({"lead": flute, "chords": piano}, a_reading("pop", "flute", "piano"), (verse, rest))
    assert few.play("lead", rest)
