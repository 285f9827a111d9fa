"""What stands in prompts besides sentences: weights, tags, numbers that count nothing, emoji, other languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.briefing import notes_of
from pipelines.scene.read.leaving import leave_out
from pipelines.scene.read.prompt import prepared, uncounted
from pipelines.scene.read.tongue import is_foreign
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Missed
from tests.pipelines.language.model import parser
from tests.pipelines.scene.facts import facts

DRAWINGS = Drawings.load()


def read(prompt: str) -> Brief:
    return understand(prompt, DRAWINGS, None, parser())


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("8k photo of a cat", 1),
        ("a cat, 3d render", 1),
        ("35mm photo of a cat, f/1.8", 1),
        ("a cat <lora:fluffy:0.8>", 1),
        ("a cat --ar 16:9 --v 5", 1),
        ("a cat in 1984", 1),
        ("a cat at 5 pm", 1),
        ("1,000 cats", 60),
        ("12 cats", 12),
        ("((two cats:1.3))", 2),
        ("a 3-legged cat", 1),
    ],
)
def test_only_numbers_that_count_are_counts(prompt: str, count: int) -> None:
    (cat,) = read(prompt).subjects
    assert (cat.drawing, cat.count) == ("cat", count)


def test_without_the_parser_they_count_nothing_either() -> None:
    (cat,) = understand("8k photo of a cat", DRAWINGS, None).subjects
    assert cat.count == 1


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("a (blue:1.3) cat", "a blue cat"),
        ("10 year old boy", "little boy"),
        ("a 70-year-old man", "a old man"),
        ("a 5 year old in a park", "a child in a park"),
        ("19th-century ship", "ship"),
        ("a two-storey house", "a house"),
        ("3 cats and 2 dogs", "3 cats and 2 dogs"),
    ],
)
def test_what_is_left_of_a_prompt(prompt: str, text: str) -> None:
    assert uncounted(prompt) == text


def test_a_can_is_a_thing_only_in_the_name_of_one() -> None:
    assert [subject.drawing for subject in read("a beer can and a hot dog").subjects] == ["beer-can", "hot-dog"]
    assert [subject.drawing for subject in read("a cat can fly").subjects] == ["cat"]
    assert prepared("two trash cans can fly", DRAWINGS).text == "two trash boxes can fly"


def test_prepositions_of_several_words_become_one() -> None:
    made = prepared("a bench to the left of a bear", DRAWINGS)
    assert made.text == "a bench beside a cat"
    assert made.marks == {8: "left of"}
    assert not prepared("a bear on the left of the picture", DRAWINGS).marks


@pytest.mark.parametrize(
    ("prompt", "things"),
    [
        ("2 dogs 🐕", {"2 dogs"}),
        ("a dog 🐈", {"1 dog", "1 🐈"}),
        ("🐟🐟🐟", {"3 🐟"}),
        ("🇫🇷", {"?🇫🇷"}),
    ],
)
def test_emoji_beside_their_word_are_said_once(prompt: str, things: set[str]) -> None:
    assert facts(read(prompt)) == things


def test_a_family_of_emoji_is_its_people() -> None:
    people = [subject.person for subject in read("👨‍👩‍👧").subjects]
    assert [(person.sex, person.age) for person in people if person] == [
        ("man", "grown"),
        ("woman", "grown"),
        ("woman", "child"),
    ]


def test_a_language_that_is_not_read_is_said() -> None:
    brief = read("قطة على الطاولة")
    assert is_foreign(brief.prompt) and brief.missed == (Missed(brief.prompt, "language"),)
    assert "not read here" in str(notes_of(brief)[0])


@pytest.mark.parametrize(
    "prompt", ["a red cat on a table", "cat dog", "die hard", "sunset over the sea", "猫", "no dogs"]
)
def test_english_and_chinese_are_not_foreign(prompt: str) -> None:
    assert not is_foreign(prompt)


def test_too_much_is_said() -> None:
    names = ["cat", "dog", "cow", "pig", "fox", "owl", "bee", "ant", "bat", "crab", "duck", "frog", "goat", "lion"]
    brief = read(", ".join(f"a {name}" for name in names))
    assert len(brief.subjects) == 12
    assert [(one.word, one.why) for one in brief.missed] == [("goat", "too many"), ("lion", "too many")]
    assert any(one.why == "too many" for one in read("a cat and " * 200 + "a dog").missed)


def test_notes_tell_each_reason_by_itself() -> None:
    brief = Brief("", missed=(Missed("xylograph", "no drawing", "book"), Missed("blue eyes", "part")))
    assert [str(note) for note in notes_of(brief)] == [
        "No drawing for: xylograph. Near to these: book.",
        "Not shown: blue eyes.",
    ]
    assert notes_of(Brief("")) == ()


@pytest.mark.parametrize(
    ("prompt", "unwanted", "left"),
    [
        ("a cat and a tree", "animals", {"1 tree"}),
        ("a man and a woman in a park", "men", {"1 woman"}),
        ("a girl with a kite", "people", {"1 kite"}),
        ("a cat at night", "night", {"1 cat"}),
        ("a bird in a tree, a cat", "birds", {"1 tree", "1 cat"}),
        ("a red car, a bus", "vehicles", set()),
    ],
)
def test_kinds_people_and_times_can_be_left_out(prompt: str, unwanted: str, left: set[str]) -> None:
    found = facts(leave_out(read(prompt), read(unwanted), DRAWINGS))
    assert {fact for fact in found if fact[:1].isdigit()} == left
    assert "night" not in found or unwanted != "night"


def test_what_is_left_out_is_kept_out_of_the_background() -> None:
    assert "trees" in leave_out(read("a house"), read("trees, clouds"), DRAWINGS).without
    assert {"trees", "clouds"} <= set(read("no trees, no clouds, a house").without)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_prompt_is_read(prompt: str) -> None:
    brief = read(prompt)
    assert len(brief.subjects) <= 12 and all(1 <= subject.count <= 60 for subject in brief.subjects)
    for at, subject in enumerate(brief.subjects):
        assert not isinstance(subject.other, int) or (0 <= subject.other < len(brief.subjects) and subject.other != at)
