"""A work that is sent to a mode goes into the field that takes such a work."""

from __future__ import annotations

import pytest

from pipelines.registry import WINGS
from studio.errors import BadInput
from studio.jobs.mode import Modes
from studio.params import takes
from studio.web.opened import _takers
from studio.works.kinds import Kind
from studio.works.recipe import Recipe
from studio.works.upload import BESIDE, READ_AS, forms_of
from studio.works.works import Work, WorkFile, now
from tabs.fill import _for_words, _taker

MODES = {mode.key: mode for modes in WINGS.values() for mode in modes}


def a_work(kind: Kind) -> Work:
    files = tuple(
        WorkFile(role=role, suffix=".bin", sha256="0" * 64, size=1) for role in ("main", *BESIDE.get(kind, ()))
    )
    recipe = Recipe(mode="m", engine="e", kind=kind, title="a", params={}, seed=0)
    return Work(id="1", owner="ann", job="j", created=now(), recipe=recipe, files=files)


@pytest.mark.parametrize("kind", READ_AS)
def test_it_is_never_put_where_it_cannot_be_read(kind: Kind) -> None:
    work = a_work(kind)
    for mode in MODES.values():
        fields = {name: set(takes(info)) for name, info in mode.params.model_fields.items()}
        if any(forms_of(work).keys() & kinds for kinds in fields.values()):
            assert forms_of(work).keys() & fields[_taker(mode, work)], mode.key


@pytest.mark.parametrize(
    ("kind", "mode", "field"),
    [("speech", "read-aloud", "music"), ("poem", "read-aloud", "text"), ("music", "narrate", "music")],
)
def test_the_field_is_the_one_for_its_kind(kind: Kind, mode: str, field: str) -> None:
    assert _taker(MODES[mode], a_work(kind)) == field


def test_the_words_of_a_poem_become_the_lyrics_of_a_song() -> None:
    assert _for_words(MODES["music"], a_work("poem")) == "lyrics"
    assert [key for key, mode in MODES.items() if mode.for_words_of("poem")] == ["music"], (
        "nothing else is needed there"
    )
    with pytest.raises(BadInput):
        _for_words(MODES["music"], a_work("image"))
    ways = {way["mode"]: way for way in _takers(a_work("poem").model_copy(update={"text": "a"}), Modes.of(WINGS))}
    assert (ways["music"]["take"], ways["music"]["title"]) == ("words", "Music, as Lyrics")
    assert ways["read-aloud"]["take"] == "brought"
    assert "music" not in {way["mode"] for way in _takers(a_work("poem"), Modes.of(WINGS))}, "not without words"
    hint = str(MODES["music"].form.hint_of("lyrics"))
    assert "Composer" in hint and "no voice sings" in hint and "can sing" in hint
