"""What a picture is really asked with: alternatives and lists chosen by its seed, styles, and never without end."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.image.alternatives import LONGEST, chosen
from pipelines.image.ask import ImageParams
from pipelines.image.styles import shipped, style_of
from pipelines.image.wildcards import Wildcards
from pipelines.image.wording import Wording, check_words, worded
from studio.errors import BadInput
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from studio.words import known
from tests.fakes import FakeDevice

SHIPPED = ("animal", "colour", "flower", "material", "mood", "place", "season", "style", "time", "weather")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(Catalog([]), FakeDevice(), tmp_path)


def asked(host: Host, prompt: str, seed: int = 7, drawn: bool = False, **values: Any) -> Wording:
    return worded(ImageParams(prompt=prompt, **values), seed, host, drawn)


def lists(host: Host, **files: str) -> None:
    for name, text in files.items():
        file = (host.home or Path()) / "wildcards" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_a_plain_prompt_is_asked_as_it_is(host: Host) -> None:
    plain = "50% off: #1 $5 // a cat_dog, {not closed, ｛红|蓝｝ snake__case (soft)"
    wording = asked(host, plain.replace("{", ""))
    assert wording.prompt == wording.words == plain.replace("{", "") and wording.notes == ()
    assert wording.facts(ImageParams(prompt=plain.replace("{", ""))) == {}


def test_each_seed_chooses_for_itself_and_always_alike(host: Host) -> None:
    prompt = "a {red|blue|green} __animal__ {in __season__|__weather__}"
    found = [asked(host, prompt, seed).prompt for seed in range(12)]
    assert len(set(found)) > 6
    assert found == [asked(host, prompt, seed).prompt for seed in range(12)]
    assert not any(set("{}|_") & set(one) for one in found)


def test_marks_beside_alternatives_keep_their_meaning(host: Host) -> None:
    wording = asked(host, "50% {a|a} #1 $5 // x ${y} _z_ ｛红|蓝｝")
    assert wording.prompt == "50% a #1 $5 // x $y _z_ ｛红|蓝｝"


def test_several_of_them_and_weights(host: Host) -> None:
    two = asked(host, "{2$$ and $$a|b|c}").prompt
    assert re.fullmatch(r"[abc] and [abc]", two) and two[0] != two[-1]
    assert all(asked(host, "{1000000::a|0.000001::b}", seed).prompt == "a" for seed in range(20))


def test_what_was_chosen_is_a_fact_and_a_note(host: Host) -> None:
    params = ImageParams(prompt="a {red|red} fox", negative_prompt="{snow|snow}")
    wording = worded(params, 1, host)
    assert wording.facts(params) == {"prompt_used": "a red fox", "negative_used": "snow"}
    assert "a red fox" in str(wording.notes[0]) and wording.words == "a red fox"


def test_ones_own_lists_win_and_lie_in_folders(host: Host) -> None:
    lists(host, animal="# mine\ndragon\n", **{"garden/roses": "an old rose"})
    assert asked(host, "__Animal__, __garden/roses__, __garden/*__").prompt == "dragon, an old rose, an old rose"


def test_a_list_that_is_not_there_is_told(host: Host) -> None:
    wording = asked(host, "a __nonesuch__ here")
    assert wording.prompt == "a nonesuch here" and "nonesuch" in str(wording.notes[-1])


@pytest.mark.parametrize("odd", ["{a", "}{a", "{0::a|0::b}", "{" * 20 + "a" + "}" * 20, "{" + "9" * 500 + "::a|b}"])
def test_what_cannot_be_read_is_taken_as_it_is(host: Host, odd: str) -> None:
    wording = asked(host, odd)
    assert wording.prompt == odd and any(note.key == "wording.as_words" for note in wording.notes)


@pytest.mark.parametrize(
    ("files", "prompt"),
    [
        ({"a": "__a__"}, "__a__"),
        ({"a": "__b__ __b__", "b": "__a__ __a__"}, "__a__"),
        ({f"n{n}": f"__n{n + 1}__ __n{n + 1}__" for n in range(30)}, "__n0__"),
        ({"long": "x" * 390}, "__long__" * 30),
        ({}, "{a|b}" * 100),
        ({}, "__animal__" * 100),
    ],
)
def test_a_bomb_is_refused(host: Host, files: dict[str, str], prompt: str) -> None:
    lists(host, **files)
    with pytest.raises(BadInput) as refused:
        check_words(ImageParams(prompt=prompt), host)
    assert "prompt" in refused.value.fields


@settings(max_examples=60, deadline=None)
@given(st.text("{}|$_:123,ab/*! ", max_size=120))
def test_any_prompt_ends_and_stays_short(text: str) -> None:
    try:
        found, notes = chosen(text, Random(1), Wildcards(None))
    except BadInput:
        return
    assert len(found) <= LONGEST and all(str(note) for note in notes)


def test_a_list_is_read_only_so_far(host: Host) -> None:
    lists(host, big="\n".join(["x" * 500, "short", *["y" * 300] * 9000]), bad="\x00\nword\n\ufeff")
    wildcards = Wildcards(host.home)
    assert "short" in wildcards.lines("big") and len(wildcards.lines("big")) < 4000
    assert not any(len(line) > 400 for line in wildcards.lines("big"))
    assert wildcards.lines("bad") == ["word"]


def test_the_shipped_lists_are_there_in_both_languages() -> None:
    wildcards = Wildcards(None)
    assert {*SHIPPED, *(f"zh/{name}" for name in SHIPPED)} == set(wildcards.names())
    for name in wildcards.names():
        lines = wildcards.lines(name)
        assert len(lines) == len(set(lines)) >= 8
        assert all(any(ord(char) > 0x2E80 for char in line) == name.startswith("zh/") for line in lines)


def test_a_style_frames_the_prompt(host: Host) -> None:
    style = shipped()["cinematic"]
    wording = asked(host, "a fox", style_name="cinematic", negative_prompt="text")
    assert wording.prompt == style.prompt.replace("{prompt}", "a fox")
    assert wording.negative == f"text, {style.negative}" and wording.words == "a fox"


def test_a_style_that_draws_names_a_finish(host: Host) -> None:
    assert asked(host, "a fox", drawn=True, style_name="oil-painting").prompt == "a fox, oil painting"
    assert asked(host, "a fox", drawn=True, style_name="comic").prompt == "a fox"


def test_every_shipped_style_has_a_place_for_the_prompt_and_a_name() -> None:
    assert len(shipped()) >= 30
    for name, style in shipped().items():
        assert style.prompt.count("{prompt}") == style.drawn.count("{prompt}") == 1 and style.negative
        assert known(f"field.any.style_name.is.{name}")


def test_a_style_of_ones_own_wins_and_may_have_alternatives(host: Host) -> None:
    folder = (host.home or Path()) / "styles"
    folder.mkdir()
    (folder / "mine.csv").write_text(
        'name,prompt,negative_prompt\nmacro,"{red|red} {prompt}, __mood__",x\nTail,"on fire, dramatic",\n'
    )
    assert re.fullmatch(r"red a fox, \w+", asked(host, "a fox", style_name="macro").prompt)
    assert asked(host, "a fox", style_name="Tail").prompt == "a fox, on fire, dramatic"


def test_a_style_that_there_is_not_is_refused_at_its_field(host: Host) -> None:
    with pytest.raises(BadInput, match="nonesuch") as refused:
        check_words(ImageParams(prompt="a fox", style_name="nonesuch"), host)
    assert "style_name" in refused.value.fields
    assert style_of("", None) is None


def test_an_engine_that_draws_hears_neither_weights_nor_loras(host: Host) -> None:
    wording = asked(host, "a (red:1.4) fox, <lora:ink:0.7>, ((tall)) trees", drawn=True)
    assert wording.prompt == "a red fox, tall trees"
    assert {"wording.no_weights", "wording.no_loras"} <= {note.key for note in wording.notes}
    assert asked(host, "a fox (red)", drawn=True).prompt == "a fox (red)"
