"""Each mode of the studio refuses what cannot be used, in words, before anything is started."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.registry import MODES
from studio.errors import BadInput, InkstoneError, NotFound
from studio.jobs.engine import Host
from studio.jobs.mode import Mode
from studio.models.catalog import Catalog
from studio.params import bounds, takes
from tests.fakes import FakeDevice

HOST = Host(Catalog.read(), FakeDevice("cpu", 8 * 2**30))
EVERY = pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
ASKED = [mode for mode in MODES.values() if "prompt" in mode.form.model_fields]
BY_WORDS = pytest.mark.parametrize("mode", ASKED, ids=[mode.key for mode in ASKED])
BROUGHT = [mode for mode in MODES.values() if any(map(takes, mode.form.model_fields.values()))]
BY_FILES = pytest.mark.parametrize("mode", BROUGHT, ids=[mode.key for mode in BROUGHT])


def numbers(mode: Mode) -> list[str]:
    """Fields that hold a number, the seed aside."""
    fields = mode.form.model_fields.items()
    return [name for name, info in fields if name != "seed" and set(bounds(info)) != {None}]


@BY_WORDS
@pytest.mark.parametrize("prompt", ["", " \n ", "\u200b", "a" * 100_000, "bell\x07", "half \ud83d"])
def test_a_prompt_that_cannot_be_used_is_told(mode: Mode, prompt: str) -> None:
    with pytest.raises(BadInput, match=r"^(Prompt|Text): .*Nothing was started"):
        mode.ask({"prompt": prompt}, HOST)


@BY_WORDS
@pytest.mark.parametrize("seed", [-1, "text", 1.5, 2**32])
def test_a_seed_that_is_none_is_told(mode: Mode, seed: Any) -> None:
    with pytest.raises(BadInput, match=r"^Seed: it is a whole number from 0 to"):
        mode.ask({"prompt": "a red fox", "seed": seed}, HOST)


@BY_FILES
@pytest.mark.parametrize("value", ["", "boat.png", "/etc/passwd", "http://example.com/boat.png", "a" * 63, "G" * 64, 7])
def test_a_file_that_was_not_brought_is_told(mode: Mode, value: Any) -> None:
    for name in (name for name, info in mode.form.model_fields.items() if takes(info)):
        optional = not mode.form.model_fields[name].is_required()
        if value or not optional:
            with pytest.raises(BadInput, match=rf"^{mode.form.title_of(name)}: "):
                mode.ask({**mode.sample, name: value}, HOST)


@EVERY
def test_numbers_out_of_bounds_are_told_by_their_title(mode: Mode) -> None:
    for name in numbers(mode):
        title = str(mode.form.title_of(name))
        assert title and title != name, f"{name} has no title for people"
        low, _ = bounds(mode.form.model_fields[name])
        for value in (-1 if low is None else low - 1, 10**9, "many", float("nan")):
            with pytest.raises(BadInput) as told:
                mode.ask({**mode.sample, name: value}, HOST)
            assert str(told.value).startswith(f"{title}: ")


@EVERY
def test_an_unknown_field_is_told(mode: Mode) -> None:
    with pytest.raises(BadInput, match=r"^wings: "):
        mode.ask({**mode.sample, "wings": 2}, HOST)


@BY_WORDS
def test_an_unknown_model_is_told_with_those_there_are(mode: Mode) -> None:
    with pytest.raises(NotFound, match=r"No model is called “no-such-model”.*Known models: ") as told:
        mode.ask({**mode.sample, "model": "no-such-model"}, HOST)
    names = str(told.value.hint).removeprefix("Known models: ").removesuffix(".").split(", ")
    assert set(names) <= {choice.name for choice in mode.choices(HOST)}


@BY_WORDS
@pytest.mark.parametrize(
    "prompt", ["三只鸟在海上", "ثلاثة طيور فوق البحر", "🐦🌊", "<script>alert(1)</script>", "a" * 2000]
)
def test_any_script_is_taken_or_refused_in_words(mode: Mode, prompt: str) -> None:
    try:
        ask = mode.ask({**mode.sample, "prompt": prompt}, HOST)
    except InkstoneError as error:
        assert error.hint, "a refusal says what can be done instead"
    else:
        assert str(ask.choice.why).strip()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        # Two engines have it, and only one of them needs words in it.
        ("lyrics", "🙂🙂", "no word in it"),
        ("lyrics", "!!! ???", "no word in it"),
        ("lyrics", "la la\n" * 10_000, "at most 4,000"),
        ("chords", "blah blah 17 ??", "no chord"),
        ("chords", "C " * 5000, "at most 2,000"),
        ("structure", "verse 10000", "more than 400 bars"),
        ("structure", "主歌 8 副歌 10000", "more than 400 bars"),
        ("structure", "verse 99999999999999999999", "no section"),
        ("structure", "verse 0", "no section"),
        ("structure", "banana 4", "no section"),
        ("tempo", 5, "40"),
        ("tempo", 5000, "220"),
        ("key", "H", "one of"),
        ("metre", "13/8", "one of"),
        ("seconds", 0, "10"),
        ("seconds", 3600, "180"),
    ],
)
def test_what_no_music_can_be_made_of_is_told_beside_its_field(field: str, value: Any, words: str) -> None:
    mode = MODES["music"]
    with pytest.raises(BadInput, match=words) as told:
        mode.ask({"prompt": "a song", field: value}, HOST)
    assert field in told.value.fields
    assert told.value.message.to("zh") != told.value.message.to("en")
