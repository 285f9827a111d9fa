"""The painter's whole chain on a sliver of data: taught, killed, resumed, exported, painted with, judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from pipelines.image.painter.concepts import Concepts
from pipelines.image.painter.icon import COLOURS, LOOKS, Icon, Look, Thing
from pipelines.image.painter.words import LONGEST
from training.loop import Schedule
from training.painter import codec as codecs
from training.painter import colour_judge
from training.painter.colours import Recolouring
from training.painter.curriculum import KINDS, Curriculum, Extent, held_out
from training.painter.drawings import Packed, concepts, on_white
from training.painter.export import export, load
from training.painter.judge import Judge, teach, verdict
from training.painter.judged import Judges, judge, painted, parts
from training.painter.lessons import Easel, Syllabus, pictures
from training.painter.prepare import write
from training.painter.text import PHRASES, embedded, minilm, phrasings, text_encoder
from training.painter.train import Plan, train

NAMES = ("cat", "bus", "banana", "owl", "red envelope")
SHORT = Schedule(steps=2, rate=1e-3, warmup=1, cooldown=1, every=2)
PLAN = Plan(
    codec=SHORT,
    decoder=SHORT,
    unet=SHORT,
    extent=Extent(every=(1, 9)),
    channels=(32, 32, 64),
    batch=16,
    compiled=False,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five concepts, "3D" in Noto's style, and a painter trained on them for two steps."""
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("painter")
    found = {concept.name: concept for concept in concepts() if concept.name in NAMES}
    chosen = [found[name] for name in NAMES]
    noto, flat = Packed("noto"), Packed("flat")
    solid = np.stack([on_white(noto.picture(concept, 128)) for concept in chosen] * 3)
    drawn = np.stack([[style.picture(concept, 128) for style in (noto, flat)] for concept in chosen])
    others = np.stack([[style.picture(concept, 64) for style in (flat, noto, flat)] for concept in chosen])
    write(folder, chosen, list(range(len(chosen))), solid, drawn, others)
    train(folder, minilm(), PLAN)
    return folder


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "painter"
    assert export(folder, target, PLAN) < 40e6
    return target


@pytest.fixture(scope="module")
def pipe(exported: Path) -> Any:
    return load(exported, minilm())


def test_a_run_goes_on_where_it_stopped(folder: Path) -> None:
    longer = replace(PLAN, unet=replace(SHORT, steps=4))
    train(folder, minilm(), longer)
    state = torch.load(folder / "unet" / "checkpoint.pt", weights_only=True)
    assert state["numbers"]["step"] == 4


def test_the_stock_pipeline_paints_with_the_export(folder: Path, exported: Path, pipe: Any) -> None:
    assert str(folder) not in (exported / "vae" / "config.json").read_text()
    assert json.loads((exported / "concepts.json").read_text())["banana"] == "banana"
    made = painted(pipe, ["a cat", "a bus"], steps=2)
    assert made.shape == (2, 128, 128, 3)
    assert (made[0] != made[1]).any()
    assert (painted(pipe, ["a cat", "a bus"], steps=2) == made).all(), "the same seeds paint the same pictures"
    lines = list(judge(folder, exported, minilm(), steps=4))
    exams = {line.split(" (")[0] for line in lines}
    assert len(lines) == 12 and {"things, 3D", "pairs", "things, asked for in Chinese"} <= exams


def test_the_pipeline_reads_the_words_as_they_were_taught(pipe: Any) -> None:
    read, silence = pipe.encode_prompt("a cat", "cpu", 1, True)
    reader = text_encoder(minilm())
    assert read.shape == (1, LONGEST, 384)
    assert torch.allclose(read, embedded(["a cat"], reader), atol=1e-5)
    assert torch.allclose(silence, embedded([""], reader), atol=1e-5)


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


def five_of_another_style(folder: Path, every: int, steps: int) -> tuple[float, float]:
    """How often Noto's drawing of a concept is among five, to a judge who learnt flat ones and to one who did not."""
    torch.set_num_threads(1)
    chosen = concepts()[::every]
    noto, flat = Packed("noto"), Packed("flat")
    lessons = np.stack([[flat.picture(concept, 64)] for concept in chosen])
    pictures = np.stack([on_white(noto.picture(concept, 128)) for concept in chosen])
    places = list(range(len(chosen)))
    untaught = verdict(Judge(len(chosen)).eval(), pictures, places)
    taught = verdict(teach(folder, lessons, steps=steps), pictures, places)
    assert taught.first <= taught.five
    return taught.five, untaught.five


def test_a_judge_knows_a_style_it_was_not_taught(tmp_path: Path) -> None:
    taught, untaught = five_of_another_style(tmp_path, every=40, steps=60)
    assert taught > 0.8 > untaught


@pytest.mark.judge
def test_a_judge_of_hundreds_of_things_knows_a_style_it_was_not_taught(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    taught, untaught = five_of_another_style(tmp_path, every=4, steps=600)
    record_property("taught", round(taught, 3))
    record_property("untaught", round(untaught, 3))
    assert taught > 0.8 > untaught


def test_the_pool_holds_things_and_no_smileys_or_hours() -> None:
    names = [concept.name for concept in concepts()]
    assert len(names) == len(set(names)) > 800
    assert {"cat", "heart", "apple", "robot"} < set(names)
    assert not {"grinning face", "twelve o’clock", "black cat", "blue heart", "green apple"} & set(names)


def test_a_recoloured_drawing_has_the_colour_and_keeps_its_outline_and_eyes() -> None:
    cat = next(concept for concept in concepts() if concept.name == "cat")
    plain = Packed("flat").picture(cat, 128)
    dye = Recolouring(plain)
    for name, colour in COLOURS.items():
        made = dye(colour)
        assert colour_judge.named(on_white(made))[0] == name
        assert (made[..., 3] == plain[..., 3]).all()
    eyes = plain[..., :3].max(-1) < 40
    assert eyes.any() and np.abs(dye(COLOURS["blue"]).astype(int) - plain)[eyes].max() < 30


@pytest.mark.parametrize(
    ("colour", "name"), [("#d01020", "red"), ("#1060e0", "blue"), ("#6a4020", "brown"), ("#202020", "black")]
)
def test_the_judge_of_colours_names_them(colour: str, name: str) -> None:
    picture = np.full((16, 16, 3), 255, np.uint8)
    picture[4:12, 4:12] = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    assert colour_judge.named(picture) == [name]


@pytest.mark.parametrize("look", LOOKS)
def test_a_lesson_shows_the_thing_in_its_colour_and_look(folder: Path, look: Look) -> None:
    easel = Easel(folder)
    plain, green = (easel.picture(Icon((Thing("bus", colour),), look)) for colour in ("", "green"))
    assert colour_judge.named(green)[0] == "green" != colour_judge.named(plain)[0]
    assert (plain != easel.picture(Icon((Thing("bus"),), LOOKS[look == LOOKS[0]]))).any()


def test_a_pair_stands_in_its_two_corners_the_first_in_front(folder: Path) -> None:
    easel = Easel(folder)
    cat, bus = Thing("cat"), Thing("bus")
    one, other = (easel.picture(Icon(things)) for things in ((cat, bus), (bus, cat)))
    front, back = parts(np.stack([one, other]))
    alone = [easel.picture(Icon((thing,))).astype(int) for thing in (cat, bus)]
    for shown, wrong in ((front, 0), (back, 1)):
        # The overlap hides a corner, so nearer to the right drawing than to the other one is all that can be asked.
        near = [np.abs(shown[0].astype(int) - drawing).mean() for drawing in alone]
        assert near[wrong] < near[1 - wrong]
    assert (one != other).any()


def test_the_syllabus_has_every_colour_but_for_names_that_say_one() -> None:
    syllabus = Syllabus(list(NAMES))
    assert len(syllabus.coloured("3d")) == 4 * len(COLOURS)
    pairs = syllabus.pairs("3d", 300, seed=1)
    assert all(icon.things[0].name != icon.things[1].name for icon in pairs)
    tinted = [thing for icon in pairs for thing in icon.things if thing.colour]
    assert 0.2 < len(tinted) / 600 < 0.45 and "red envelope" not in {thing.name for thing in tinted}


def test_what_is_held_out_is_never_taught(folder: Path) -> None:
    lessons = Curriculum.read(folder)
    unseen = held_out(Syllabus(list(NAMES)))
    assert len(lessons.held) == len(NAMES) + len(unseen) > len(NAMES)
    taught = {int(row[0]) for rows in lessons.kinds.values() for row in rows}
    assert not taught & {int(row[0]) for row in lessons.held}
    every = Syllabus(list(NAMES)).coloured("3d") + Syllabus(list(NAMES)).coloured("flat")[::9]
    things = {icon.things for icon in unseen}
    kept = sum(len(lessons.kinds[f"coloured {look}"]) for look in LOOKS)
    assert kept == sum(icon.things not in things for icon in every) < len(every)


def test_the_curriculum_brings_things_first_then_colours(folder: Path) -> None:
    lessons = Curriculum.read(folder)
    early, late = (lessons.counts(progress, 64) for progress in (0.0, 0.9))
    assert sum(early.values()) == sum(late.values()) == 64
    assert early["coloured 3d"] == early["coloured flat"] == 0 < early["plain flat"]
    assert set(late) == set(KINDS) and all(late.values())


def test_every_phrase_says_the_thing_and_the_flat_look_is_always_said() -> None:
    for look in LOOKS:
        said = phrasings(Icon((Thing("cat", "blue"), Thing("owl")), look))
        assert len(said) == len(PHRASES) and all("blue cat" in text and "owl" in text for text in said)
        assert all("flat" in text for text in said) == (look == "flat")
    assert "a blue cat and an owl, flat" in phrasings(Icon((Thing("cat", "blue"), Thing("owl")), "flat"))


def test_chinese_is_read_into_the_words_that_were_taught() -> None:
    known = Concepts({concept.key: concept.name for concept in concepts()}, text_encoder(minilm()))
    assert known.subject("一只蓝色的猫和月亮，扁平").words == "a blue cat and a full moon, flat"


def test_judges_look_at_the_picture(folder: Path) -> None:
    judges = Judges(folder, steps=30)
    icons = [Icon((Thing(name),)) for name in NAMES]
    shown = pictures(Easel(folder), icons)
    assert judges.things(shown, icons).startswith("first 100.0%")
    assert judges.things(np.roll(shown, 1, axis=0), icons).startswith("first 0.0%")
