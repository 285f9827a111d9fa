"""Sentences: a key and values, filled when they are said, kept as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import studio.words
from studio.words import Sentence, called, joined, plain, say, template, words


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Another language: one file, in which not everything is said yet."""
    folder = Path(studio.words.LANGUAGES)
    for file in folder.glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "de.toml").write_text('[queue]\nfull = "So viele Aufträge warten schon: {count}."\n', encoding="utf-8")
    monkeypatch.setattr(studio.words, "LANGUAGES", tmp_path)
    return "de"


def test_a_sentence_is_its_template_with_its_values() -> None:
    assert str(say("queue.full", count=100)) == "As many jobs are waiting as the studio takes: 100."
    assert say("input.too_long", length=2500, limit=2000).to("en").startswith("it has 2,500 characters; at most 2,000")


def test_another_language_is_one_file_and_lacks_nothing(german: str) -> None:
    assert say("queue.full", count=3).to(german) == "So viele Aufträge warten schon: 3."
    assert say("job.stopped").to(german) == "Stopped.", "what is not translated yet is said in English"


def test_sentences_stand_within_sentences(german: str) -> None:
    inner = say("queue.full", count=3)
    assert say("cli.note", note=inner).to(german) == "Note: So viele Aufträge warten schon: 3."
    assert str(joined([say("job.stopped"), inner])).startswith("Stopped. As many jobs")
    assert joined([inner]) == inner


def test_lists_are_joined() -> None:
    assert str(say("mode.known", keys=["image", "poem"])) == "Known: image, poem."


def test_what_another_program_says_is_kept_word_for_word() -> None:
    assert str(plain("100% {of} it {")) == "100% {of} it {"
    assert str(plain(ValueError("no"))) == "no"


def test_a_key_that_nobody_knows_any_more_is_shown() -> None:
    assert str(say("gone.for_{good}", x=1)) == "gone.for_{good}"
    assert template("gone") == "gone"


def test_what_has_no_words_is_called_by_its_name() -> None:
    assert str(called("engine.nobody.title", "pastel-chalk")) == "Pastel chalk"
    assert str(called("gallery.title", "x")) == "Gallery"


def test_a_language_that_nobody_wrote_is_an_error_for_who_asks() -> None:
    with pytest.raises(FileNotFoundError):
        words("xx")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.builds(lambda v: say("cli.note", note=v), inner),
    max_leaves=6,
)


@given(VALUES)
def test_a_sentence_comes_back_from_json_as_it_was(value: object) -> None:
    sentence = say("cli.note", note=value)
    kept = json.loads(json.dumps(sentence.model_dump(mode="json")))
    again = Sentence.model_validate(kept)
    assert again == sentence and str(again) == str(sentence)
