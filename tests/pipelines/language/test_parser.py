"""The parser itself: what it costs, what it says, and that nothing else is loaded with it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.language.parser import LONGEST, Parser
from pipelines.language.statement import stated
from pipelines.language.word import children, subtree
from studio.errors import LoadFailed
from tests.pipelines.language.model import folder, parser


def test_words_know_what_they_depend_on() -> None:
    words = parser().read("two cats sleep on a red sofa")
    assert [word.text for word in children(words, 2, "nsubj")] == ["cats"]
    assert {words[at].text for at in subtree(words, 3)} == {"on", "a", "red", "sofa"}
    assert (words[1].lemma, words[1].is_noun, words[2].is_verb) == ("cat", True, True)
    assert "two cats sleep on a red sofa"[words[5].start :].startswith("red")


def test_spaces_leave_no_holes() -> None:
    words = parser().read("a  cat \n\n and   a dog")
    assert [word.at for word in words] == list(range(len(words))) and all(word.head < len(words) for word in words)


def test_a_long_text_is_cut() -> None:
    assert len(parser().read("cat " * LONGEST)) <= LONGEST // 4 + 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    words = parser().read(text)
    stated(words, lambda word: True)
    assert [text[word.start : word.start + len(word.text)] for word in words] == [word.text for word in words]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match=tmp_path.name):
        Parser(tmp_path)


def test_it_comes_without_torch() -> None:
    """Where torch is installed spaCy imports it, for seconds that a first picture should not wait for."""
    code = (
        "import sys; from pathlib import Path; from pipelines.language.parser import Parser;"
        f"Parser(Path({str(folder())!r})).read('a cat'); assert 'torch' not in sys.modules;"
        "import torch; assert torch.zeros(1).sum() == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])


def test_a_sentence_takes_milliseconds() -> None:
    sentence = "a girl in a red coat walking her dog in the park while two birds watch from a tree"
    parser().read(sentence)
    began = time.process_time()
    for _ in range(10):
        parser().read(sentence)
    assert (time.process_time() - began) / 10 < 0.1
