"""Modes: which engine is taken, what is said when the chosen one cannot run, and who is told what."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field

from studio.errors import BadInput, DoesNotFit, InkstoneError, LanguageUnknown, ModelAbsent, NotFound
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.mode import Mode, Modes
from studio.models.catalog import Catalog, ModelSpec
from studio.params import SEED_LIMIT, Options, PromptParams
from studio.words import plain
from studio.works.made import Made
from tests.fakes import FakeDevice, put_in_cache

REVISION = "0123456789abcdef0123456789abcdef01234567"


class DrawingParams(PromptParams):
    """What both engines read."""

    width: int = Field(64, ge=16, le=512)


class BrushOptions(Options):
    """What the brush alone reads."""

    section = "denoising"

    steps: int | None = Field(None, ge=1, le=100)


class PencilOptions(Options):
    """What the pencil alone reads."""

    section = "drawing"

    style: Literal["flat", "noto"] = "flat"


class Brush(CatalogEngine[DrawingParams, BrushOptions]):
    """Draws with any diffusers model for pictures."""

    key = "brush"
    options = BrushOptions
    task = "text-to-image"
    runtimes = ("diffusers",)

    def run(self, ask: Ask[DrawingParams, BrushOptions], ctx: JobContext) -> Iterator[Made]:
        raise NotImplementedError


class Pencil(Engine[DrawingParams, PencilOptions]):
    """Needs no model, and draws no numbers."""

    key = "pencil"
    options = PencilOptions

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def fits(self, params: DrawingParams, choice: Choice, host: Host) -> InkstoneError | None:
        return LanguageUnknown(plain("It reads no numbers.")) if params.prompt.isdigit() else None

    def run(self, ask: Ask[DrawingParams, PencilOptions], ctx: JobContext) -> Iterator[Made]:
        raise NotImplementedError


BRUSH, PENCIL = Brush(), Pencil()
DRAW = Mode("draw", DrawingParams, (BRUSH, PENCIL), makes="image", formerly={"generator": "image", "kind": "drawing"})


def model(key: str, **values: Any) -> ModelSpec:
    given = {"title": key, "task": "text-to-image", "runtime": "diffusers", "repo": f"o/{key}", "revision": REVISION}
    needs = {"weights_mb": 100, "working_mb": 100, "licence": "MIT", "commercial": "yes", "cpu": True}
    return ModelSpec(**{"key": key, **given, **needs, **values})


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A plain processor with 1 GiB, and a hub cache in which all models but `missing` lie."""
    specs = [
        model("missing"),
        model("gpu-only", cpu=False),
        model("unsellable", commercial="no"),
        model("huge", weights_mb=5000),
        model("other-task", task="text-to-video"),
        model("other-runtime", runtime="ncnn"),
        model("adapter", kind="adapter"),
        model("good"),
        model("second"),
    ]
    for spec in specs[1:]:
        put_in_cache(tmp_path, spec.repo, REVISION)
    return Host(Catalog(specs, tmp_path), FakeDevice("cpu", 2**30))


def choose(name: str, host: Host, prompt: str = "a fox") -> Choice:
    return DRAW.choose(DrawingParams(prompt=prompt, model=name), host)


def test_auto_takes_the_first_model_that_can_run_and_whose_output_may_be_sold(host: Host) -> None:
    choice = choose("auto", host)
    assert choice.engine is BRUSH
    assert {role: spec.key for role, spec in choice.models.items()} == {MAIN: "good"}
    assert str(choice.why) == "good is present and fits this machine."


def test_auto_goes_on_to_the_next_engine_where_no_model_is_there() -> None:
    choice = choose("auto", Host(Catalog([model("missing")]), FakeDevice("cpu")))
    assert (choice.engine, choice.name, choice.models) == (PENCIL, "pencil", {})


def test_auto_takes_a_large_model_where_there_is_an_accelerator(host: Host) -> None:
    choice = choose("auto", Host(host.catalog, FakeDevice("cuda", 2**30)))
    assert choice.name == "gpu-only"


def test_an_engine_can_be_chosen_although_a_better_one_is_there(host: Host) -> None:
    assert choose("pencil", host).engine is PENCIL


def test_a_model_can_be_chosen_although_auto_passes_it_over(host: Host) -> None:
    assert choose("unsellable", host).models[MAIN].key == "unsellable"
    choice = choose("gpu-only", host)
    assert choice.engine is BRUSH
    assert str(choice.why) == "You chose gpu-only."


@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("nonesuch", NotFound, "nonesuch"),
        ("missing", ModelAbsent, "not on this machine"),
        ("huge", DoesNotFit, "2.8 GB"),
        ("other-task", ModelAbsent, "other-task does something else"),
        ("other-runtime", ModelAbsent, "other-runtime does something else"),
        ("adapter", ModelAbsent, "adapter does something else"),
    ],
)
def test_what_cannot_run_says_why(host: Host, name: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        choose(name, host)


def test_an_engine_may_refuse_what_another_can_make(host: Host) -> None:
    assert choose("auto", host, prompt="123").engine is BRUSH
    with pytest.raises(LanguageUnknown, match="no numbers"):
        choose("pencil", host, prompt="123")
    nobody = Host(Catalog([model("missing")]), FakeDevice("cpu"))
    with pytest.raises(LanguageUnknown, match="no numbers"):
        choose("auto", nobody, prompt="123")


def test_a_mode_that_nobody_serves_says_so() -> None:
    alone = Mode("draw", DrawingParams, (BRUSH,), makes="image")
    with pytest.raises(ModelAbsent, match="Nothing on this machine makes this"):
        alone.choose(DrawingParams(prompt="a fox"), Host(Catalog([model("missing")]), FakeDevice("cpu")))


def test_what_should_have_come_with_the_studio_is_not_to_be_downloaded() -> None:
    alone = Mode("draw", DrawingParams, (BRUSH,), makes="image")
    own = Host(Catalog([model("own", repo="", revision="", path="not/there")]), FakeDevice("cpu"))
    for name in ("auto", "own"):
        with pytest.raises(ModelAbsent, match=r"own are not on this machine. They come with the studio") as told:
            alone.choose(DrawingParams(prompt="a fox", model=name), own)
        assert told.value.model == ""


def test_where_nobody_is_called_that_those_are_told_who_make_it(host: Host) -> None:
    with pytest.raises(NotFound, match=r"Known models: missing, gpu-only, unsellable, huge, good, second, pencil."):
        choose("nonesuch", host)


def test_all_choices_are_listed_best_first(host: Host) -> None:
    names = [choice.name for choice in DRAW.choices(host)]
    assert names == ["missing", "gpu-only", "unsellable", "huge", "good", "second", "pencil"]


def test_an_engine_is_told_its_own_options_and_no_others(host: Host) -> None:
    values = {"prompt": "a fox", "seed": "7", "steps": 5, "style": "noto"}
    painted, drawn = DRAW.ask(values, host), DRAW.ask({**values, "model": "pencil"}, host)
    assert (painted.options, drawn.options) == (BrushOptions(steps=5), PencilOptions(style="noto"))
    assert painted.values == {"prompt": "a fox", "seed": 7, "model": "auto", "width": 64, "steps": 5}
    assert drawn.mode == "draw" and drawn.seed == 7


def test_a_seed_is_drawn_where_none_is_given(host: Host) -> None:
    seeds = {DRAW.ask({"prompt": "a fox"}, host).seed for _ in range(8)}
    assert len(seeds) > 1 and all(0 <= seed <= SEED_LIMIT for seed in seeds)
    assert DRAW.ask({"prompt": "a fox", "seed": 0}, host).seed == 0


@pytest.mark.parametrize("values", [{"prompt": ""}, {"width": 5}, {"steps": 0}, {"style": "oil"}, {"colour": "red"}])
def test_what_cannot_be_is_said_before_anything_is_chosen(host: Host, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        DRAW.ask({"prompt": "a fox", **values}, host)


def test_the_form_has_the_fields_of_all_engines_with_their_words() -> None:
    fields = DRAW.form.model_fields
    assert list(fields) == ["prompt", "seed", "model", "width", "style", "steps"], "the last engine stands first"
    assert [str(DRAW.form.title_of(name)) for name in ("steps", "style")] == ["Steps", "Drawing style"]
    assert {value: str(title) for value, title in DRAW.form.titles_of("style").items()} == {
        "flat": "Simple",
        "noto": "Detailed",
    }
    assert DRAW.form.titles_of("width") == {}


def test_a_field_is_read_by_the_engines_that_have_it() -> None:
    readers = {name: [DRAW.reads(name, engine) for engine in DRAW.engines] for name in DRAW.form.model_fields}
    assert readers["steps"] == [True, False] and readers["style"] == [False, True]
    assert all(all(readers[name]) for name in ("prompt", "seed", "model", "width"))


def test_a_command_has_the_forms_fields_with_the_prompt_first() -> None:
    parameters = DRAW.signature(wrap=lambda name, info: name.upper()).parameters
    assert next(iter(parameters)) == "prompt"
    assert parameters["prompt"].default is inspect.Parameter.empty
    assert parameters["width"].default == 64 and parameters["width"].annotation.__metadata__ == ("WIDTH",)
    assert DRAW.signature().parameters["width"].annotation is int


def test_modes_are_found_by_their_keys_and_by_what_old_recipes_have_of_them(host: Host) -> None:
    other = Mode("sketch", DrawingParams, (PENCIL,), makes="image")
    modes = Modes((DRAW, other))
    assert list(modes) == ["draw", "sketch"] and "draw" in modes and "image" not in modes
    values = {"prompt": "a fox", "kind": "drawing", "steps": 5}
    assert modes.find("image", values) == (DRAW, {"prompt": "a fox", "steps": 5})
    assert modes.find("sketch", {"prompt": "a fox"}) == (other, {"prompt": "a fox"})
    for key, told in (("image", {"kind": "etching"}), ("etching", {})):
        with pytest.raises(NotFound, match=f"“{key}”"):
            modes.find(key, told)
    with pytest.raises(ValueError, match="same key"):
        Modes((DRAW, DRAW))


class NewerOptions(Options):
    """What a later version of an engine can be told."""

    mark: bool = Field(True, json_schema_extra={"before": False})


def test_a_recipe_that_is_older_than_a_field_means_what_there_was_before() -> None:
    class Newer(Pencil):
        options = NewerOptions

    mode = Mode("draw", DrawingParams, (Newer(),), "image", formerly={"generator": "drawing"})
    assert mode.before == {"mark": False} and mode.form.model_fields["mark"].default is True
    assert Modes((mode,)).find("drawing", {"width": 32}) == (mode, {"mark": False, "width": 32})
    assert Modes((mode,)).find("drawing", {"mark": True})[1] == {"mark": True}
