"""Style transfer: tiles that are one piece, looks that differ, within its time and memory."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipelines.runtimes import stylizing
from pipelines.runtimes.looks import LOOKS
from pipelines.runtimes.onnx import Onnx
from pipelines.runtimes.stylizing import like, measured, mixed, painted
from studio.errors import Cancelled
from studio.models.catalog import STARTER, Catalog
from tests.fakes import FakeDevice

CATALOG = Catalog.read()


@cache
def network(key: str) -> Any:
    spec = CATALOG[key]
    path = CATALOG.locate(spec)
    assert path is not None and path.is_relative_to(STARTER)
    return Onnx().load(spec, path, FakeDevice("cpu"))


@cache
def scene(width: int = 300, height: int = 220) -> Image.Image:
    """Soft hills of colour with shapes on them, as unlike from side to side as a photograph."""
    dice = np.random.default_rng(3)
    small = Image.fromarray(dice.integers(20, 235, (5, 7, 3), np.uint8))
    picture = small.resize((width, height), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, r = dice.integers(0, width), dice.integers(0, height), dice.integers(5, 40)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple(dice.integers(0, 255, 3).tolist()))
    return picture


def values(picture: Image.Image) -> NDArray[np.int16]:
    return np.asarray(picture, np.int16)


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stylizing, "AT_ONCE", 100 * 100)
    monkeypatch.setattr(stylizing, "TILE", 90)


@pytest.mark.parametrize("look", ["starry", "candy", "shards"])
def test_tiles_are_the_same_as_one_piece(look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same statistics not one pixel differs by more than what is lost in rounding."""
    net, weights = network("many-styles"), mixed({look: 1.0})
    given = measured(net, scene(), weights)
    whole = painted(net, scene(), weights, statistics=given)
    monkeypatch.setattr(stylizing, "AT_ONCE", 1)
    monkeypatch.setattr(stylizing, "TILE", 90)
    assert np.abs(values(painted(net, scene(), weights, statistics=given)) - values(whole)).max() <= 1


@pytest.mark.usefixtures("small_tiles")
@pytest.mark.parametrize("look", ["wave", "porcelain", "pastel"])
def test_no_seam_is_seen(look: str) -> None:
    """Neighbours across the border of two tiles differ as much as neighbours inside of one."""
    made = values(painted(network("many-styles"), scene(), mixed({look: 1.0}))).mean(axis=2)
    columns, rows = np.abs(np.diff(made, axis=1)).mean(axis=0), np.abs(np.diff(made, axis=0)).mean(axis=1)
    for steps, length in ((columns, 300), (rows, 220)):
        borders = [span.start - 1 for span in stylizing._spans(length)][1:]
        inside = np.delete(steps, borders)
        assert len(borders) >= 2
        assert steps[borders].mean() <= inside.mean() + 2 * inside.std()


def test_every_look_is_another_picture() -> None:
    net, small = network("many-styles"), scene().resize((96, 72))
    made = {look: values(painted(net, small, mixed({look: 1.0}))) for look in LOOKS}
    assert len(made) == 26
    for one, two in combinations(LOOKS, 2):
        assert np.abs(made[one] - made[two]).mean() > 8, (one, two)


def test_two_looks_mixed_lie_between_them() -> None:
    net = network("many-styles")
    one, half, two = (
        values(painted(net, scene(), mixed({"fresco": 1 - share, "porcelain": share}))) for share in (0.0, 0.5, 1.0)
    )
    apart = np.abs(one - two).mean()
    assert np.abs(one - half).mean() < apart and np.abs(two - half).mean() < apart


def test_another_manner_is_another_picture() -> None:
    nets, warm, cold = network("any-style"), Image.new("RGB", (80, 80), "#c33a10"), scene(200, 90)
    one, two = (values(like(nets, scene(), manner)) for manner in (warm, cold))
    assert one.shape == (282, 384, 3)
    assert np.abs(one - two).mean() > 10


@pytest.mark.parametrize("size", [(1, 1), (1, 130), (333, 2), (63, 65), (101, 102)])
def test_pictures_of_any_shape(size: tuple[int, int]) -> None:
    small = scene().resize(size)
    assert painted(network("many-styles"), small, mixed({"wave": 1.0})).size == size
    assert max(like(network("any-style"), small, scene()).size) == 384


@pytest.mark.usefixtures("small_tiles")
def test_it_stops_between_two_tiles() -> None:
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        painted(network("many-styles"), scene(), mixed({"wave": 1.0}), check)


MEASURE = """
import re, sys, time
from pathlib import Path
from PIL import Image
from pipelines.runtimes.onnx import Onnx
from pipelines.runtimes.stylizing import mixed, painted
side = int(sys.argv[1])
net = Onnx().load(None, Path("starter/style/many.onnx"), None)
picture = Image.radial_gradient("L").resize((side, side)).convert("RGB")
begun = time.process_time()
painted(net, picture, mixed({"starry": 1.0}))
took = time.process_time() - begun
print(took, int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 2**10)
"""


@pytest.mark.parametrize(("side", "seconds"), [(1024, 5), (2048, 30)])
def test_a_picture_within_its_time_and_memory(side: int, seconds: float) -> None:
    """In a process of its own, with all that it imports. Seconds are of the processor, so that a busy machine changes
    little: two free cores take half as long. Memory is that of the program: what getrusage tells counts as well what
    this process had when it began the other one."""
    command = [sys.executable, "-c", MEASURE, str(side)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    took, megabytes = map(float, done.stdout.split())
    assert took < seconds
    assert megabytes < 900
