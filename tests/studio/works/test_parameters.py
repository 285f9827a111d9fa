"""The text that other programs leave in pictures, as it is found in the wild and as nobody should write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.works.parameters import Parameters

LONG = """masterpiece, a cat, (best quality:1.2), <lora:foo:0.8>
on two lines
Negative prompt: blurry, lowres
bad hands
Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234, Size: 832x1216, \
Model hash: 31e35c80fc, Model: "dream, v8", Hires prompt: "a: b, c: 3", Lora hashes: "foo: abc", Version: v1.10.1"""


def test_all_of_it_is_read() -> None:
    said = Parameters.read(LONG)
    assert said.prompt == "masterpiece, a cat, (best quality:1.2), <lora:foo:0.8>\non two lines"
    assert said.negative_prompt == "blurry, lowres\nbad hands"
    assert (said.seed, said.steps, said.guidance_scale, said.width, said.height) == (1234, 28, 6.5, 832, 1216)
    assert said.model == "dream, v8"


@pytest.mark.parametrize(
    ("text", "prompt", "seed"),
    [
        ("a cat", "a cat", None),
        ("a cat: black, a dog: white", "a cat: black, a dog: white", None),
        ("a cat\nSteps: 20, Seed: 7", "a cat", 7),
        ("a cat\nSeed: 7", "a cat", 7),
        ("Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 5", "", 5),
        ("a cat\r\nNegative prompt: dogs\r\nSteps: 20, Seed: 7", "a cat", 7),
        ("a cat\nSteps: twenty, Seed: -1", "a cat", None),
        ("", "", None),
        ("\n\n", "", None),
    ],
)
def test_short_forms(text: str, prompt: str, seed: int | None) -> None:
    said = Parameters.read(text)
    assert (said.prompt, said.seed) == (prompt, seed)


@given(st.text(max_size=500))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    said = Parameters.read(text)
    assert len(said.prompt) + len(said.negative_prompt) <= len(text)


def test_a_long_last_line_costs_no_time() -> None:
    assert Parameters.read("a cat\n" + "Steps: 1, " * 20_000).steps == 1
    assert Parameters.read('a "' * 60_000).prompt
    assert Parameters.read(('x: "' + "\\" * 50_000) + "\n" + ": " * 50_000).prompt
