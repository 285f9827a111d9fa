"""What can be asked for in writing, who makes it, and what is said when nobody can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.writing.modes import WRITING
from studio.errors import BadInput, InkstoneError, LanguageUnknown, ModelAbsent, NotFound
from studio.jobs.engine import Host
from studio.jobs.mode import Mode
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.params import PromptParams
from tests.fakes import put_in_cache
from tests.pipelines.writing.desk import ABSENT, HOST, LOST_POET, MODES, OWN, POET, WITHOUT_POET, ask

CHINESE, FRENCH = "雪夜里的梅花", "Un poème sur la mer et les oiseaux"
ENGLISH_MODES = ("poem", "story", "script", "letter")
NAMES = ("auto", "smollm", "smollm2-135m")


@pytest.fixture
def chatting(tmp_path: Path) -> Host:
    """A machine with the poet and two small chat models, of which only the second knows more than English."""
    small = {"weights_mb": 1, "working_mb": 1, "cpu": True}
    plain = ABSENT.model_copy(
        update={"key": "plain", "title": "Plain", "repo": "o/plain", "languages": ("en",), **small}
    )
    fluent = {"key": "fluent", "title": "Fluent", "repo": "o/fluent", "languages": ("en", "zh", "fr"), **small}
    specs = [plain, plain.model_copy(update=fluent), ABSENT]
    for spec in specs[:2]:
        put_in_cache(tmp_path, spec.repo, spec.revision)
    return Host(Catalog([OWN, POET, *specs], tmp_path), LocalDevice())


def chosen(mode: str, host: Host, **values: Any) -> tuple[str, str]:
    """The engine and its model."""
    choice = ask(mode, host, **values).choice
    [spec] = choice.models.values()
    return choice.engine.key, spec.key


def test_five_things_can_be_asked_for() -> None:
    assert [mode.key for mode in WRITING] == ["poem", "chinese-poem", "story", "script", "letter"]
    assert [mode.makes for mode in WRITING] == ["poem", "poem", "story", "story", "story"]
    assert [str(mode.title) for mode in WRITING] == ["Poem", "Chinese poem", "Story", "Script", "Letter"]


@pytest.mark.parametrize("mode", WRITING, ids=lambda mode: mode.key)
def test_three_examples_are_prompts_the_studio_takes(mode: Mode) -> None:
    assert len(mode.examples) == 3
    for prompt in mode.examples:
        expected = ("poet", POET.key) if mode.key == "chinese-poem" else ("smollm", OWN.key)
        assert chosen(mode.key, HOST, prompt=prompt) == expected


@pytest.mark.parametrize("mode", ENGLISH_MODES)
def test_the_engine_is_chosen_and_said(mode: str) -> None:
    for model in NAMES:
        assert chosen(mode, HOST, prompt="a fox", model=model) == ("smollm", OWN.key)
        assert "SmolLM2 comes with the studio" in str(ask(mode, prompt="a fox", model=model).choice.why)
    with pytest.raises(ModelAbsent, match="not on this machine"):
        ask(mode, prompt="a fox", model="big-chat")
    with pytest.raises(NotFound):
        ask(mode, prompt="a fox", model="nonesuch")


@pytest.mark.parametrize("model", [*NAMES, "poet", "chinese-poet"])
@pytest.mark.parametrize("mode", ["poem", "chinese-poem"])
def test_a_chinese_theme_goes_to_the_poet_whoever_of_ours_is_asked(mode: str, model: str, chatting: Host) -> None:
    assert chosen(mode, chatting, prompt=CHINESE, model=model) == ("poet", POET.key)
    assert "small model of our own" in str(ask(mode, prompt=CHINESE, model=model).choice.why)


def test_a_chat_model_is_taken_where_it_is_present_and_knows_the_language(chatting: Host) -> None:
    for mode in ENGLISH_MODES:
        assert chosen(mode, chatting, prompt="a fox") == ("chat", "plain")
        assert chosen(mode, chatting, prompt=FRENCH) == ("chat", "fluent")
        assert chosen(mode, chatting, prompt="a fox", model="smollm") == ("smollm", OWN.key)
    assert chosen("story", chatting, prompt=CHINESE) == ("chat", "fluent")
    assert chosen("poem", chatting, prompt=CHINESE, model="fluent") == ("chat", "fluent")
    with pytest.raises(LanguageUnknown, match="Plain does not write French"):
        ask("poem", chatting, prompt=FRENCH, model="plain")


def test_nobody_but_the_poet_is_taken_for_a_chinese_poem_by_itself(chatting: Host) -> None:
    with pytest.raises(LanguageUnknown, match="Chinese poet reads Chinese only"):
        ask("chinese-poem", chatting, prompt=FRENCH)
    without = Host(Catalog([LOST_POET if spec is POET else spec for spec in chatting.catalog]), chatting.device)
    with pytest.raises(ModelAbsent, match="files are missing"):
        ask("chinese-poem", without, prompt=CHINESE)
    assert chosen("chinese-poem", chatting, prompt=FRENCH, model="fluent") == ("chat", "fluent")


@pytest.mark.parametrize("model", NAMES)
def test_without_the_poets_files_it_is_said(model: str) -> None:
    with pytest.raises(ModelAbsent, match="starter/poet"):
        ask("chinese-poem", WITHOUT_POET, prompt=CHINESE, model=model)


@pytest.mark.parametrize("model", NAMES)
@pytest.mark.parametrize(
    ("prompt", "language"), [("一只小狐狸", "Chinese"), ("Ein Gedicht über den Herbst", "German"), (FRENCH, "French")]
)
@pytest.mark.parametrize("mode", ENGLISH_MODES)
def test_a_language_the_model_lacks_is_refused_with_what_can_be_done(
    mode: str, prompt: str, language: str, model: str
) -> None:
    with pytest.raises(LanguageUnknown, match="SmolLM2") as refused:
        ask(mode, WITHOUT_POET, prompt=prompt, model=model)
    assert language in str(refused.value) and "English" in str(refused.value)


@pytest.mark.parametrize("model", NAMES)
def test_the_poet_does_not_speak_for_the_others(model: str) -> None:
    with pytest.raises(LanguageUnknown, match="SmolLM2 135M Instruct does not write French"):
        ask("poem", prompt=FRENCH, model=model)


@pytest.mark.parametrize("mode", WRITING, ids=lambda mode: mode.key)
def test_every_engine_says_what_it_is(mode: Mode) -> None:
    for engine in mode.engines:
        assert "." not in str(engine.title)
        for choice in engine.choices(HOST):
            assert str(engine.why(choice, False)).endswith(".")


@pytest.mark.parametrize("mode", ENGLISH_MODES)
@pytest.mark.parametrize("values", [{"words": 29}, {"words": 601}, {"temperature": 0}, {"tone": "angry"}])
def test_what_is_out_of_bounds_is_refused(mode: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        ask(mode, prompt="a fox", **values)


def test_a_mode_nobody_knows_is_refused() -> None:
    with pytest.raises(InkstoneError, match="novel"):
        ask("novel", prompt="a fox")


@pytest.mark.parametrize("mode", ENGLISH_MODES)
def test_only_a_chinese_poem_is_asked_for_its_verse(mode: str) -> None:
    with pytest.raises(BadInput, match="nothing here is called that"):
        ask(mode, prompt="a fox", verse="七絕")


@pytest.mark.parametrize("mode", WRITING, ids=lambda mode: mode.key)
def test_every_field_has_its_words(mode: Mode) -> None:
    params: type[PromptParams] = mode.form
    for name in params.model_fields:
        assert str(params.title_of(name)) and str(params.hint_of(name)), name
    assert str(params.title_of("model")) == "Model"


def test_values_have_titles() -> None:
    def titles(name: str) -> dict[str, str]:
        return {value: str(title) for value, title in MODES["chinese-poem"].form.titles_of(name).items()}

    assert titles("verse")["七絕"] == "七绝 7 × 4"
    assert titles("dynasty") == {"唐": "Tang", "宋": "Song"}
    assert titles("author")["李白"] == "李白 · Li Bai"
    assert titles("author")["nobody"] == "Nobody in particular"


@pytest.mark.parametrize("kind", ["poem", "chinese poem", "story", "script", "letter"])
def test_recipes_of_the_first_schema_find_their_mode(kind: str) -> None:
    old = {"prompt": "月", "kind": kind, "verse": "五律", "tone": "warm", "words": 60, "seed": 3, "model": "smollm"}
    mode, values = MODES.find("writing", old)
    assert mode.key == kind.replace(" ", "-")
    assert "kind" not in values and ("verse" in values) == (kind == "chinese poem")
    mode.form.read(values)
