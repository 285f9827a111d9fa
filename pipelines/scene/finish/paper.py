"""The paper-cut finish: the scene's layers as sheets of coloured paper, each casting a shadow on those behind."""

from __future__ import annotations

from itertools import groupby, pairwise

import numpy as np
from PIL import Image

from pipelines.scene.finish.texture import (
    Picture,
    Plane,
    blur,
    noise,
    paper,
    saturated,
    shifted,
    to_array,
    to_image,
    unit,
)
from pipelines.scene.paint.render import raster
from pipelines.scene.scene import Box, Check, Layer, Scene

SHEETS = 6
"""More sheets than this are glued together in pairs: each one costs a rendering."""


def paper_cut(picture: Image.Image, scene: Scene, seed: int, check: Check) -> Image.Image:
    """Sheets of paper from the sky to the front. `picture` gives the size."""
    rng = np.random.default_rng(seed)
    width, height = picture.size
    sheets = _sheets(scene)
    base = to_array(_cut(scene, sheets[0], (width, height), None, check).convert("RGB"))
    u = unit(base)
    result = _banded(rng, base, u)
    for sheet in sheets[1:]:
        left, top, right, bottom = _extent(scene, sheet, width, height, round(4 * u))
        across, down = scene.width / width, scene.height / height
        box = (left * across, top * down, (right - left) * across, (bottom - top) * down)
        check()
        cut = _cut(scene, sheet, (right - left, bottom - top), box, check)
        _lay(result[top:bottom, left:right], cut, u)
    check()
    fibre = 1 + 0.022 * paper(rng, height, width, max(1.2, 0.16 * u)) + 0.012 * noise(rng, height, width, 5 * u, 2)
    return to_image(result * fibre[..., None])


def _cut(scene: Scene, sheet: list[Layer], size: tuple[int, int], box: Box | None, check: Check) -> Image.Image:
    return raster(scene, "".join(layer.svg for layer in sheet), *size, box, check)


def _sheets(scene: Scene) -> list[list[Layer]]:
    """Layers glued to sheets: one kind at nearly one depth a sheet; the things by themselves while there are few."""
    none = ("air",) if scene.brief.weather == "snow" else ("air", "weather")
    shown = [layer for layer in scene.layers if layer.role not in none]
    groups = [list(group) for _, group in groupby(shown, key=lambda layer: (layer.role, round(layer.depth, 1)))]
    while len(groups) > SHEETS:
        sizes = [len(one) + len(two) for one, two in pairwise(groups)]
        # The first sheet is the sky: nothing is glued to it.
        at = min(range(1, len(sizes)), key=lambda i: sizes[i])
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def _extent(scene: Scene, sheet: list[Layer], width: int, height: int, reach: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom in pixels of what a sheet covers and shades: to draw less is most of the speed."""
    across, down = width / scene.width, height / scene.height
    boxes = [layer.box for layer in sheet]
    left = min(max(0, int(min(b[0] for b in boxes) * across) - reach), width - 1)
    top = min(max(0, int(min(b[1] for b in boxes) * down) - reach), height - 1)
    right = min(width, int(max(b[0] + b[2] for b in boxes) * across) + reach)
    bottom = min(height, int(max(b[1] + b[3] for b in boxes) * down) + reach)
    return left, top, max(left + 1, right), max(top + 1, bottom)


def _lay(pile: Picture, sheet: Image.Image, u: float) -> None:
    """A sheet on the pile, in place. Only the part of the picture that it covers or shades is touched."""
    # Paper has no half-transparent edge: glows become cut shapes too.
    box = sheet.getchannel("A").point(lambda value: 255 * (value > 100)).getbbox()
    if box is None:
        return
    reach = round(3 * u)
    left, top = max(0, box[0] - reach), max(0, box[1] - reach)
    right, bottom = min(sheet.width, box[2] + reach), min(sheet.height, box[3] + reach)
    cut = np.asarray(sheet.crop((left, top, right, bottom)), dtype=np.float32) / np.float32(255)
    alpha = np.clip((cut[..., 3] - 0.42) / 0.16, 0, 1)
    pile[top:bottom, left:right] = _shaded(pile[top:bottom, left:right], saturated(cut[..., :3], 1.06), alpha, u)


def _shaded(under: Picture, colours: Picture, alpha: Plane, u: float) -> Picture:
    """A sheet with a wide soft shadow, a narrow one, and a bright cut edge on the side of the light."""
    size = alpha.shape[1], alpha.shape[0]
    # Shadows are soft: a quarter of the pixels in each direction is enough to compute them.
    small = np.asarray(
        Image.fromarray(alpha).resize((max(1, size[0] // 4), max(1, size[1] // 4)), Image.Resampling.BOX)
    )
    soft = shifted(blur(small, 0.19 * u), round(0.14 * u), round(0.14 * u))
    shade = np.asarray(Image.fromarray(soft).resize(size, Image.Resampling.BILINEAR)) * 0.36
    tight = shifted(alpha, max(1, round(0.16 * u)), max(1, round(0.16 * u))) * 0.16
    step = max(1, round(0.09 * u))
    edge = np.clip(alpha - shifted(alpha, step, step), 0, 1) * 0.16
    left = (1 - np.maximum(shade, tight)) * (1 - alpha)
    result = colours * alpha[..., None]
    result += (edge * alpha)[..., None]
    result += under * left[..., None]
    return result


def _banded(rng: np.random.Generator, sky: Picture, u: float) -> Picture:
    """The sky's gradient as wavy strips of paper."""
    height, width = sky.shape[:2]
    strips = 5
    result = np.broadcast_to(sky[0].mean(axis=0), sky.shape).astype(np.float32)
    rows = np.arange(height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :]
    end = height * 0.62
    for i in range(1, strips):
        level = end * i / strips
        wave = 1.6 * u * np.sin(columns / (rng.uniform(9, 16) * u) + rng.uniform(0, 6))
        wave = wave + 0.8 * u * np.sin(columns / (rng.uniform(4, 7) * u) + rng.uniform(0, 6))
        row = min(height - 1, int(end * (i + 0.5) / strips))
        colour = sky[row].mean(axis=0)
        # Above the wave nothing changes, and below it there is nothing but its colour.
        top, bottom = max(0, int(level - 4 * u)), min(height, int(level + 4 * u))
        alpha = np.clip(rows[top:bottom] - level - wave + 0.5, 0, 1).astype(np.float32)
        strip = np.broadcast_to(colour, (bottom - top, width, 3))
        result[top:bottom] = _shaded(result[top:bottom], strip, alpha, u)
        result[bottom:] = colour
    return result
