"""The upscaler: four times the size, nearer to the truth than interpolation, without seams, and stopped when asked."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import resvg_py
from PIL import Image

from pipelines.runtimes.ncnn import Ncnn
from pipelines.runtimes.upscaling import FACTOR, Upscaler, spans
from studio.errors import Cancelled, LoadFailed
from studio.models.catalog import STARTER, Catalog
from studio.models.runtime import Runtimes
from tests.fakes import FakeDevice

FOLDER = STARTER / "upscaler"


@pytest.fixture(scope="module")
def upscaler() -> Upscaler:
    return Upscaler.load(FOLDER)


def drawing(name: str, side: int) -> Image.Image:
    """A shipped drawing on white, rendered at `side` pixels."""
    with zipfile.ZipFile(STARTER / "drawings" / "noto.zip") as pack:
        svg = pack.read(f"{name}.svg").decode()
    rendered = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side, height=side))))
    return Image.alpha_composite(Image.new("RGBA", (side, side), "white"), rendered.convert("RGBA")).convert("RGB")


def likeness(picture: Image.Image, truth: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB."""
    error = np.mean((np.asarray(picture, float) - np.asarray(truth, float)) ** 2)
    return float(10 * np.log10(255**2 / error))


@pytest.mark.parametrize("name", ["fox", "red-apple", "rocket"])
def test_an_enlarged_drawing_is_nearer_to_the_real_one_than_interpolation(name: str, upscaler: Upscaler) -> None:
    """Half a decibel is seen; it is from one to two on these drawings."""
    truth = drawing(name, 512)
    small = truth.resize((128, 128), Image.Resampling.LANCZOS)
    plain = small.resize((512, 512), Image.Resampling.BICUBIC)
    assert likeness(upscaler(small), truth) > likeness(plain, truth) + 0.5


def test_tiles_leave_no_seam(upscaler: Upscaler, monkeypatch: pytest.MonkeyPatch) -> None:
    """In small tiles it is the same picture as in one piece, but for the rounding of float16."""
    small = drawing("fox", 96)
    whole = np.asarray(upscaler(small), int)
    monkeypatch.setattr(Upscaler, "tile", 33)
    assert np.abs(np.asarray(upscaler(small), int) - whole).max() <= 2


@pytest.mark.parametrize("size", [(1, 1), (7, 5), (61, 23), (Upscaler.tile + 1, 3)])
def test_any_size_becomes_four_times_that(size: tuple[int, int], upscaler: Upscaler) -> None:
    large = upscaler(Image.new("RGB", size, (200, 40, 90)))
    assert large.size == (size[0] * FACTOR, size[1] * FACTOR) and large.mode == "RGB"


@pytest.mark.parametrize("length", [1, 192, 193, 959])
def test_tiles_cover_a_side_once(length: int) -> None:
    covered = [place for begin, end in spans(length, 192) for place in range(begin, end)]
    assert covered == list(range(length))
    assert max(end - begin for begin, end in spans(length, 192)) <= 192


def test_what_is_transparent_stays_so(upscaler: Upscaler) -> None:
    sticker = Image.new("RGBA", (24, 16), (255, 0, 0, 0))
    sticker.paste((255, 0, 0, 255), (0, 0, 12, 16))
    large = upscaler(sticker)
    assert (large.mode, large.size) == ("RGBA", (96, 64))
    assert large.getpixel((4, 30)) == pytest.approx((255, 0, 0, 255), abs=12)
    assert large.getpixel((90, 30))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA"])
def test_other_kinds_of_pictures_are_read(mode: str, upscaler: Upscaler) -> None:
    assert upscaler(drawing("fox", 16).convert(mode)).size == (64, 64)


def test_stop_works_between_tiles(upscaler: Upscaler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Upscaler, "tile", 16)
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise Cancelled()

    with pytest.raises(Cancelled):
        upscaler(Image.new("RGB", (64, 64)), stop)
    assert asked == 2


@pytest.mark.parametrize(("name", "keeps"), [("x4.bin", 1000), ("x4.bin", 0), ("x4.param", 40), ("x4.bin", -1)])
def test_a_broken_file_is_named(name: str, keeps: int, tmp_path: Path) -> None:
    """Cut short, empty or (-1) missing."""
    folder = shutil.copytree(FOLDER, tmp_path / "upscaler")
    content = (folder / name).read_bytes()
    (folder / name).unlink()
    if keeps >= 0:
        (folder / name).write_bytes(content[:keeps])
    with pytest.raises(LoadFailed, match=name) as told:
        Upscaler.load(folder)
    assert "prepare_upscaler" in str(told.value.hint)


def test_the_catalog_knows_it() -> None:
    catalog = Catalog.read()
    spec = catalog["upscaler"]
    path = catalog.locate(spec)
    assert path and isinstance(Runtimes((Ncnn(),)).load(spec, path, FakeDevice("cpu")), Upscaler)
    assert spec.commercial == "yes" and spec.licence == "BSD-3-Clause"
