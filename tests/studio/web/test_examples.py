"""The works of a visitor's first look: each is shipped whole and small, and can be made again."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
import soundfile
from PIL import Image

from pipelines.registry import MODES
from scripts.atelier import Atelier, atelier
from scripts.prepare_examples import MANIFEST, TAB, WEIGHT, canonical, entry, files_of, make, picture_of, recipes
from studio.errors import NotFound
from studio.web.examples import FOLDER, example, examples, listed
from studio.words import speaking

NEAR = 8.0
"""Mean distance of a picture from itself as it is shipped, of 255: what WebP costs, and another processor."""


@pytest.fixture(scope="module")
def workshop() -> Iterator[Atelier]:
    with atelier() as opened:
        yield opened


def test_what_is_shipped_is_what_the_list_asks_for() -> None:
    assert list(examples()) == list(recipes())
    for name, recipe in recipes().items():
        shipped = examples()[name]
        assert (shipped.mode, shipped.tab) == (recipe["mode"], TAB[recipe["mode"]])
        assert (shipped.prompt, shipped.settings) == (recipe["prompt"], recipe["settings"])
    assert {file.name for file in FOLDER.iterdir()} == {
        MANIFEST,
        *(f for one in examples().values() for f in one.files),
    }


def test_every_tab_has_some_of_its_own() -> None:
    assert Counter(one.tab for one in examples().values()) == {
        "image": 6,
        "writing": 6,
        "music": 4,
        "voice": 4,
        "animation": 4,
    }


def test_they_are_small() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert sum(sizes.values()) < 1_200_000
    assert all(size <= WEIGHT for name, size in sizes.items() if name.endswith(".webp"))
    assert all(size <= 120_000 for name, size in sizes.items() if name.endswith(".mp4"))
    first = [one.files[0] for one in examples().values() if one.tab == "image"]
    assert sum(sizes[name] for name in first) <= 120_000, "what the first screen loads"


@pytest.mark.parametrize("name", recipes())
def test_every_example_can_be_asked_for(name: str) -> None:
    for language in ("en", "zh"):
        with speaking(language):
            values = example(name).values
        assert MODES[example(name).mode].form.read(values).model_dump(include=set(values)) == values


@pytest.mark.parametrize("name", ["balloons", "fox", "train", "late-waltz"])
def test_the_same_picture_comes_of_it_again(workshop: Atelier, name: str) -> None:
    recipe = recipes()[name]
    made = picture_of(workshop.make(recipe["mode"], canonical(recipe)))
    with Image.open(FOLDER / f"{name}.webp") as shipped:
        assert shipped.size == made.size == (example(name).width, example(name).height)
        distance = np.abs(np.asarray(shipped.convert("RGB"), float) - np.asarray(made, float)).mean()
    assert distance < NEAR


def test_a_poem_is_shipped_with_its_words_alone(workshop: Atelier) -> None:
    shown, files = make(workshop, "seagull", recipes()["seagull"])
    assert not files
    assert shown["title"] == example("seagull").title
    assert shown["text"].count("\n") == example("seagull").text.count("\n") == 2


def test_a_sound_is_shipped_small(workshop: Atelier) -> None:
    recipe = {"mode": "music", "prompt": {"en": "a march"}, "settings": {"seconds": 10, "seed": 1}}
    made = workshop.make("music", canonical(recipe))
    files = files_of("march", made)
    assert sorted(files) == ["march.mp3", "march.webp"]
    assert len(files["march.mp3"]) < 75_000
    picture = Image.open(io.BytesIO(files["march.webp"]))
    assert entry("march", recipe, made, files).items() >= {"width": picture.width, "height": picture.height}.items()


def test_what_is_read_aloud_is_shipped_with_its_wave() -> None:
    for name in ("lantern", "spring-dawn", "lost-key"):
        sound, rate = soundfile.read(FOLDER / f"{name}.mp3")
        assert sound.ndim == 1 and 5 < len(sound) / rate < 20
        with Image.open(FOLDER / f"{name}.webp") as shown:
            assert shown.size == (example(name).width, example(name).height) == (480, 168)


def test_those_in_the_visitors_language_come_first() -> None:
    assert [one["language"] for one in listed("zh") if one["tab"] == "writing"] == ["zh"] * 3 + ["en"] * 3
    assert [one["language"] for one in listed("en") if one["tab"] == "writing"] == ["en"] * 3 + ["zh"] * 3
    fox = {language: next(one for one in listed(language) if one["id"] == "fox") for language in ("en", "zh")}
    assert (fox["en"]["prompt"], fox["zh"]["prompt"]) == (
        recipes()["fox"]["prompt"]["en"],
        recipes()["fox"]["prompt"]["zh"],
    )


def test_there_is_no_example_of_another_name() -> None:
    with pytest.raises(NotFound):
        example("../fox")
