"""What is kept of the text that a chat model wrote. How it is written: tests/pipelines/test_contract.py."""

from __future__ import annotations

import pytest

from pipelines.writing.chat import answer


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<think>They want snow.</think>\n**First snow**\n\nIt fell.", "First snow\n\nIt fell."),
        ("<think>They want", ""),
        ("Plain words.", "Plain words."),
    ],
)
def test_thoughts_and_markdown_of_a_chat_model_are_not_shown(written: str, shown: str) -> None:
    assert answer.readable(written) == shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The fox ran. It found the moon. Then it st", "The fox ran. It found the moon."),
        ("狐狸跑了。它看见了月亮。然后它停", "狐狸跑了。它看见了月亮。"),
        ("a fox in the snow\nthe moon above\nand then", "a fox in the snow\nthe moon above"),
        ("“Come,” it said. “Now!” And sudd", "“Come,” it said. “Now!”"),
    ],
)
def test_a_piece_that_ran_out_of_room_ends_at_a_sentence(text: str, kept: str) -> None:
    assert answer.ended(text) == kept


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("The Fox\n\nIt ran.", "The Fox", "It ran."),
        ("# Title: The Fox\n\nIt ran.", "The Fox", "It ran."),
        ("《月下》\n\n狐狸跑了。", "月下", "狐狸跑了。"),
        ("It ran over the snow.\n\nThen it slept.", "my prompt", "It ran over the snow.\n\nThen it slept."),
        ("It ran\nand ran", "my prompt", "It ran\nand ran"),
    ],
)
def test_a_short_first_line_is_the_title(text: str, title: str, body: str) -> None:
    assert answer.titled(text, "my prompt") == (title, body)
