"""Forms: every kind of music has one of its own, and what a person wrote is followed."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.write.form import Plan, plan
from pipelines.music.composer.write.plans import forms
from pipelines.music.score.score import EVERYBODY, Metre

ASKED = (("intro", 2), ("verse", 4), ("chorus", 4), ("bridge", 4), ("chorus", 4))


def a_reading(genre: str, tempo: float | None = None, structure: tuple[tuple[str, int], ...] = ()) -> Reading:
    reading = read(genre, Wishes(genre=genre), 1)
    given = reading.tempo if tempo is None else tempo
    return replace(reading, tempo=given, tempo_is_given=tempo is not None, structure=structure)


def a_plan(reading: Reading, seconds: float = 30, seed: int = 1) -> Plan:
    return plan(reading, seconds, Metre(reading.metre), random.Random(seed))


def labels(found: Plan) -> list[str]:
    return [section.label for section in found.sections]


def test_every_genre_has_a_form_and_every_form_names_sections_that_are_known() -> None:
    assert {genre.form for genre in genres().values()} <= set(forms())
    for form in forms().values():
        named = {token.strip("()").split(":")[0] for text in form.plans for token in text.split()}
        assert named <= set(form.labels), form.key
        assert all(label.players | label.more <= EVERYBODY for label in form.labels.values())
        assert all(
            label.group in "ABC" and label.into in ("", "fill", "build", "stop") for label in form.labels.values()
        )


@pytest.mark.parametrize("key", list(forms()))
def test_sections_fill_any_number_of_bars_without_a_gap(key: str) -> None:
    form = forms()[key]
    for bars in range(1, 160):
        _, layout = min(form.layouts(bars), key=lambda pair: pair[0])
        sections = form.sections(layout)
        assert sections[0].start_bar == 0
        assert sections[-1].end_bar == bars
        assert all(one.end_bar == other.start_bar for one, other in pairwise(sections))
        assert all(0 < section.energy <= 1 and section.bars > 0 for section in sections)
        assert sections[-1].into == ""
        outside = sum(section.bars for section in sections if section.kind in ("intro", "outro"))
        assert outside <= max(sum(form.ends) + 7, bars // 3), (bars, layout)


def test_forms_are_those_of_their_music() -> None:
    for seed in range(6):
        assert "chorus" in labels(a_plan(a_reading("pop"), 30, seed))
        assert {"verse", "chorus"} <= set(labels(a_plan(a_reading("pop"), 60, seed)))
        assert {"build", "drop", "break"} <= set(labels(a_plan(a_reading("techno"), 60, seed)))
        assert {"A", "C"} <= {section.kind for section in a_plan(a_reading("march"), 45, seed).sections}
        blues = [s for s in a_plan(a_reading("blues"), 60, seed).sections if s.kind in ("A", "solo")]
        assert {section.bars for section in blues} == {12}
        baroque = [s.kind for s in a_plan(a_reading("baroque"), 75, seed).sections if s.kind != "outro"]
        assert baroque == sorted(baroque) or baroque[-1] in "AB"
        assert set(baroque) >= {"A", "B"}
    raga = a_plan(a_reading("raga"), 90).sections
    assert "drums" not in raga[0].players
    assert "drums" in raga[-2].players
    kinds = {genre: tuple(labels(a_plan(a_reading(genre), 60))) for genre in genres()}
    assert len(set(kinds.values())) >= 10


def test_what_returns_is_fuller_and_the_last_chorus_the_loudest() -> None:
    sections = a_plan(a_reading("pop", 120.0), 120).sections
    verses = [section for section in sections if section.kind == "verse"]
    choruses = [section for section in sections if section.kind == "chorus"]
    assert len(verses) >= 2
    assert verses[0].players < verses[1].players
    assert max(sections, key=lambda section: section.energy) is choruses[-1]
    layers = [s for s in a_plan(a_reading("ambient", 60.0), 120).sections if s.kind == "A"]
    assert layers[0].players < layers[-1].players


def test_what_leads_on() -> None:
    pop = a_plan(a_reading("pop", 120.0, (("verse", 4), ("prechorus", 4), ("chorus", 4))), 30).sections
    assert [section.into for section in pop[:2]] == ["fill", "build"]
    dubstep = a_plan(a_reading("dubstep"), 60).sections
    assert all(section.into == "stop" for section in dubstep if section.kind == "build")


@pytest.mark.parametrize("genre", list(genres()))
def test_a_tempo_that_is_given_is_kept_and_another_bent_a_little(genre: str) -> None:
    given = a_reading(genre, 97.0)
    assert a_plan(given, 40).tempo == 97.0
    free = a_reading(genre)
    for seconds in (20, 30, 47, 90):
        assert abs(a_plan(free, seconds).tempo / free.tempo - 1) < 0.2, seconds


def test_a_structure_that_is_asked_for_is_followed_and_sets_the_tempo() -> None:
    for seconds in (34, 40, 48):
        found = a_plan(a_reading("pop", None, ASKED), seconds)
        assert tuple((section.label, section.bars) for section in found.sections) == ASKED
        assert not found.said
    exact = a_plan(a_reading("pop", 128.0, ASKED), 36)
    assert exact.tempo == 128
    assert tuple((section.label, section.bars) for section in exact.sections) == ASKED


def test_letters_that_return_are_primed() -> None:
    found = a_plan(a_reading("jazz", None, (("A", 8), ("A", 8), ("B", 8), ("A", 8))), 60)
    assert labels(found) == ["A", "A′", "B", "A′"]
    assert [section.kind for section in found.sections] == ["A", "A", "B", "A"]


@pytest.mark.parametrize(
    ("tempo", "seconds", "key", "played"),
    [
        (120.0, 20, "composer.form.cut", 8),
        (120.0, 45, "composer.form.longer", 20),
        (120.0, 90, "composer.form.filled", 42),
        (None, 120, "composer.form.again", 54),
    ],
)
def test_what_does_not_fit_is_said(tempo: float | None, seconds: float, key: str, played: int) -> None:
    found = a_plan(a_reading("pop", tempo, ASKED), seconds)
    assert [sentence.key for sentence in found.said] == [key]
    assert str(found.said[0])
    assert abs(found.bars - played) <= 2
    assert labels(found)[:2] == ["intro", "verse"]
    assert tempo is None or found.tempo == tempo


def test_what_is_cut_is_told_with_the_seconds_that_it_needs() -> None:
    cut = a_plan(a_reading("pop", 120.0, ASKED), 20)
    needed = float(cut.said[0].values["seconds"])
    assert not [s for s in a_plan(a_reading("pop", 120.0, ASKED), needed).said if s.key.endswith("cut")]


def test_a_seed_draws_its_form() -> None:
    reading = a_reading("celtic")
    assert a_plan(reading, 64, 3) == a_plan(reading, 64, 3)
    readings = [a_reading(genre) for genre in genres()]
    varied = [r for r in readings if len({tuple(labels(a_plan(r, 64, seed))) for seed in range(4)}) > 1]
    assert len(varied) > 10
