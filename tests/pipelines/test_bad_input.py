"""Each mode of the studio refuses what cannot be used, in words, before anything is started."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.registry import MODES
from studio.errors import BadInput, InkstoneError, NotFound
from studio.jobs.engine import Host
from studio.jobs.mode import Mode
from studio.models.catalog import Catalog
from studio.params import bounds
from tests.fakes import FakeDevice

HOST = Host(Catalog.read(), FakeDevice("cpu", 8 * 2**30))
EVERY = pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))


def numbers(mode: Mode) -> list[str]:
    """Fields that hold a number, the seed aside."""
    fields = mode.form.model_fields.items()
    return [name for name, info in fields if name != "seed" and set(bounds(info)) != {None}]


@EVERY
@pytest.mark.parametrize("prompt", ["", " \n ", "\u200b", "a" * 100_000, "bell\x07", "half \ud83d"])
def test_a_prompt_that_cannot_be_used_is_told(mode: Mode, prompt: str) -> None:
    with pytest.raises(BadInput, match=r"^Prompt: .*Nothing was started"):
        mode.ask({"prompt": prompt}, HOST)


@EVERY
@pytest.mark.parametrize("seed", [-1, "text", 1.5, 2**32])
def test_a_seed_that_is_none_is_told(mode: Mode, seed: Any) -> None:
    with pytest.raises(BadInput, match=r"^Seed: it is a whole number from 0 to"):
        mode.ask({"prompt": "a red fox", "seed": seed}, HOST)


@EVERY
def test_numbers_out_of_bounds_are_told_by_their_title(mode: Mode) -> None:
    for name in numbers(mode):
        title = mode.form.model_fields[name].title
        assert title and title != name, f"{name} has no title for people"
        for value in (-1, 10**9, "many", float("nan")):
            with pytest.raises(BadInput) as told:
                mode.ask({"prompt": "a red fox", name: value}, HOST)
            assert str(told.value).startswith(f"{title}: ")


@EVERY
def test_an_unknown_field_is_told(mode: Mode) -> None:
    with pytest.raises(BadInput, match=r"^wings: "):
        mode.ask({"prompt": "a red fox", "wings": 2}, HOST)


@EVERY
def test_an_unknown_model_is_told_with_those_there_are(mode: Mode) -> None:
    with pytest.raises(NotFound, match=r"No model is called “no-such-model”.*Known models: "):
        mode.ask({"prompt": "a red fox", "model": "no-such-model"}, HOST)


@EVERY
@pytest.mark.parametrize(
    "prompt", ["三只鸟在海上", "ثلاثة طيور فوق البحر", "🐦🌊", "<script>alert(1)</script>", "a" * 2000]
)
def test_any_script_is_taken_or_refused_in_words(mode: Mode, prompt: str) -> None:
    try:
        ask = mode.ask({"prompt": prompt}, HOST)
    except InkstoneError as error:
        assert error.hint, "a refusal says what can be done instead"
    else:
        assert str(ask.choice.why).strip()
