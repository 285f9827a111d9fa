"""Whatever a front end sends: it is used as it was meant, or refused in a sentence that a person understands."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field

from studio.errors import BadInput
from studio.params import PROMPT_LIMIT, SEED_LIMIT, OptionalText, PromptParams
from studio.words import say, speaking


class PosterParams(PromptParams):
    width: int = Field(512, ge=64, le=2048, title="Width")
    negative_prompt: OptionalText = Field("", title="Leave out")


def read(prompt: Any = "birds", **values: Any) -> PosterParams:
    return PosterParams.read({"prompt": prompt, **values})


def refused(**values: Any) -> str:
    with pytest.raises(BadInput) as told:
        read(**values)
    said = str(told.value)
    assert "Nothing was started." in said
    assert "pydantic" not in said and len(said) < 600
    return said


@pytest.mark.parametrize("prompt", ["", "   ", "\n\t \r\n", "\u200b", "\u200f\u200e", "\u3000\u2060"])
def test_an_empty_prompt_asks_for_words(prompt: str) -> None:
    assert refused(prompt=prompt).startswith("Prompt: say in a few words what you want; it is empty.")


def test_a_missing_prompt_is_told_by_its_title() -> None:
    with pytest.raises(BadInput, match=r"^Prompt: "):
        PosterParams.read({})


def test_a_prompt_of_100_000_characters_tells_the_limit() -> None:
    assert refused(prompt="a" * 100_000).startswith(
        f"Prompt: it has 100,000 characters; at most {PROMPT_LIMIT:,} can be read, so shorten it."
    )
    assert len(read("a" * PROMPT_LIMIT).prompt) == PROMPT_LIMIT
    assert "Leave out: it has 100,000 characters" in refused(negative_prompt="a" * 100_000)


def test_an_enormous_text_is_refused_before_it_is_read() -> None:
    """Reading each character of it would take minutes."""
    assert "characters" in refused(prompt="\x00" * 50_000_000)


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9f", "\ud800", "\udfff"])
def test_control_characters_are_named(char: str) -> None:
    assert f"Prompt: it holds a control character (U+{ord(char):04X}); remove it" in refused(prompt=f"a{char}b")
    assert "Leave out: it holds a control character" in refused(negative_prompt=f"a{char}b")


@pytest.mark.parametrize(
    "prompt",
    [
        "三只鸟在海上",
        "ثلاثة طيور فوق البحر",
        "שלוש ציפורים",
        "🐦🐦🐦",
        "👩‍🚀 under 🏳️‍🌈",
        "é e\u0301",
        "\u202eabc",
        "<b>'; DROP TABLE--",
    ],
)
def test_every_script_and_emoji_comes_through_unchanged(prompt: str) -> None:
    assert read(prompt).prompt == prompt


def test_line_ends_and_tabs_are_evened_out() -> None:
    assert read("  one\r\ntwo\rthree\tfour  ").prompt == "one\ntwo\nthree four"


@pytest.mark.parametrize(
    ("value", "seed"),
    [(None, None), ("", None), ("  ", None), (0, 0), ("7", 7), (" 7 ", 7), (7.0, 7), (SEED_LIMIT, SEED_LIMIT)],
)
def test_seeds_as_forms_send_them(value: Any, seed: int | None) -> None:
    assert read(seed=value).seed == seed


@pytest.mark.parametrize(
    "value",
    [-1, "-1", "text", 1.5, "1.5", 2**32, str(2**32), float("nan"), float("inf"), "9" * 5000, [1], {}, True, "７七"],
)
def test_seeds_that_are_none_say_what_one_is(value: Any) -> None:
    assert f"Seed: it is a whole number from 0 to {SEED_LIMIT}" in refused(seed=value)


@pytest.mark.parametrize("value", [0, -1, 10**9, 10**400, "wide", None, 64.5, float("nan")])
def test_sizes_out_of_bounds_are_told_by_their_title(value: Any) -> None:
    assert refused(width=value).startswith("Width: ")


def test_an_unknown_field_is_refused_by_name() -> None:
    assert refused(wings=2).startswith("wings: ")
    refused(**{"w" * 100_000: 2})


def test_every_problem_is_told_at_once_and_with_its_field() -> None:
    said = refused(prompt="", width=0, seed="x")
    assert "Prompt: " in said and "Width: " in said and "Seed: " in said
    with pytest.raises(BadInput) as told:
        read(prompt="", width=0, wings=2)
    assert {name: str(why) for name, why in told.value.fields.items()} == {
        "prompt": "say in a few words what you want; it is empty",
        "width": "it should be greater than or equal to 64",
    }


@pytest.mark.parametrize(
    ("value", "why"),
    [("wide", "whole"), (None, "whole"), (64.5, "whole"), ([1], "whole"), (float("nan"), "number")],
)
def test_what_is_no_number_is_told_in_words_of_ours(value: Any, why: str) -> None:
    with pytest.raises(BadInput) as told:
        read(width=value)
    assert told.value.fields["width"] == say(f"input.{why}")


@pytest.mark.parametrize("value", [{"style": "x" * 300}, {"name": "x" * 300}, {"tags": ["x"] * 300}])
def test_what_is_too_long_for_its_field_is_told_in_words_of_ours(value: dict[str, Any]) -> None:
    class Short(PromptParams):
        style: OptionalText = Field("", max_length=100)
        name: Annotated[str, AfterValidator(str.strip), Field(max_length=100)] = ""
        tags: tuple[str, ...] = Field((), max_length=100)

    with pytest.raises(BadInput) as refused:
        Short.read({"prompt": "a fox", **value})
    with speaking("zh"):
        assert "100" in str(refused.value) and "should" not in str(refused.value)


def test_a_problem_is_told_in_any_language() -> None:
    with pytest.raises(BadInput) as told:
        read(prompt="")
    with speaking("zh"):
        assert str(told.value) == "提示词：这里还是空的，用几个字说说你想要什么。什么都还没有开始。"
    assert str(told.value).startswith("Prompt: ")


def test_fields_are_called_in_the_language_that_is_spoken() -> None:
    assert [str(PosterParams.title_of(name)) for name in ("prompt", "width")] == ["Prompt", "Width"]
    with speaking("zh"):
        assert str(PosterParams.title_of("prompt")) == "提示词" and str(PosterParams.hint_of("seed")).endswith("新的。")
        assert str(PosterParams.title_of("width")) == "Width", "what has no words is called what its class calls it"


@given(st.dictionaries(st.sampled_from(["prompt", "seed", "width", "negative_prompt", "other"]), st.from_type(object)))
def test_nothing_a_front_end_sends_is_unforeseen(values: dict[str, Any]) -> None:
    try:
        params = PosterParams.read(values)
    except BadInput:
        return
    assert params.prompt and 64 <= params.width <= 2048
    assert params.seed is None or 0 <= params.seed <= SEED_LIMIT
    assert PosterParams.read(params.model_dump(mode="json")) == params, "a recipe's params can be read again"


@given(st.text(alphabet=st.characters(), max_size=50))
def test_a_prompt_that_is_taken_can_be_kept_in_any_file(prompt: str) -> None:
    try:
        taken = read(prompt).prompt
    except BadInput:
        return
    assert taken.encode() and taken == taken.strip() and read(taken).prompt == taken
