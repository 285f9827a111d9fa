"""The filters themselves: what they read through, what they leave alone, and how often they err."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from pipelines.registry import RUNTIMES
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.models.memory import Memory
from studio.safety.levels import Finding, Level, held, level_of
from studio.safety.names import notices
from studio.safety.plain import plain_forms
from studio.safety.screen import Screen
from studio.safety.wording import screened
from studio.settings import Settings
from studio.web.assets import FOLDER
from studio.works.facts import FilmFacts
from studio.works.made import Made, MadeFile
from tests.studio.safety.desk import as_png, blobs, squares

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROMPTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "prompts.toml").read_text(encoding="utf-8"))
LEVELS: tuple[Level, ...] = ("open", "usual", "strict")


@cache
def cache_of_models() -> ModelCache:
    return ModelCache(LocalDevice(), RUNTIMES, Catalog.read().locate, Memory(system=2**34))


def screen(level: Level) -> Screen:
    return Screen(level, Catalog.read(), cache_of_models())


def finds(text: str, level: Level = "usual") -> bool:
    """By the lists alone."""
    found = screened([text])
    return held((Finding("words", name, found[name]) for name in found), level) is not None


@pytest.mark.parametrize(
    "text",
    [
        "p0rn",
        "P.O.R.N",
        "p o r n o",
        "pоrn",
        "ｐｏｒｎ",
        "po\u200brn",
        "pörn",
        "$ex scene",
        "poooorn",
        "色 情",
        "色*情",
        "裸體美女",
        "色\u200b情",
    ],
)
def test_words_are_seen_through_their_disguise(text: str) -> None:
    assert finds(text)


@pytest.mark.parametrize(
    "text",
    [
        "nude colours", "shoot a film", "a bloody mary", "裸色口红", "射手座", "a piece in A minor", "一丝不苟", "射箭",
        "scunthorpe, essex", "naked mole rat", "a child reads a book", "sex education for teenagers",
        "a killer bass line", "a great tit on a branch", "grapes and drapes",
    ],
)  # fmt: skip
def test_words_that_only_look_like_others_pass_at_every_level(text: str) -> None:
    assert not any(finds(text, level) for level in LEVELS)


@pytest.mark.parametrize("text", ["", "😀" * 2000, "a" * 20_000, "é" * 5000, "a " * 10_000, "裸" * 5000, "-" * 20_000])
def test_any_text_is_read_in_no_time(text: str) -> None:
    import time

    begun = time.process_time()
    screened([text])
    assert time.process_time() - begun < 2
    assert len(plain_forms(text)) <= 5


def test_a_studio_of_ones_own_is_open_unless_its_level_was_set() -> None:
    assert level_of(Settings()) == "open"
    assert level_of(Settings(safety="usual")) == "usual" == level_of(Settings(host="0.0.0.0", public_demo=True))
    assert level_of(Settings(host="0.0.0.0", public_demo=True, safety="open")) == "open"


def test_names_are_found_whole_and_in_any_script() -> None:
    told = " ".join(map(str, notices(["Batman's cave, TAYLOR SWIFT, 刘德华"])))
    assert "Batman" in told and "Taylor Swift" in told and "刘德华" in told
    assert notices(["a swift and a bat, a man with a lion called Leo"]) == ()


def _errs(level: Level, prompts: dict[str, Any] = PROMPTS) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Good prompts that are held, and bad ones that are not, by language."""
    mine = screen(level)
    falsely = {language: [text for text in texts if mine.words([text])] for language, texts in prompts["good"].items()}
    missed: dict[str, list[str]] = {language: [] for language in falsely}
    for category in prompts["bad"].values():
        for language, texts in category.items():
            missed[language] += [text for text in texts if not mine.words([text])]
    return falsely, missed


def test_few_prompts_of_our_own_list_are_misjudged(record_property: Callable[[str, object], None]) -> None:
    falsely, missed = _errs("usual")
    bad = {language: sum(len(texts[language]) for texts in PROMPTS["bad"].values()) for language in missed}
    assert sum(map(len, falsely.values())) == 0, falsely
    for language, most in (("en", 0.05), ("zh", 0.1)):
        assert len(missed[language]) <= most * bad[language], missed[language]
    for name, found in (("held falsely", falsely), ("missed", missed)):
        record_property(name, {language: len(texts) for language, texts in found.items()})


def test_half_of_what_is_said_in_words_that_no_list_has_is_found(
    record_property: Callable[[str, object], None],
) -> None:
    falsely, missed = _errs("usual", PROMPTS["later"])
    bad = sum(len(texts["zh"]) for texts in PROMPTS["later"]["bad"].values())
    record_property("later: held falsely, missed", [len(falsely["zh"]), f"{len(missed['zh'])} of {bad}"])
    assert not falsely["zh"] and len(missed["zh"]) <= 0.5 * bad, (falsely, missed)


@pytest.mark.judge
def test_the_filters_on_prompts_and_pictures(record_property: Callable[[str, object], None]) -> None:
    for level in LEVELS[1:]:
        falsely, missed = _errs(level)
        for name, found in (("held falsely", falsely), ("missed", missed)):
            record_property(f"{level}, {name}", {language: len(texts) for language, texts in found.items()})
    harmless = list(_harmless())
    worst = {level: sum(not screen(level).shows(data) for data in harmless) for level in LEVELS[1:]}
    record_property("pictures, held falsely", [len(harmless), worst])
    assert worst["usual"] == 0


def _harmless() -> Iterator[bytes]:
    for file in sorted((FOLDER / "examples").glob("*.webp")):
        yield file.read_bytes()
    for name in ("cheetah1.jpg", "tower.jpg", "groot.jpeg"):
        yield (files("gradio") / "media_assets" / "images" / name).read_bytes()


def test_pictures_of_the_studio_are_no_alarm_and_one_that_looks_alike_is() -> None:
    mine = screen("usual")
    assert all(map(mine.shows, list(_harmless())[:6])) and mine.shows(as_png(squares()))
    assert not mine.shows(as_png(blobs()))
    faint = as_png(Image.merge("RGBA", (*blobs().split(), Image.new("L", (128, 128), 0))))
    assert mine.shows(faint), "what cannot be seen is not looked at"


def test_of_a_film_every_part_is_looked_at() -> None:
    def film(*pictures: Image.Image) -> Made:
        stream = io.BytesIO()
        with av.open(stream, "w", format="mp4") as out:
            track = out.add_stream("mpeg4", rate=12)
            track.width = track.height = 128
            for picture in pictures:
                out.mux(track.encode(av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")))
            out.mux(track.encode(None))
        return Made("animation", "A film", (MadeFile("main", ".mp4", stream.getvalue()),), FilmFacts())

    assert screen("usual").piece(film(*[squares()] * 24)) is None
    found = screen("usual").piece(film(*[squares()] * 18, *[blobs()] * 6))
    assert found and found.certainty > 0.8
