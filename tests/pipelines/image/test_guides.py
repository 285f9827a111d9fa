"""Guides: lines of a picture by arithmetic, and pictures that are guides already."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pipelines.image.ask_picture import Guide
from pipelines.image.guides.drawing import draw, is_drawn
from pipelines.image.guides.lines import edges, strokes
from studio.errors import ModelAbsent
from studio.jobs.engine import Host, JobContext
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.memory import Memory
from tests.contract import RUNTIMES, Processor
from tests.pipelines.image.pictures import pixels, scene, spec


class Somewhere:
    """A job's context on a machine without models."""

    host = Host(Catalog([]), Processor())

    def lease(self, spec: Any) -> Any:
        raise AssertionError("there is nothing to lease")


CTX = cast(JobContext, Somewhere())


def shapes(grain: float = 4, size: tuple[int, int] = (200, 160)) -> Image.Image:
    """A dark disc and a pale square on grey, with some grain."""
    picture = Image.new("RGB", size, (120, 125, 130))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 30, 90, 100), (40, 60, 90))
    pen.rectangle((120, 60, 179, 119), (230, 220, 190))
    noise = np.random.default_rng(1).normal(0, grain, (size[1], size[0], 3))
    return Image.fromarray(np.clip(pixels(picture) + noise, 0, 255).astype(np.uint8))


def drawing(ground: str = "white", ink: str = "black") -> Image.Image:
    picture = Image.new("RGB", (160, 120), ground)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((30, 20, 130, 100), outline=ink, width=2)
    pen.line((0, 110, 160, 90), ink, width=3)
    return picture.filter(ImageFilter.GaussianBlur(0.6))


def depth() -> Image.Image:
    y, x = np.mgrid[0:120, 0:160]
    near = np.clip(y * 1.6 + 80 * (np.hypot(x - 80, y - 50) < 30), 0, 255).astype(np.uint8)
    return Image.fromarray(near).convert("RGB")


def grey(picture: Image.Image) -> Any:
    return np.asarray(picture.convert("L"), np.float32)


def test_edges_are_thin_lines_where_things_end() -> None:
    lines = edges(grey(shapes()))
    y, x = np.mgrid[0:160, 0:200]
    rim = np.abs(np.hypot(x - 55, y - 65) - 35) < 3
    frame = np.maximum(np.abs(x - 149.5), np.abs(y - 89.5))
    box = (frame > 27) & (frame < 33)
    assert lines[~(rim | box)].sum() == 0, "grain is no line"
    angles = np.unique(np.round(np.degrees(np.arctan2(y - 65, x - 55))[lines & rim] / 10))
    assert len(angles) >= 35, "the rim is closed"
    assert lines[90, 100:160].sum() == 1 and lines[60:120, 150].sum() in (0, 1, 2)


def test_a_weak_line_counts_where_it_goes_on_from_a_strong_one() -> None:
    ramp = np.linspace(100, 8, 200)
    step = np.full((60, 200), 80, np.float32)
    step[30:] += ramp.astype(np.float32)
    alone = np.full((60, 200), 80, np.float32)
    alone[30:, 150:] += 12
    strong = edges(step)
    assert strong[25:35].any(0)[:188].mean() > 0.95
    both = np.concatenate([step, alone], 0)
    assert not edges(both)[60:].any()


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (2, 2), (17, 9)])
def test_lines_of_pictures_of_any_shape(size: tuple[int, int]) -> None:
    flat = np.full((size[1], size[0]), 90, np.float32)
    assert edges(flat).shape == strokes(flat).shape == (size[1], size[0])
    assert not edges(flat).any()


def test_strokes_are_thick_and_leave_out_what_is_small() -> None:
    picture = shapes(grain=10)
    assert strokes(grey(picture)).mean() > 2 * edges(grey(picture)).mean()
    assert not strokes(grey(picture))[:20].any()


@pytest.mark.parametrize("guide", ["edges", "soft-edges", "sketch"])
@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("black", "white"), ("#f8f8f8", "#202020")])
def test_a_drawing_is_taken_as_it_is_light_on_black(guide: Guide, ground: str, ink: str) -> None:
    found = draw(guide, drawing(ground, ink), CTX)
    lines = pixels(found.picture)[..., 0]
    assert found.notes and lines[60, 31] == 255 and lines[60, 80] == 0 and (lines > 0).mean() < 0.2


def test_depth_is_taken_as_it_is_and_so_is_a_pose() -> None:
    for guide in ("depth", "pose"):
        picture = depth() if guide == "depth" else shapes()
        found = draw(cast(Guide, guide), picture, CTX)
        assert found.picture.tobytes() == picture.tobytes() and found.notes


@pytest.mark.parametrize("picture", [shapes(), scene(200, 160), scene(200, 160).convert("L").convert("RGB")])
def test_a_photo_is_no_guide(picture: Image.Image) -> None:
    guides: tuple[Guide, ...] = ("edges", "soft-edges", "sketch", "depth")
    assert not any(is_drawn(guide, picture) for guide in guides)


def test_a_shaded_thing_on_white_is_no_drawing() -> None:
    y, x = np.mgrid[0:120, 0:160]
    away = np.hypot(x - 80, y - 60)
    ball = np.where(away < 40, 20 + 4.5 * away, 255).astype(np.uint8)
    assert not is_drawn("edges", Image.fromarray(ball).convert("RGB"))


def test_a_blank_picture_is_no_guide() -> None:
    for colour in ("white", "black", "grey"):
        blank = Image.new("RGB", (64, 64), colour)
        assert not is_drawn("edges", blank) and not is_drawn("depth", blank)
        assert not pixels(draw("edges", blank, CTX).picture).any()


@pytest.fixture(scope="module")
def depth_net(tmp_path_factory: pytest.TempPathFactory, checkpoints: dict[str, Path]) -> Path:
    """DepthAnythingForDepthEstimation with small random weights, and what prepares its input."""
    import torch
    from transformers import DepthAnythingConfig, DepthAnythingForDepthEstimation, Dinov2Config, DPTImageProcessor

    folder, small = tmp_path_factory.mktemp("depth"), {"hidden_size": 16, "intermediate_size": 16}
    torch.manual_seed(0)
    sees = Dinov2Config(
        **small,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=28,
        patch_size=14,
        out_features=["stage1", "stage2"],
        apply_layernorm=True,
        reshape_hidden_states=False,
    )
    sizes = {"reassemble_hidden_size": 16, "reassemble_factors": [2, 1], "neck_hidden_sizes": [8, 8]}
    config = DepthAnythingConfig(backbone_config=sees, **sizes, fusion_hidden_size=8, head_hidden_size=8, patch_size=14)
    DepthAnythingForDepthEstimation(config).save_pretrained(folder)
    shape = {"size": {"height": 56, "width": 56}, "keep_aspect_ratio": True, "ensure_multiple_of": 14}
    DPTImageProcessor(**shape).save_pretrained(folder)  # type: ignore[arg-type]
    return folder


class Reading(Somewhere):
    """A job's context with one model that reads."""

    def __init__(self, model: ModelSpec) -> None:
        self.host = Host(Catalog([model]), Processor())
        self._cache = ModelCache(self.host.device, RUNTIMES, self.host.catalog.locate, Memory(system=2**40))

    def lease(self, spec: Any) -> Any:
        return self._cache.lease(spec)

    def progress(self, phase: str) -> None: ...


def test_depth_is_read_by_a_model_from_far_to_near(depth_net: Path) -> None:
    model = spec(
        "", "DepthAnythingForDepthEstimation", "depth", key="depth", runtime="transformers", path=str(depth_net)
    )
    ctx = cast(JobContext, Reading(model))
    found = draw("depth", shapes(), ctx)
    near = pixels(found.picture)
    assert near.shape == (160, 200, 3) and (near.min(), near.max()) == (0, 255) and not found.notes
    other = draw("depth", scene(200, 160), ctx)
    assert np.abs(near - pixels(other.picture)).mean() > 1


def test_soft_edges_are_read_by_the_network_that_comes_with_the_studio() -> None:
    from pipelines.registry import RUNTIMES as ALL

    net = next(spec for spec in Catalog.read() if spec.task == "line-art")
    ctx = Reading(net)
    ctx._cache = ModelCache(ctx.host.device, ALL, ctx.host.catalog.locate, Memory(system=2**40))
    lines = pixels(draw("soft-edges", shapes(), cast(JobContext, ctx)).picture)[..., 0]
    assert lines[60, 90] > 60 > lines[15, 150], "the rim of the disc, and empty grey"
    assert len(np.unique(lines)) > 20, "soft"


def test_without_what_reads_depth_it_says_so() -> None:
    with pytest.raises(ModelAbsent, match="Depth"):
        draw("depth", shapes(), CTX)
