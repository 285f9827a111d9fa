"""Captioning on a tiny real checkpoint of each family: what is asked, seen while it is written, stopped, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from pipelines.image.ask_picture import DescribeParams
from pipelines.image.captioning.engine import Captioner
from pipelines.image.captioning.prompts import MOST, PARTS, QUESTIONS
from pipelines.image.captioning.ways import WAYS, Chat, Florence
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.transformers import Pair
from studio.errors import Cancelled, InkstoneError
from studio.media.picture import png
from studio.models.catalog import Catalog, ModelSpec
from studio.words import LANGUAGES, words
from studio.works.made import Made
from tests import contract, tiny_seeing
from tests.contract import Bench, Case
from tests.tiny import byte_tokenizer

FAMILIES: dict[str, tuple[Callable[[Path], Path], str, tuple[str, ...]]] = {
    "qwen3-vl": (tiny_seeing.qwen3_vl, "Qwen3VLForConditionalGeneration", ("en", "zh")),
    "florence-2": (tiny_seeing.florence2, "Florence2ForConditionalGeneration", ("en",)),
    "blip": (tiny_seeing.blip, "BlipForConditionalGeneration", ("en",)),
}
PICTURE = "0" * 64


def case(name: str) -> Case:
    checkpoint, kind, languages = FAMILIES[name]
    spec = ModelSpec(
        key=name,
        title=name.title(),
        task="describing",
        runtime="transformers",
        class_name=kind,
        dtype="float32",
        weights_mb=1,
        working_mb=1,
        licence="MIT",
        commercial="yes",
        languages=languages,
    )
    params = DescribeParams(picture=PICTURE, language="en")
    return Case("describe", Captioner(), params, spec, checkpoint, lambda pair: pair.model, "answering", "text")


@pytest.fixture(scope="module", params=FAMILIES)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    prepare()
    torch.manual_seed(7)
    chosen, folder = case(request.param), tmp_path_factory.mktemp("seeing")
    picture = Image.linear_gradient("L").convert("RGB").resize((96, 64))
    (folder / f"{PICTURE}.png").write_bytes(png(picture))
    yield Bench(chosen, chosen.checkpoint(folder / "checkpoint"), folder)


def ask(bench: Bench, **changes: Any) -> Made:
    params = bench.case.params.model_copy(update=changes)
    asked = bench.case.ask(0)
    [made] = bench.pieces(bench.context(), type(asked)(asked.mode, params, asked.options, asked.choice))
    return made


def test_a_page_is_made_of_what_the_model_answers(bench: Bench) -> None:
    made = ask(bench)
    parts = WAYS.get({"florence-2": "florence2"}.get(bench.case.spec.key, bench.case.spec.key), Chat()).parts
    told = {part for part in PARTS if words("en")[f"describer.part.{part}"] in made.text}
    assert "alt" in told and told <= set(parts)
    assert made.kind == "description" and made.files[0].data.startswith(b"# ")
    assert bench.case.spec.title in str(made.notes[0])


def test_it_is_seen_while_it_is_written(bench: Bench) -> None:
    contract.check_previews(bench_with_text(bench))


def bench_with_text(bench: Bench) -> Bench:
    """The same, its first result without the headings that the preview does not have."""
    pieces, ctx = bench.run()
    body = pieces[0].text.split("\n", 1)[1]
    fresh = Bench(bench.case, bench.scratch, bench.scratch)
    fresh.__dict__["first"] = ([Made(pieces[0].kind, pieces[0].title, pieces[0].files, pieces[0].facts, body)], ctx)
    return fresh


def test_stop_works_within_one_token(bench: Bench) -> None:
    ctx = bench.context(stop_at=1)
    with pytest.raises(Cancelled):
        list(bench.pieces(ctx, bench.case.ask(0)))
    assert len(ctx.texts) <= 1 and ctx.steps[-1].phase == "answering"


def test_the_same_picture_gives_the_same_words(bench: Bench) -> None:
    assert ask(bench).files == ask(bench).files


def test_another_picture_is_looked_at(bench: Bench) -> None:
    """Random weights say something else of something else."""
    first = ask(bench).text
    other = Image.radial_gradient("L").convert("RGB").resize((64, 96))
    (bench.scratch / f"{'1' * 64}.png").write_bytes(png(other))
    assert ask(bench, picture="1" * 64).text != first


def test_what_writes_english_alone_says_so(bench: Bench) -> None:
    made = ask(bench, language="zh")
    writes = "zh" in bench.case.spec.languages
    assert any("English alone" in str(note) for note in made.notes) != writes
    assert (words("zh")["describer.part.alt"] in made.text) == writes


def test_a_transparent_picture_is_shown_on_white(bench: Bench) -> None:
    clear, white = Image.new("RGBA", (64, 64), (255, 0, 0, 0)), Image.new("RGB", (64, 64), "white")
    for name, picture in (("2", clear), ("3", white)):
        (bench.scratch / f"{name * 64}.png").write_bytes(png(picture))
    assert ask(bench, picture="2" * 64).text == ask(bench, picture="3" * 64).text


@pytest.mark.parametrize("bench", ["qwen3-vl"], indirect=True)
def test_a_model_that_says_nothing_leaves_no_empty_page(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = range(bench.worker().config.text_config.vocab_size)
    how = bench.worker().generation_config
    monkeypatch.setattr(how, "suppress_tokens", [token for token in tokens if token != how.eos_token_id])
    with pytest.raises(InkstoneError, match="said nothing"):
        ask(bench)


def test_every_language_has_every_question() -> None:
    assert set(QUESTIONS) == {file.stem for file in LANGUAGES.glob("*.toml")}
    assert all(tuple(asked) == PARTS for asked in QUESTIONS.values()) and tuple(MOST) == PARTS


def test_things_that_were_found_are_tags_without_their_places() -> None:
    tokenizer = byte_tokenizer()
    tokenizer.add_tokens([f"<loc_{at}>" for at in range(10)])
    ids = torch.tensor([tokenizer("</s><s>car<loc_1><loc_2>wheel<loc_3>car<loc_4></s><pad>")["input_ids"]])
    assert Florence().answer(Pair(None, tokenizer), ids, {}, "tags") == "car, wheel"


def test_the_catalogs_models_have_a_class_that_there_is() -> None:
    prepare()
    import transformers

    found = Catalog.read().for_task("describing")
    assert found and all(hasattr(transformers, spec.class_name) for spec in found)
