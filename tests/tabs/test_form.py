"""The form of every tab, as its modes say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import gradio as gr
import pytest
from pydantic import Field

from pipelines.registry import MODES, WINGS
from studio.jobs.engine import Choice, Engine, Host
from studio.jobs.mode import Mode
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.params import Options, Params, PromptParams, takes
from tabs import form
from tabs.slots import slots
from tests.fakes import FakeDevice

HOST = Host(Catalog([]), FakeDevice("cpu"))


class Sample(PromptParams):
    """Params with one field of each sort."""

    size: int = Field(1024, ge=512, le=2048, title="Size", description="In pixels.")
    steps: int | None = Field(None, ge=1, le=100, title="Steps", description="Empty: automatic.")
    loop: bool = Field(False, title="Loop", description="Again and again.")


class PenOptions(Options):
    finish: Literal["flat", "ink"] = Field("flat", title="Finish", description="Look.")


class Pen(Engine[Sample, PenOptions]):
    key = "pen"
    options = PenOptions

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Any, ctx: Any) -> Iterator[Any]:
        yield from ()


class Pencil(Pen):
    key = "pencil"
    options = Options  # type: ignore[assignment]


MODE = Mode("sample", Sample, (Pen(), Pencil()), "image", ("one", "two", "three"))


def control(name: str) -> Any:
    return form.control("x", next(slot for slot in slots((MODE,)) if slot.name == name), HOST)


def test_a_bounded_number_is_a_slider_with_the_same_bounds() -> None:
    slider = control("size")
    assert isinstance(slider, gr.Slider)
    assert (slider.minimum, slider.maximum, slider.value) == (512, 2048, 1024)


def test_an_optional_number_is_a_box_whose_emptiness_means_none() -> None:
    box = control("steps")
    assert isinstance(box, gr.Textbox)
    fields = form.Form((MODE,), {"steps": box})
    assert fields.asked([""]) == (MODE, {"steps": None})
    assert MODE.form.read({"prompt": "a", **fields.asked(["12"])[1]}).steps == 12  # type: ignore[attr-defined]


def test_a_choice_offers_each_value() -> None:
    choice = control("finish")
    assert [value for _, value in choice.choices] == ["flat", "ink"]
    assert isinstance(control("loop"), gr.Checkbox)


def test_a_form_offers_the_engines_by_name_after_auto() -> None:
    assert [value for _, value in control("model").choices] == ["auto", "pen", "pencil"]


def test_a_field_of_one_engine_has_no_effect_with_another() -> None:
    pen, pencil = MODE.engines
    assert MODE.reads("finish", pen) and not MODE.reads("finish", pencil)
    assert MODE.reads("size", pen) and MODE.reads("size", pencil)


def test_a_tab_with_several_modes_sends_only_what_the_chosen_one_has() -> None:
    poem, story = (mode for mode in WINGS["writing"] if mode.key in ("poem", "story"))
    components = {name: gr.Textbox() for name in ("prompt", form.MODE, "form", "words")}
    fields = form.Form((poem, story), components)  # type: ignore[arg-type]
    assert fields.asked(["dawn", "story", "haiku", 60]) == (story, {"prompt": "dawn", "words": 60})
    assert fields.asked(["dawn", "poem", "haiku", 60])[1]["form"] == "haiku"


class Wide(Params):
    """A field that is called the same in another mode, and is another thing."""

    section = "any"
    size: float = Field(0.5, ge=0, le=1, title="Size", description="Of the whole.")
    loop: bool = Field(False, title="Loop", description="Again and again.")


WIDE = Mode("wide", Wide, (), "image")


def test_what_is_alike_in_two_modes_is_one_control_and_what_is_not_is_two() -> None:
    found = {slot.key: slot for slot in slots((MODE, WIDE))}
    assert found["loop"].modes == (MODE, WIDE)
    assert found["size"].modes == (MODE,) and found["size-wide"].modes == (WIDE,)
    held = form.Form((MODE, WIDE), {key: gr.Textbox() for key in ("kind", "loop", "size", "size-wide")})
    assert held.asked(["wide", True, 1024, 0.3]) == (WIDE, {"size": 0.3, "loop": True})
    assert held.asked(["sample", True, 1024, 0.3]) == (MODE, {"size": 1024, "loop": True})


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_every_field_is_explained(mode: Mode) -> None:
    for name in mode.form.model_fields:
        assert str(mode.form.title_of(name)) and str(mode.form.hint_of(name)), f"{mode.key}.{name} has no title or hint"


@pytest.mark.parametrize("wing", WINGS)
def test_the_examples_are_valid_prompts(wing: str) -> None:
    mode = WINGS[wing][0]
    assert len(mode.examples) == 3
    for example in mode.examples:
        assert mode.form.read({"prompt": example}).prompt == example


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_every_field_is_a_control_of_its_tab(mode: Mode) -> None:
    host = Host(Catalog.read(), LocalDevice())
    assert {slot.name for slot in slots((mode,))} == set(mode.form.model_fields)
    for slot in slots((mode,)):
        assert form.control("x", slot, host).label


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
def test_every_mode_can_be_asked_by_name(mode: Mode) -> None:
    begins = next(iter(mode.signature().parameters))
    assert begins == "prompt" or takes(mode.form.model_fields[begins])
    assert mode.form.read(mode.sample)
