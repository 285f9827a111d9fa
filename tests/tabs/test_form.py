"""The form of every generator, as its Params say it."""

from __future__ import annotations

from typing import Any, Literal

import gradio as gr
import pytest
from pydantic import Field

from pipelines import GENERATORS, MAKERS
from studio.models.catalog import Catalog
from studio.params import Params
from tabs import form, when


class Sample(Params):
    """Params with one field of each sort."""

    examples = ("one", "two", "three")
    size: int = Field(1024, ge=512, le=2048, title="Size", description="In pixels.")
    steps: int | None = Field(None, ge=1, le=100, title="Steps", description="Empty: automatic.")
    finish: Literal["flat", "ink"] = Field("flat", title="Finish", description="Look.")
    loop: bool = Field(False, title="Loop", description="Again and again.")


def control(name: str) -> Any:
    return form.control("x", name, Sample.model_fields[name], Catalog([]), "own")


def test_a_bounded_number_is_a_slider_with_the_same_bounds() -> None:
    slider = control("size")
    assert isinstance(slider, gr.Slider)
    assert (slider.minimum, slider.maximum, slider.value) == (512, 2048, 1024)


def test_an_optional_number_is_a_box_whose_emptiness_means_none() -> None:
    box = control("steps")
    assert isinstance(box, gr.Textbox)
    fields = form.Form(Sample, {"steps": box})
    assert fields.values([""]) == {"steps": None}
    assert Sample.read({"prompt": "a", **fields.values(["12"])}).steps == 12


def test_a_choice_offers_each_value() -> None:
    choice = control("finish")
    assert [value for _, value in choice.choices] == ["flat", "ink"]
    assert isinstance(control("loop"), gr.Checkbox)


@pytest.mark.parametrize("key", GENERATORS)
def test_every_field_is_explained(key: str) -> None:
    params = GENERATORS[key].Params
    assert len(params.examples) == 3
    for name, info in params.model_fields.items():
        assert info.title and info.description, f"{key}.{name} has no title or description"


@pytest.mark.parametrize("key", GENERATORS)
def test_the_examples_are_valid_prompts(key: str) -> None:
    for example in GENERATORS[key].Params.examples:
        assert GENERATORS[key].Params.read({"prompt": example}).prompt == example


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.verb)
def test_makers_fix_only_fields_that_exist(maker: Any) -> None:
    params = GENERATORS[maker.generator].Params
    params.read({"prompt": "a cat", **maker.preset})
    assert "prompt" in maker.signature(params).parameters
    assert not set(maker.preset) & set(maker.signature(params).parameters)


@pytest.mark.parametrize("key", GENERATORS)
def test_conditions_name_fields_that_exist(key: str) -> None:
    fields = GENERATORS[key].Params.model_fields
    for name, wants in when.conditions(GENERATORS[key].Params).items():
        assert set(wants) <= set(fields), f"{key}.{name} waits for an unknown field"
