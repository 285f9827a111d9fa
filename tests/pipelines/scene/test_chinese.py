"""Chinese sentences and what a person reads in them, against what the reading of Chinese finds.

The table is chinese.toml; facts.py says how a brief is put into facts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.leaving import leave_out
from pipelines.scene.read.saying import is_verse, said
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief
from pipelines.scene.tables import parsed, table
from tests.pipelines.scene.facts import facts

DRAWINGS = Drawings.load()
TABLE = parsed(Path(__file__).with_name("chinese.toml"))
ALL = TABLE["seen"] | TABLE["unseen"]


@cache
def read(sentence: str) -> Brief:
    return understand(sentence, DRAWINGS, None)


def gold(sentence: str) -> set[str]:
    return set(filter(None, ALL[sentence].split(" · ")))


def share(kind: str) -> float:
    """Facts that are right, of all that were written down or read."""
    pairs = [(gold(sentence), facts(read(sentence))) for sentence in TABLE[kind]]
    return sum(len(a & b) for a, b in pairs) / sum(len(a | b) for a, b in pairs)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 150


def test_facts_are_right_in_nearly_all_sentences() -> None:
    assert share("seen") >= 0.95


def test_facts_are_right_in_sentences_that_nobody_had_tried() -> None:
    assert share("unseen") >= 0.9


@pytest.mark.parametrize("sentence", TABLE["seen"])
def test_a_sentence(sentence: str) -> None:
    assert facts(read(sentence)) == gold(sentence)


def test_the_same_is_read_in_traditional_characters() -> None:
    assert facts(read("紅色的貓在樹下")) == facts(read("红色的猫在树下"))


@pytest.mark.parametrize("prompt", ["外骨骼和一只猫", "量子力学", "一台挖掘机和搅拌车"])
def test_what_is_missed_is_a_whole_word_of_the_prompt(prompt: str) -> None:
    missed = [one.word for one in read(prompt).missed]
    assert missed and all(word in prompt and len(word) > 1 for word in missed)


def test_what_is_missed_of_traditional_characters_is_in_traditional_characters() -> None:
    assert [one.word for one in read("量子力學").missed] == ["量子力學"]


def test_the_nearest_drawing_is_told_by_its_chinese_name() -> None:
    assert [one.nearest for one in read("一辆搅拌车").missed] == ["车"]


def test_a_compound_is_neither_of_its_parts() -> None:
    assert not read("一朵蝴蝶花").subjects and [one.word for one in read("一朵蝴蝶花").missed] == ["蝴蝶花"]
    assert [subject.word for subject in read("苹果蛋糕").subjects] == ["蛋糕"]
    assert [subject.word for subject in read("苹果 蛋糕").subjects] == ["苹果", "蛋糕"]


@pytest.mark.parametrize(
    ("word", "key"), [("猫头鹰", "owl"), ("热气球", "hot-air-balloon"), ("向日葵", "sunflower"), ("香蕉", "banana")]
)
def test_a_name_is_taken_whole(word: str, key: str) -> None:
    assert [subject.drawing for subject in read(f"一个{word}").subjects] == [key]


def test_every_idiom_shows_something() -> None:
    empty = [idiom for idiom in table("chinese_sayings")["idiom"] if read(idiom).abstract]
    assert not empty


@pytest.mark.parametrize(
    ("text", "verse"),
    [
        ("明月松间照，清泉石上流", True),
        ("孤舟蓑笠翁，独钓寒江雪", True),
        ("两个黄鹂鸣翠柳，一行白鹭上青天", True),
        ("海边的小屋", False),
        ("小男孩在哭", False),
        ("三只红色的猫，两只白色的狗", False),
    ],
)
def test_a_verse_is_told_from_prose(text: str, verse: bool) -> None:
    assert is_verse(text) is verse


def test_an_idiom_within_a_sentence_is_only_a_manner() -> None:
    assert said("狼吞虎咽的狗").text == "狼吞虎咽的狗"
    assert said("一幅守株待兔的漫画").text == "农夫坐在树下，一只兔子，漫画"


def test_whole_kinds_of_things_are_left_out() -> None:
    brief = leave_out(read("森林里的鹿和一棵松树"), read("动物"), DRAWINGS)
    assert [subject.word for subject in brief.subjects] == ["松树"]


@pytest.mark.parametrize(
    "prompt", ["的的的", "在上下里", "没有", "和和和，是是", "一" * 400, "猫" * 900, "从被把对像除了"]
)
def test_little_words_alone_do_no_harm(prompt: str) -> None:
    assert len(read(prompt).subjects) <= 12
