"""How a finished text is kept."""

from __future__ import annotations

from pipelines.writing.ask import ChinesePoemParams, LetterParams, PoemParams, StoryParams
from pipelines.writing.page import markdown, page
from studio.works.facts import TextFacts


def test_a_file_keeps_its_line_breaks() -> None:
    assert markdown("Snow", "one\ntwo\n\nthree") == b"# Snow\n\none  \ntwo\n\nthree\n"


def test_a_poem_is_a_poem_and_prose_a_story() -> None:
    kinds = [
        page(params(prompt="snow"), "Snow", "one", TextFacts()).kind
        for params in (PoemParams, ChinesePoemParams, StoryParams, LetterParams)
    ]
    assert kinds == ["poem", "poem", "story", "story"]
