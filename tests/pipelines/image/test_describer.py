"""The describer: what is measured is so, guesses are told as guesses, and all of it in the language that was asked."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFilter

from pipelines.image.describing.colours import main_colours
from pipelines.image.describing.measuring import measured
from pipelines.image.describing.naming import Guess
from pipelines.image.describing.telling import Known, alt_text, description, prompt, tags
from pipelines.image.told import drawn_here, told_prompt
from pipelines.registry import MODES
from studio.models.catalog import STARTER, Catalog
from studio.words import LANGUAGES, speaking, words
from studio.works.made import Made
from studio.works.upload import Upload
from tests.pipelines.image.desk import Desk
from tests.pipelines.image.test_cutter import drawing
from tests.pipelines.image.test_enlarger import textured

PHOTOGRAPHS = Path(__import__("gradio").__file__).parent / "media_assets" / "images"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def sections(made: Made) -> dict[str, str]:
    """What stands below each heading."""
    parts = (part.partition("\n") for part in made.text.split("\n\n"))
    return {head: body for head, _, body in parts}


def halves(above: Any, below: Any, at: float = 0.5, size: tuple[int, int] = (300, 200)) -> Image.Image:
    picture = Image.new("RGB", size, below)
    picture.paste(above, (0, 0, size[0], int(at * size[1])))
    return picture


@pytest.mark.parametrize(
    ("colour", "hue", "shade"),
    [
        ((200, 30, 30), "red", "vivid"),
        ((20, 30, 90), "blue", "dark"),
        ((200, 220, 250), "blue", "light"),
        ((128, 128, 128), "grey", "plain"),
        ((255, 255, 255), "white", "plain"),
        ((4, 4, 4), "black", "plain"),
        ((139, 90, 43), "brown", "plain"),
    ],
)
def test_a_colour_has_its_name(colour: Any, hue: str, shade: str) -> None:
    [seen] = main_colours(Image.new("RGB", (40, 30), colour))
    assert (seen.hue, seen.shade, seen.share) == (hue, shade, 1.0)


def test_colours_have_the_shares_that_they_take() -> None:
    found = main_colours(halves((200, 30, 30), (30, 60, 200), at=0.25))
    assert [(seen.hue, round(seen.share, 2)) for seen in found] == [("blue", 0.75), ("red", 0.25)]


@pytest.mark.parametrize(("at", "third"), [(0.25, "first"), (0.5, "middle"), (0.8, "last")])
def test_a_horizon_is_found_where_it_is(at: float, third: str) -> None:
    assert measured(halves((190, 220, 250), (40, 80, 40), at)).horizon == third


def test_there_is_no_horizon_where_nothing_goes_from_side_to_side() -> None:
    assert measured(halves((190, 220, 250), (40, 80, 40)).rotate(90)).horizon is None
    assert measured(textured(300, 200)).horizon is None


def test_mirrored_halves_are_symmetric() -> None:
    half = np.asarray(textured(150, 200))
    both = Image.fromarray(np.concatenate([half, half[:, ::-1]], axis=1))
    assert measured(both).symmetric and not measured(textured(300, 200, 1)).symmetric


def test_light_is_measured() -> None:
    dark, bright = (measured(Image.new("RGB", (60, 60), (level,) * 3)) for level in (25, 245))
    assert (dark.brightness, bright.brightness) == ("very_dark", "very_bright")
    assert dark.warmth == "grey" and dark.contrast == "flat"
    assert measured(Image.new("RGB", (60, 60), (230, 180, 120))).warmth == "warm"
    assert measured(Image.new("RGB", (60, 60), (120, 160, 230))).warmth == "cool"


def test_what_is_out_of_focus_is_soft() -> None:
    sharp = textured(500, 400)
    assert measured(sharp).sharpness == "sharp"
    assert measured(sharp.filter(ImageFilter.GaussianBlur(4))).sharpness == "soft"
    assert measured(Image.new("RGB", (90, 90), "blue")).sharpness == "unclear"


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((100, 100), "square"),
        ((300, 200), "wide"),
        ((200, 300), "tall"),
        ((500, 200), "panorama"),
        ((100, 300), "column"),
    ],
)
def test_a_shape_has_its_name(size: tuple[int, int], shape: str) -> None:
    assert measured(Image.new("RGB", size)).shape == shape


@pytest.mark.parametrize("name", ["cheetah1.jpg", "lion.jpg"])
def test_an_animal_on_a_photograph_is_named_with_its_certainty(name: str, desk: Desk) -> None:
    made = desk.make("describe", Image.open(PHOTOGRAPHS / name).convert("RGB"), language="en")
    told, animal = sections(made), name.removesuffix(".jpg").rstrip("1")
    assert animal in told["Description"] and "certain" in told["Description"]
    assert animal in told["Alt text"] and animal in told["Tags"].split(", ")
    assert told["A prompt for a picture like it"].startswith(animal)


def test_a_drawing_is_not_guessed_at(desk: Desk) -> None:
    picture = Image.new("RGB", (320, 320), "white")
    picture.paste(drawing("fox", 200), (10, 50), drawing("fox", 200))
    made = desk.make("describe", picture, language="en")
    assert "% certain" not in made.text and "A drawing" in made.text and "on the left" in made.text
    assert "photographs alone" in str(made.notes[-1])


def test_an_unsure_guess_is_neither_a_tag_nor_a_wish() -> None:
    known = Known(measured(textured(100, 80)), (Guess({"en": "daisy"}, 0.2),))
    assert "daisy" in str(description(known)) and "without any certainty" in str(description(known))
    assert "daisy" not in [str(tag) for tag in tags(known)] and "daisy" not in str(prompt(known))
    assert "daisy" not in str(alt_text(known))


def test_texture_alone_is_never_called_photographic() -> None:
    known = Known(measured(textured(100, 80)), (Guess({"en": "daisy"}, 0.2),))
    assert "photographic" not in str(prompt(known)) and "photograph or painting" in str(alt_text(known)).lower()


def test_what_the_studio_drew_is_no_photograph_whatever_its_texture() -> None:
    known = Known(measured(textured(100, 80), drawn=True))
    told = [description(known), alt_text(known), prompt(known), *tags(known)]
    assert known.measured.material == "painting" and not any("photo" in str(part).lower() for part in told)


def test_it_is_told_in_the_language_that_was_asked_for(desk: Desk) -> None:
    made = desk.make("describe", halves((190, 220, 250), (40, 80, 40)), language="zh")
    assert made.kind == "description" and made.title.endswith("（描述）")
    assert set(sections(made)) == {
        words("zh")[f"describer.part.{part}"] for part in ("description", "alt", "tags", "prompt")
    }
    assert not any(char.isascii() and char.isalpha() for char in made.text)


def test_without_a_language_it_is_that_of_whoever_asks(desk: Desk) -> None:
    with speaking("zh"):
        assert desk.ask("describe", Image.new("RGB", (8, 8))).params.language == "zh"
    assert desk.ask("describe", Image.new("RGB", (8, 8))).params.language == "en"


def test_every_language_of_the_page_can_be_asked_for() -> None:
    known = MODES["describe"].params.model_json_schema()["properties"]["language"]["enum"]
    assert sorted(known) == sorted(["auto", *(file.stem for file in LANGUAGES.glob("*.toml"))])


def test_its_file_is_a_page_with_headings(desk: Desk) -> None:
    made = desk.make("describe", Image.new("RGB", (64, 64), "red"), language="en")
    page = made.files[0].data.decode()
    assert made.files[0].suffix == ".md" and page.startswith(f"# {made.title}\n\n## Description\n\n")
    assert made.facts.words and abs(made.facts.words - len(made.text.split())) < 15  # type: ignore[attr-defined]


def test_without_its_networks_it_tells_what_is_measured(tmp_path: Path) -> None:
    gone = {"path": "nowhere"}
    specs = (spec.model_copy(update=gone if spec.runtime == "onnx" else {}) for spec in Catalog.read())
    made = Desk(tmp_path, Catalog(specs)).make("describe", textured(200, 100), language="en")
    assert "main colours" in made.text and "stands out" not in made.text


def test_all_names_are_there_in_both_languages() -> None:
    names = json.loads((STARTER / "naming" / "names.json").read_text(encoding="utf-8"))
    assert len(names) == 1000 and all(set(name) == {"en", "zh"} and all(name.values()) for name in names)


def upload(found: str, found_is: str) -> Upload:
    created = datetime(2026, 11, 1, tzinfo=timezone.utc)
    return Upload(
        id="0" * 64, owner="", kind="picture", suffix=".png", size=1, found=found, found_is=found_is, created=created
    )


def test_what_a_file_says_of_its_making_is_told() -> None:
    parameters = "a red fox, oil\nNegative prompt: snow\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1"
    assert told_prompt(upload(parameters, "parameters")) == "a red fox, oil"
    assert told_prompt(upload(json.dumps({"params": {"prompt": "a heron"}}), "recipe")) == "a heron"
    assert told_prompt(upload(json.dumps({"prompt": "a boat"}), "others")) == "a boat"


def test_a_recipe_with_a_finish_was_drawn_here() -> None:
    assert drawn_here(upload(json.dumps({"facts": {"finish": "watercolour"}}), "recipe"))
    assert not drawn_here(upload(json.dumps({"facts": {"finish": ""}}), "recipe"))
    assert not drawn_here(upload(json.dumps({"facts": {"finish": "watercolour"}}), "others"))


@pytest.mark.parametrize("found", ["", "[", "{}", "[]", '{"params": 3}', "[" * 5000, '{"prompt": 4}', "null"])
@pytest.mark.parametrize("found_is", ["recipe", "others", ""])
def test_what_cannot_be_read_says_nothing(found: str, found_is: str) -> None:
    assert told_prompt(upload(found, found_is)) == "" and not drawn_here(upload(found, found_is))


def test_a_very_long_prompt_is_cut() -> None:
    assert len(told_prompt(upload("word " * 5000, "parameters"))) < 700


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 2), (33, 31)])
def test_pictures_of_any_shape(size: tuple[int, int], desk: Desk) -> None:
    assert desk.make("describe", textured(*size)).text
