"""English sentences and what a person reads in them, against what the parser's reading finds.

The table is sentences.toml; facts.py says how a brief is put into facts.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief
from pipelines.scene.tables import parsed
from tests.pipelines.language.model import parser
from tests.pipelines.scene.facts import facts
from tests.pipelines.scene.test_meaning import model_folder

DRAWINGS = Drawings.load()
TABLE = parsed(Path(__file__).with_name("sentences.toml"))
ALL = TABLE["seen"] | TABLE["unseen"]
ENOUGH = 0.95
"""Part of all facts that must be right: the issue asks for 0.92 of attributes and relations."""


@cache
def read(sentence: str) -> Brief:
    return understand(sentence, DRAWINGS, meaning(), parser())


@cache
def meaning() -> Meaning:
    return Meaning(model_folder())


def gold(sentence: str) -> set[str]:
    return set(filter(None, ALL[sentence].split(" · ")))


def share(kind: str) -> tuple[int, int]:
    """Facts that are right, and all that were written down or read."""
    pairs = [(gold(sentence), facts(read(sentence))) for sentence in TABLE[kind]]
    return sum(len(a & b) for a, b in pairs), sum(len(a | b) for a, b in pairs)


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 200


def test_facts_are_right_in_nearly_all_sentences() -> None:
    seen, unseen = share("seen"), share("unseen")
    assert (seen[0] + unseen[0]) / (seen[1] + unseen[1]) >= ENOUGH


def test_facts_are_right_in_sentences_that_nobody_had_tried() -> None:
    right, both = share("unseen")
    assert right / both >= 0.85


@pytest.mark.parametrize("sentence", sorted(TABLE["seen"]))
def test_a_sentence(sentence: str) -> None:
    if sentence in KNOWN_WRONG:
        pytest.xfail(KNOWN_WRONG[sentence])
    assert facts(read(sentence)) == gold(sentence)


KNOWN_WRONG = {"an old woman knitting in an armchair with a cat on her lap": "her lap is taken for the chair's place"}
