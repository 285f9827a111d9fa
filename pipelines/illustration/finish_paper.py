"""The paper-cut finish: the scene's layers as sheets of coloured paper, each casting a shadow on those behind."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from PIL import Image

from pipelines.illustration.render import raster
from pipelines.illustration.scene import Layer, Scene
from pipelines.illustration.texture import Picture, Plane, blur, noise, paper, saturated, to_array, to_image, unit

SHEETS = 11
"""More sheets than this are glued together in pairs: each one costs a rendering."""


def paper_cut(picture: Image.Image, scene: Scene, seed: int) -> Image.Image:
    """Sheets of paper from the sky to the front. `picture` gives the size."""
    rng = np.random.default_rng(seed)
    width, height = picture.size
    sheets = _sheets(scene)
    base = to_array(raster(scene, "".join(layer.svg for layer in sheets[0]), width, height).convert("RGB"))
    u = unit(base)
    result = _banded(rng, base, u)
    for sheet in sheets[1:]:
        cut = np.asarray(raster(scene, "".join(layer.svg for layer in sheet), width, height), dtype=np.float32) / 255
        # Paper has no half-transparent edge: glows become cut shapes too.
        alpha = np.clip((cut[..., 3] - 0.42) / 0.16, 0, 1)
        result = _laid(result, saturated(cut[..., :3], 1.06), alpha, u)
    fibre = 1 + 0.022 * paper(rng, height, width, max(1.2, 0.16 * u)) + 0.012 * noise(rng, height, width, 5 * u, 2)
    return to_image(result * fibre[..., None])


def _sheets(scene: Scene) -> list[list[Layer]]:
    """Layers glued to sheets: one kind at nearly one depth a sheet; the things by themselves while there are few."""
    shown = [layer for layer in scene.layers if layer.role != "weather" or scene.brief.weather == "snow"]
    groups = [list(group) for _, group in groupby(shown, key=lambda layer: (layer.role, round(layer.depth, 1)))]
    while len(groups) > SHEETS:
        sizes = [len(one) + len(two) for one, two in zip(groups, groups[1:], strict=False)]
        # The first sheet is the sky: nothing is glued to it.
        at = min(range(1, len(sizes)), key=lambda i: sizes[i])
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def _laid(under: Picture, colours: Picture, alpha: Plane, u: float) -> Picture:
    """A sheet on the pile: a wide soft shadow, a narrow one, a bright cut edge on the side of the light."""
    if float(alpha.max()) == 0:
        return under
    small = alpha[::2, ::2]
    soft, tight = blur(small, 0.75 * u), blur(small, 0.2 * u)
    soft, tight = np.roll(soft, (round(0.55 * u),) * 2, axis=(0, 1)), np.roll(tight, (max(1, round(0.14 * u)),) * 2, axis=(0, 1))
    shade = np.repeat(np.repeat(0.34 * soft + 0.26 * tight, 2, axis=0), 2, axis=1)[: alpha.shape[0], : alpha.shape[1]]
    step = max(1, round(0.09 * u))
    edge = np.clip(alpha - np.roll(alpha, (step, step), axis=(0, 1)), 0, 1) * 0.16
    sheet = colours + edge[..., None]
    tint = np.array([0.92, 0.95, 1.0], dtype=np.float32)
    dark = under * (1 - np.clip(shade, 0, 0.55)[..., None] * tint)
    return dark * (1 - alpha[..., None]) + sheet * alpha[..., None]


def _banded(rng: np.random.Generator, sky: Picture, u: float) -> Picture:
    """The sky's gradient as wavy strips of paper."""
    height, width = sky.shape[:2]
    strips = 6
    result = np.broadcast_to(sky[0, :, :].mean(axis=0), sky.shape).astype(np.float32)
    rows = np.arange(height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :]
    end = height * 0.62
    for i in range(1, strips):
        level = end * i / strips
        wave = 1.6 * u * np.sin(columns / (rng.uniform(9, 16) * u) + rng.uniform(0, 6))
        wave = wave + 0.8 * u * np.sin(columns / (rng.uniform(4, 7) * u) + rng.uniform(0, 6))
        alpha = np.clip(rows - level - wave + 0.5, 0, 1).astype(np.float32)
        row = min(height - 1, int(end * (i + 0.5) / strips))
        colour = np.broadcast_to(sky[row].mean(axis=0), sky.shape)
        result = _laid(result, colour, alpha, u)
    return result
