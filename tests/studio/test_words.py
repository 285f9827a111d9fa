"""Sentences: a key and values, filled when they are said, kept as they are."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Formatter
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

import studio.words
from studio.words import (
    ENGLISH,
    PLAIN,
    Sentence,
    called,
    joined,
    language,
    languages,
    plain,
    say,
    speaking,
    spoken,
    template,
    words,
)

OTHERS = languages()[1:]
"""All but English."""


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
    assert (
        say("input.text_too_long", length=2500, limit=2000)
        .to("en")
        .startswith("it has 2,500 characters; at most 2,000")
    )


def test_another_language_is_one_file_and_lacks_nothing(german: str) -> None:
    assert say("queue.full", count=3).to(german) == "So viele Aufträge warten schon: 3."
    assert say("job.stopped").to(german) == "Stopped.", "what is not translated yet is said in English"


def test_sentences_stand_within_sentences(german: str) -> None:
    inner = say("queue.full", count=3)
    assert say("cli.note", note=inner).to(german) == "Note: So viele Aufträge warten schon: 3."
    assert str(joined([say("job.stopped"), inner])).startswith("Stopped. As many jobs")
    assert joined([inner]) == inner


def test_lists_are_joined_as_the_language_does_it() -> None:
    assert str(say("mode.known", keys=["image", "poem"])) == "Known: image, poem."
    assert say("mode.known", keys=["image", "poem"]).to("zh") == "可以做：image、poem。"
    kinds = [say("upload.kind.picture"), say("upload.kind.sound")]
    assert "a picture, a sound" in str(say("upload.unwanted", given="x", wanted=kinds))
    assert joined([say("job.stopped"), say("work.deleted")]).to("zh") == "已停止。它可能已经被删除了。"


def test_what_is_spoken_is_english_where_nobody_said_otherwise() -> None:
    assert language() == ENGLISH == languages()[0]
    with speaking("zh"):
        assert (str(say("job.stopped")), spoken("page.make"), str(called("wing.music.title", "x"))) == (
            "已停止。", "生成", "音乐",
        )  # fmt: skip
        with speaking(ENGLISH):
            assert spoken("page.make") == "Make"
        assert spoken("page.make") == "生成"
    assert spoken("page.make") == "Make"


def test_what_a_language_lacks_is_spoken_in_english(german: str) -> None:
    with speaking(german):
        assert spoken("page.make") == "Make" and spoken("nothing.of_it", "else") == "else"
        assert str(say("queue.full", count=3)) == "So viele Aufträge warten schon: 3."


def test_two_threads_speak_two_languages_at_once() -> None:
    met = Barrier(2)

    def ask(code: str) -> list[str]:
        heard = []
        with speaking(code):
            for _ in range(20):
                met.wait(5)
                heard.append(spoken("page.make"))
        return heard

    with ThreadPoolExecutor(2) as pool:
        english, chinese = pool.map(ask, (ENGLISH, "zh"))
    assert set(english) == {"Make"} and set(chinese) == {"生成"}


def test_two_tasks_speak_two_languages_at_once_and_so_do_their_threads() -> None:
    async def steps(code: str) -> AsyncIterator[str]:
        for _ in range(5):
            with speaking(code):
                await asyncio.sleep(0)
                said = await asyncio.to_thread(spoken, "page.make")
            yield said
            await asyncio.sleep(0)

    async def heard(code: str) -> set[str]:
        return {said async for said in steps(code)}

    async def both() -> list[set[str]]:
        return list(await asyncio.gather(heard(ENGLISH), heard("zh")))

    assert asyncio.run(both()) == [{"Make"}, {"生成"}]


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_says_everything(code: str) -> None:
    assert sorted(written(ENGLISH).keys() - written(code).keys()) == [], "not translated"
    assert sorted(written(code).keys() - written(ENGLISH).keys()) == [], "nothing says it any more"


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_fills_its_templates_with_the_same_values(code: str) -> None:
    english = written(ENGLISH)
    assert [key for key, text in written(code).items() if places(text) != places(english[key])] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_language_says_it_in_english(code: str) -> None:
    """What is said alike in both has no word in it, or is a name."""
    english = written(ENGLISH)
    alike = [key for key, text in written(code).items() if text == english[key] and _has_words(text)]
    assert [key for key in alike if key not in SAME_EVERYWHERE] == []


def written(code: str) -> Mapping[str, str]:
    """All that is written in a language's file."""
    return words.__wrapped__(code)  # type: ignore[attr-defined]


SAME_EVERYWHERE = {
    PLAIN, "sentences", "login.title", "page.title", "device.apple", "role.midi", "engine.musicgen.title",
    "engine.magnet.title", "engine.audiogen.title", "engine.stable-audio.title", "engine.ace-step.title", "ours.kokoro",
}  # fmt: skip
"""Names."""


def places(text: str) -> list[tuple[str, str]]:
    """What is filled in, and how it is written."""
    return sorted((name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name)


def _has_words(text: str) -> bool:
    """Whether there is a word in it that is neither a value nor an abbreviation."""
    return bool(re.search(r"[a-z]{3}", re.sub(r"\{.*?\}", "", text)))


def test_what_another_program_says_is_kept_word_for_word() -> None:
    assert str(plain("100% {of} it {")) == "100% {of} it {"
    assert str(plain(ValueError("no"))) == "no"


def test_a_key_that_nobody_knows_any_more_is_shown() -> None:
    assert str(say("gone.for_{good}", x=1)) == "gone.for_{good}"
    assert template("gone") == "gone"


def test_what_has_no_words_is_called_by_its_name() -> None:
    assert str(called("engine.nobody.title", "pastel-chalk")) == "Pastel chalk"
    assert str(called("system.title", "x")) == "System"


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
