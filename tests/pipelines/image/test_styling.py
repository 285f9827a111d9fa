"""The mode of style transfer: what each field does, and what it leaves alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipelines.image.light import to_lab
from studio.errors import Cancelled
from tests.pipelines.image.desk import Desk, opened, pixels


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def scene(width: int = 256, height: int = 192) -> Image.Image:
    """A few vivid things before a soft sky, so that it has hues that can be lost."""
    rows = np.linspace(0, 1, height)[:, None, None]
    sky = np.broadcast_to((1 - rows) * (90, 150, 220) + rows * (235, 205, 170), (height, width, 3))
    picture = Image.fromarray(sky.astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((30, 40, 110, 120), fill="#d8301f")
    pen.rectangle((140, 70, 230, 180), fill="#2f8a3b")
    pen.polygon([(120, 180), (170, 30), (200, 160)], fill="#f0b41c")
    return picture


def hues(picture: Image.Image) -> NDArray[np.float64]:
    """How much of each of 36 hues there is, weighed by how vivid it is."""
    lab = to_lab(np.asarray(picture.convert("RGB")))
    a, b = lab[..., 1].ravel(), lab[..., 2].ravel()
    return np.histogram(np.arctan2(b, a), 36, (-np.pi, np.pi), weights=np.hypot(a, b))[0]


def likeness(one: Image.Image, two: Image.Image) -> float:
    return float(np.corrcoef(hues(one), hues(two))[0, 1])


@pytest.mark.parametrize("look", ["candy", "porcelain", "primary", "starry", "ember", "weave"])
def test_colours_that_are_kept_are_those_of_the_picture(look: str, desk: Desk) -> None:
    kept = opened(desk.make("style", scene(), look=look, size=256, strength=1, keep_colours=True))
    lost = opened(desk.make("style", scene(), look=look, size=256, strength=1))
    assert likeness(kept, scene()) >= 0.9
    assert likeness(lost, scene()) < likeness(kept, scene())
    # The strokes are there all the same.
    assert np.abs(pixels(kept) - pixels(scene())).mean() > 8


def test_without_strength_it_is_the_picture(desk: Desk) -> None:
    made = opened(desk.make("style", scene(), size=256, strength=0))
    assert made.tobytes() == scene().tobytes()


def test_more_strength_is_further_from_the_picture(desk: Desk) -> None:
    made = [opened(desk.make("style", scene(), size=256, strength=strength)) for strength in (0.3, 0.6, 1)]
    away = [np.abs(pixels(one) - pixels(scene())).mean() for one in made]
    assert away[0] < away[1] < away[2]


def test_what_is_seen_through_stays_so(desk: Desk) -> None:
    picture = scene()
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    made = opened(desk.make("style", picture, size=256))
    assert made.mode == "RGBA" and made.getchannel("A").tobytes() == picture.getchannel("A").tobytes()


@pytest.mark.parametrize("size", [256, 400])
def test_it_is_as_large_as_was_asked_for(size: int, desk: Desk) -> None:
    made = desk.make("style", scene(), size=size)
    assert opened(made).size == (size, size * 3 // 4) == (made.facts.width, made.facts.height)  # type: ignore[attr-defined]


def test_a_second_look_has_its_share(desk: Desk) -> None:
    def made(**values: object) -> NDArray[np.int64]:
        return pixels(opened(desk.make("style", scene(), look="fresco", size=256, **values)))

    alone, none, all_of_it = made(), made(second_look="ember", share=0), made(second_look="ember", share=1)
    assert np.array_equal(alone, none)
    other = pixels(opened(desk.make("style", scene(), look="ember", size=256)))
    assert np.array_equal(all_of_it, other) and np.abs(alone - other).mean() > 20
    assert np.array_equal(alone, made(second_look="fresco", share=0.5))


def test_a_picture_takes_the_place_of_the_look(desk: Desk) -> None:
    """Its manner counts, whatever look is chosen, and it says so; another one paints otherwise."""
    red, blue = (desk.bring(Image.new("RGB", (64, 64), colour)) for colour in ("#b3121d", "#123fb3"))
    one = desk.make("style", scene(), like=red, size=512)
    same, other = (
        desk.make("style", scene(), like=red, look="candy", size=512),
        desk.make("style", scene(), like=blue, size=512),
    )
    assert one.files[0].data == same.files[0].data
    assert np.abs(pixels(opened(one)) - pixels(opened(other))).mean() > 10
    assert "another picture" in one.text


def test_the_models_are_those_that_painted(desk: Desk) -> None:
    id = desk.bring(scene())
    in_look, in_manner = desk.ask("style", scene()), desk.ask("style", scene(), like=id)
    assert [spec.key for spec in in_look.models.values()] == ["many-styles"]
    assert [spec.key for spec in in_manner.models.values()] == ["any-style", "upscaler"]


def test_it_is_named_after_picture_and_looks(desk: Desk) -> None:
    assert desk.make("style", scene(), look="wave", second_look="candy", size=256).title == "picture, Wave and Candy"


def test_it_can_be_stopped(desk: Desk) -> None:
    ask = desk.ask("style", scene(), size=256)
    desk.recorder.cancelled = True
    with pytest.raises(Cancelled):
        list(ask.choice.engine.run(ask, desk.recorder))
