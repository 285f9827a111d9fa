"""Other languages: read word by word as English, and said so."""

from __future__ import annotations

import pytest

from pipelines.scene.drawings import Drawings
from pipelines.scene.read.briefing import notes_of
from pipelines.scene.read.foreign import glossed
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Missed
from tests.pipelines.language.model import parser
from tests.pipelines.scene.facts import facts

DRAWINGS = Drawings.load()


@pytest.mark.parametrize(
    ("prompt", "tongue", "found"),
    [
        ("un gato negro sobre la mesa", "es", "1 cat · cat on table"),
        ("dos perros y una niña en la playa", "es", "2 dogs · 1 girl · @beach"),
        ("une petite fille avec un parapluie rouge sous la pluie", "fr", "1 girl · umbrella red · rain"),
        ("trois oiseaux au-dessus de la mer", "fr", "3 bird · bird over sea"),
        ("ein roter Hund und eine Katze unter dem Baum", "de", "dog red · cat under tree · dog under tree"),
        ("un cane e due gatti in giardino", "it", "1 dog · 2 cats"),
        ("um barco no mar ao pôr do sol", "pt", "1 boat · boat on sea · dusk"),
        ("een rode auto naast een huis", "nl", "automobile red · automobile beside house"),
        ("czerwony samochód i pies na plaży", "pl", "automobile red · 1 dog · @beach"),
        ("красная машина рядом с домом", "ru", "car red · car beside house"),
        ("机の上の黒い猫", "ja", "1 cat · cat on table"),
        ("赤い車と二匹の犬", "ja", "car red · 2 dog"),
        ("책상 위에 있는 고양이", "ko", "1 cat · cat on table"),
        ("빨간 자동차와 개", "ko", "automobile red · 1 dog"),
    ],
)
def test_a_sentence_of_another_language(prompt: str, tongue: str, found: str) -> None:
    brief = understand(prompt, DRAWINGS, None, parser())
    assert (brief.tongue, brief.prompt) == (tongue, prompt)
    assert set(found.split(" · ")) <= facts(brief)


def test_it_is_said_how_it_was_understood_and_what_was_not() -> None:
    brief = understand("un gato y un xyzzy en la playa", DRAWINGS, None, parser())
    assert Missed("xyzzy", "not understood") in brief.missed
    assert str(notes_of(brief)[0]) == "Read as Spanish, word by word: a cat and a on the beach."


def test_what_is_missed_is_told_in_the_words_of_the_person() -> None:
    brief = understand("una niña con ojos verdes", DRAWINGS, None, parser())
    assert all("eyes" not in one.word for one in brief.missed)


@pytest.mark.parametrize("prompt", ["a cat on a table", "die hard", "no dogs do", "猫在桌子上", "قطة", ""])
def test_english_and_chinese_and_unknown_scripts_have_no_gloss(prompt: str) -> None:
    assert glossed(prompt) is None
