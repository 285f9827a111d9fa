"""Weights of words, as a prompt has them and as tiny real models hear them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.runtimes.compat import prepare
from pipelines.runtimes.weights import (
    HEAVIEST,
    LIGHTEST,
    embedded,
    fragments,
    hears_weights,
    is_clearly_weighted,
    is_long,
    is_weighted,
    plain,
)
from tests import tiny

LONG = "a red fox under the moon in a snowy forest, " * 12


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a fox", [("a fox", 1)]),
        ("a (red:1.3) fox", [("a ", 1), ("red", 1.3), (" fox", 1)]),
        ("a (red) fox", [("a ", 1), ("red", 1.1), (" fox", 1)]),
        ("((red)) [fox]", [("red ", 1.21), ("fox", 1 / 1.1)]),
        ("(a (b:2) c:0.5)", [("a ", 0.5), ("b ", 1.0), ("c", 0.5)]),
        (r"a \(red\) fox", [("a (red) fox", 1)]),
        ("a (red fox", [("a ", 1), ("red fox", 1.1)]),
        ("a ) b ] c", [("a ) b ] c", 1)]),
        ("(a:9999) (b:-3)", [("a ", HEAVIEST), ("b", LIGHTEST)]),
        ("", [("", 1)]),
        ("红色的（狐狸）", [("红色的（狐狸）", 1)]),
    ],
)
def test_weights_are_read(text: str, pieces: list[tuple[str, float]]) -> None:
    found = fragments(text)
    assert "".join(piece for piece, _ in found).split() == "".join(piece for piece, _ in pieces).split()
    assert [weight for _, weight in found] == pytest.approx([weight for _, weight in pieces])


@given(st.text("ab()[]:1.9\\ ,", max_size=80))
def test_any_text_is_read_and_no_weight_leaves_its_bounds(text: str) -> None:
    assert all(LIGHTEST <= weight <= HEAVIEST for _, weight in fragments(text))
    assert not is_weighted(plain(text).replace("(", "").replace("[", ""))


@pytest.mark.parametrize(
    ("text", "any_", "clear"),
    [("a fox", False, False), ("a (fox)", True, False), ("((fox))", True, True), ("(fox: 1.2 )", True, True),
     (r"\(\(fox\)\)", False, False), ("[[fox]]", True, True), ("at 5:30 (noon)", True, False)],
)  # fmt: skip
def test_brackets_may_be_just_brackets(text: str, any_: bool, clear: bool) -> None:
    assert (is_weighted(text), is_clearly_weighted(text)) == (any_, clear)


@pytest.fixture(scope="module", params=["stable_diffusion", "sdxl"])
def paint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    pipe = loaded(request.param, tmp_path_factory.mktemp("tiny"))

    def run(**asked: Any) -> Any:
        import torch

        chance = torch.Generator().manual_seed(1)
        more = {"num_inference_steps": 2, "width": 64, "height": 64, "guidance_scale": 4.0, "output_type": "np"}
        return pipe(generator=chance, **more, **asked).images[0]

    run.pipe = pipe  # type: ignore[attr-defined]
    return run


def loaded(name: str, folder: Path) -> Any:
    prepare()
    import diffusers
    import torch

    torch.manual_seed(0)
    tiny.BUILDERS[name](folder)
    pipe = diffusers.DiffusionPipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def test_without_weights_the_same_is_heard(paint: Any) -> None:
    assert hears_weights(paint.pipe)
    same = paint(**embedded(paint.pipe, "a red fox", "snow"))
    assert np.array_equal(same, paint(prompt="a red fox", negative_prompt="snow"))


def test_each_weight_makes_another_picture(paint: Any) -> None:
    prompts = ("a red fox", "a (red:1.5) fox", "a (red:0.5) fox", "a [red] fox", "a ((red)) fox")
    pictures = [paint(**embedded(paint.pipe, prompt, "")) for prompt in prompts]
    assert len({picture.tobytes() for picture in pictures}) == len(prompts)


def test_a_long_prompt_is_read_to_its_end(paint: Any) -> None:
    assert is_long(paint.pipe, LONG) and not is_long(paint.pipe, "a red fox")
    whole, other = embedded(paint.pipe, LONG + "in gold", "snow"), embedded(paint.pipe, LONG + "in blue", "snow")
    assert whole["prompt_embeds"].shape == whole["negative_prompt_embeds"].shape
    assert whole["prompt_embeds"].shape[1] > 4 * 77
    assert not np.array_equal(paint(**whole), paint(**other))


@pytest.mark.parametrize("prompt", ["(\n:0.4) x", "[ ] a", "(" * 300 + "x", "[a] " * 200, ":1.3)", "(红:0.2)(:2)"])
def test_odd_brackets_are_heard_somehow(paint: Any, prompt: str) -> None:
    import torch

    assert torch.isfinite(embedded(paint.pipe, prompt, prompt[::-1])["prompt_embeds"]).all()


@pytest.mark.parametrize("name", ["flux", "z_image"])
def test_others_hear_no_weights(name: str, tmp_path: Path) -> None:
    assert not hears_weights(loaded(name, tmp_path))
