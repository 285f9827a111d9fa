"""The poet's whole chain on a sliver of real poems: prepared, trained, resumed, exported, loaded, asked to write."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from pipelines.writing.poet.forms import FORMS
from pipelines.writing.poet.poet import Poet, Wish
from training.loop import CHECKPOINT, Schedule
from training.poet import prepare
from training.poet.export import export
from training.poet.perplexity import measure
from training.poet.train import run
from training.poet.tunes import TUNES, tune_of

POEMS = Path(__file__).parent / "data" / "poems.json"
SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "intermediate_size": 64, "num_attention_heads": 2}
SCHEDULE = Schedule(steps=12, rate=3e-3, warmup=2, cooldown=4, every=6, ema=0.5)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some 280 poems, laid out as the published package lays them out."""
    dist = tmp_path_factory.mktemp("package") / "dist"
    poems = json.loads(POEMS.read_text(encoding="utf-8"))
    for name in ("tang", "song"):
        _write(dist / "quantangshi" / f"poet.{name}.0.json", poems[name])
    _write(dist / "songci" / "ci.song.0.json", poems["ci"])
    return dist.parent


@pytest.fixture(scope="module")
def prepared(package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Counter[str]]:
    folder, target = tmp_path_factory.mktemp("folder"), tmp_path_factory.mktemp("target")
    return folder, target, prepare.prepare(folder, target, package)


@pytest.fixture(scope="module")
def trained(prepared: tuple[Path, Path, Counter[str]]) -> tuple[Path, Path]:
    folder, target, _ = prepared
    run(folder, SCHEDULE, SHAPE)
    export(folder, target, SHAPE)
    return folder, target


def test_poems_are_sorted_into_forms_and_keep_their_lines(prepared: tuple[Path, Path, Counter[str]]) -> None:
    folder, _, counts = prepared
    assert {"七絕", "五律", "七律"} <= set(counts)
    for poem in prepare.load(folder):
        if poem.form in prepare.REGULATED.values():
            assert (len(poem.lines[0]), len(poem.lines)) in prepare.REGULATED
            assert poem.rhyme
        elif poem.form in TUNES:
            assert tuple(map(len, poem.lines)) == TUNES[poem.form]


def test_held_out_poems_share_no_line_with_the_others(prepared: tuple[Path, Path, Counter[str]]) -> None:
    poems = prepare.load(prepared[0])
    held_out = {line for poem in poems if poem.split != "train" for line in poem.lines}
    assert held_out
    assert not held_out & {line for poem in poems if poem.split == "train" for line in poem.lines}


def test_a_tune_is_taken_only_when_its_lines_end_where_the_pattern_ends() -> None:
    lines = (
        "缺月掛疏桐",
        "漏斷人初靜",
        "誰見幽人獨往來",
        "縹緲孤鴻影",
        "驚起卻回頭",
        "有恨無人省",
        "揀盡寒枝不肯棲",
        "寂寞沙洲冷",
    )
    assert tune_of("卜算子", lines) == ("卜算子", lines)
    assert tune_of("卜算子", lines[:-1])[0] == ""
    moved = ("缺月掛疏", "桐漏斷人初靜", *lines[2:])
    assert tune_of("卜算子", moved)[0] == ""


def test_a_killed_run_goes_on_to_the_same_weights(
    prepared: tuple[Path, Path, Counter[str]], trained: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "again"
    folder.mkdir()
    shutil.copy(prepared[0] / "poems.jsonl", folder)
    run(folder, dataclasses.replace(SCHEDULE, minutes=0), SHAPE)
    assert _step(folder) == 1
    run(folder, SCHEDULE, SHAPE)
    assert _step(folder) == SCHEDULE.steps
    once, twice = (_weights(path) for path in (trained[0], folder))
    assert all(torch.allclose(once[name], twice[name], atol=1e-6) for name in once)


def test_training_lowers_the_held_out_loss(prepared: tuple[Path, Path, Counter[str]], tmp_path: Path) -> None:
    shutil.copy(prepared[0] / "poems.jsonl", tmp_path)
    first = run(tmp_path, dataclasses.replace(SCHEDULE, steps=1, every=1), SHAPE)
    later = run(tmp_path, dataclasses.replace(SCHEDULE, steps=40, every=20), SHAPE)
    assert later < first - 0.3


@pytest.mark.judge
def test_longer_training_goes_on_lowering_the_held_out_loss(
    prepared: tuple[Path, Path, Counter[str]], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    shutil.copy(prepared[0] / "poems.jsonl", tmp_path)
    losses = [
        run(tmp_path, dataclasses.replace(SCHEDULE, steps=steps, every=steps // 2 or 1), SHAPE) for steps in (1, 40, 80)
    ]
    record_property("loss after 1, 40 and 80 steps", [round(loss, 2) for loss in losses])
    assert all(later < earlier - 0.1 for earlier, later in pairwise(losses))


def test_perplexity_is_measured_beside_a_trigram(trained: tuple[Path, Path]) -> None:
    found = measure(trained[0], SHAPE)
    assert found.poems > 3
    # A few steps teach next to nothing: far from a trigram, but no worse than guessing among the characters.
    assert 1 < found.trigram < found.trigram_with_ends
    assert found.trigram / 10 < found.poet < 3000
    assert found.poet != found.poet_form


def test_the_export_is_read_by_the_stock_classes(trained: tuple[Path, Path]) -> None:
    from pipelines.runtimes import compat

    compat.prepare()
    from transformers import AutoTokenizer, LlamaForCausalLM

    model = LlamaForCausalLM.from_pretrained(trained[1], dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(trained[1])
    ids = tokenizer("<七絕><唐>山<poem>")["input_ids"]
    assert [tokenizer.convert_ids_to_tokens(i) for i in ids] == ["<七絕>", "<唐>", "山", "<poem>"]
    assert model(torch.tensor([ids])).logits.shape == (1, 4, len(tokenizer))


def test_even_an_untaught_poet_keeps_the_form(trained: tuple[Path, Path]) -> None:
    poet = Poet.load(trained[1])
    lines = poet.write(Wish(FORMS["七絕"], ("山",)), seed=5)
    assert [len(line) for line in lines] == [7] * 4
    assert poet.rhymes.common([lines[1][-1], lines[3][-1]])


def _write(path: Path, rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    weights: dict[str, torch.Tensor] = torch.load(folder / CHECKPOINT, weights_only=True)["model"]
    return weights


def _step(folder: Path) -> int:
    return int(torch.load(folder / CHECKPOINT, weights_only=True)["numbers"]["step"])
