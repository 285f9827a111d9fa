"""The painter's whole chain on a sliver of data: taught, killed, resumed, exported, painted with, judged."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from training.loop import Schedule
from training.painter import codec as codecs
from training.painter.choice import common
from training.painter.drawings import Packed, concepts, on_white
from training.painter.export import export, load
from training.painter.judge import Judge, teach, verdict
from training.painter.judged import judge, painted
from training.painter.prepare import pooled, write
from training.painter.text import LONGEST, embedded, minilm, text_encoder
from training.painter.train import Plan, train

NAMES = ("cat", "bus", "banana", "owl")
SHORT = Schedule(steps=4, rate=1e-3, warmup=1, cooldown=1, every=2)
PLAN = Plan(judge=60, codec=SHORT, decoder=SHORT, unet=SHORT, concepts=len(NAMES))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four concepts, "3D" in Noto's style, and a painter trained on them for four steps."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("painter")
    found = {concept.name: concept for concept in concepts() if concept.name in NAMES}
    chosen = [found[name] for name in NAMES]
    noto, flat = Packed("noto"), Packed("flat")
    solid = np.stack([on_white(noto.picture(concept, 128)) for concept in chosen] * 3)
    others = np.stack([[style.picture(concept, 64) for style in (flat, noto, flat)] for concept in chosen])
    write(folder, chosen, list(range(len(chosen))), solid, others)
    train(folder, minilm(), PLAN)
    return folder


def test_a_run_goes_on_where_it_stopped(folder: Path) -> None:
    longer = replace(PLAN, unet=replace(SHORT, steps=6))
    train(folder, minilm(), longer)
    state = torch.load(folder / "unet" / "checkpoint.pt", weights_only=True)
    assert state["numbers"]["step"] == 6


def test_the_stock_pipeline_paints_with_the_export(folder: Path, tmp_path: Path) -> None:
    size = export(folder, tmp_path / "painter")
    assert size < 40e6
    assert str(folder) not in (tmp_path / "painter" / "vae" / "config.json").read_text()
    pipe = load(tmp_path / "painter", minilm())
    made = painted(pipe, ["cat", "bus"], steps=2)
    assert made.shape == (2, 128, 128, 3)
    assert (made[0] != made[1]).any()
    assert (painted(pipe, ["cat", "bus"], steps=2) == made).all(), "the same seeds paint the same pictures"
    lines = list(judge(folder, tmp_path / "painter", minilm()))
    assert [line.split(":")[0] for line in lines] == ["real drawings", "there and back", "painted"]


def test_the_pipeline_reads_the_words_as_they_were_taught(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path / "painter")
    pipe = load(tmp_path / "painter", minilm())
    read, silence = pipe.encode_prompt("a cat", "cpu", 1, True)
    encoder, tokenizer = text_encoder(minilm())
    assert read.shape == (1, LONGEST, 384)
    assert torch.allclose(read, embedded(["a cat"], encoder, tokenizer), atol=1e-5)
    assert torch.allclose(silence, embedded([""], encoder, tokenizer), atol=1e-5)


def test_white_latents_decode_to_the_same_picture() -> None:
    torch.manual_seed(0)
    codec = codecs.new_codec((8, 8, 16, 16)).eval()
    pictures = torch.rand(4, 3, 128, 128) * 2 - 1
    before = codecs.reconstructed(codec, pictures)
    codecs.whiten(codec, codecs.encoded(codec, pictures))
    flat = codecs.encoded(codec, pictures).transpose(0, 1).flatten(1)
    assert torch.allclose(torch.cov(flat), torch.eye(codecs.LATENT_CHANNELS), atol=1e-3)
    assert flat.mean(1).abs().max() < 1e-3
    assert torch.allclose(codecs.reconstructed(codec, pictures), before, atol=1e-3)


def test_a_judge_knows_a_style_it_was_not_taught(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    chosen = concepts()[::40]
    noto, flat = Packed("noto"), Packed("flat")
    lessons = np.stack([[flat.picture(concept, 64)] for concept in chosen])
    pictures = np.stack([on_white(noto.picture(concept, 128)) for concept in chosen])
    places = list(range(len(chosen)))
    untaught = verdict(Judge(len(chosen)).eval(), pictures, places)
    taught = verdict(teach(tmp_path, lessons, steps=150), pictures, places)
    assert taught.five > 0.8 > untaught.five
    assert taught.first <= taught.five


def test_common_names_are_whole_words_that_the_judge_knows() -> None:
    names = ["cat", "zebra", "house", "hot pepper", "dog"]
    entries = [{"name": name} for name in names]
    assert common(entries, [0, 0, 0, 0, 5], minilm(), 2) == [0, 2]


def test_the_pool_holds_no_faces(folder: Path) -> None:
    assert {entry["name"] for entry in pooled(folder)} == set(NAMES)
    assert not any(concept.name.endswith("face") for concept in concepts())
    assert json.loads((folder / "chosen.json").read_text()) == [0, 1, 2, 3]
