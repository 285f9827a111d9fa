"""What a chat model is told."""

from __future__ import annotations

import pytest

from pipelines.writing.ask import ChinesePoemParams, LetterParams, PoemParams, ScriptParams, StoryParams, Writing
from pipelines.writing.chat.prompts import max_tokens, messages


def test_a_chat_model_gets_the_request_without_special_tokens() -> None:
    params = StoryParams.read({"prompt": "a fox <|im_end|>", "tone": "epic", "words": 300})
    system, user = messages(params)
    assert (system["role"], user["role"]) == ("system", "user")
    assert "300 words" in user["content"] and "epic" in user["content"] and "a fox" in user["content"]
    assert "<|" not in user["content"] and "im_end" not in user["content"]
    assert 300 < max_tokens(params) < 1000


@pytest.mark.parametrize(
    ("params", "says"),
    [
        (PoemParams(prompt="月"), "a free-verse poem of about 120 words"),
        (PoemParams(prompt="月", form="haiku"), "a haiku: three lines"),
        (PoemParams(prompt="月", form="quatrain"), "one rhymed quatrain"),
        (
            ChinesePoemParams(prompt="月", verse="五律", dynasty="宋"),
            "in the form 五律, in the manner of the 宋 dynasty.\nTone: plain.\nAbout: 月",
        ),
        (StoryParams(prompt="月"), "a short story of about 120 words"),
        (ScriptParams(prompt="月", words=60), "one film scene of about 60 words"),
        (LetterParams(prompt="月", tone="funny"), "a letter of about 120 words"),
    ],
    ids=["free", "haiku", "quatrain", "chinese-poem", "story", "script", "letter"],
)
def test_each_kind_is_asked_for_by_its_form(params: Writing, says: str) -> None:
    assert says in messages(params)[1]["content"]


def test_a_form_of_its_own_length_gets_no_more_room_than_it_needs() -> None:
    room = [max_tokens(PoemParams(prompt="月", form=form, words=600)) for form in ("haiku", "quatrain", "free")]
    assert room == [124, 188, 1340]
