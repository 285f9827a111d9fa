"""Graphic finishes: ink, pixel, mosaic."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipelines.scene.finish.brush import kuwahara
from pipelines.scene.finish.texture import (
    Plane,
    bands,
    bend,
    blur,
    edges,
    luminance,
    noise,
    paper,
    saturated,
    to_array,
    to_image,
    unit,
)
from pipelines.scene.scene import Check

BAYER = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) / 16 - 0.47).astype(np.float32)


def ink(picture: Image.Image, seed: int, check: Check) -> Image.Image:
    """Pen and wash: dark outlines of uneven weight, hatching in the shadows, a thin wash of colour on cream paper."""
    rng = np.random.default_rng(seed)
    array = to_array(picture)
    height, width = array.shape[:2]
    u = unit(array)
    shaky = [noise(rng, height, width, 7 * u, 2) * 0.11 * u for _ in range(2)]
    weight = 1 + 0.4 * noise(rng, height, width, 9 * u, 2)
    calm = kuwahara(array, max(2, round(0.22 * u)), check)
    check()
    outline = np.clip(bend(edges(calm, max(0.7, 0.1 * u)), *shaky) * weight * 3.4 - 0.42, 0, 1)
    del calm, shaky, weight
    check()
    tone = blur(luminance(array), 0.35 * u)
    low, high = np.percentile(tone[::8, ::8], (1, 92))
    tone = np.clip((tone - low) / max(0.15, high - low), 0, 1)
    lines = np.maximum(outline, _hatching(rng, tone, u))
    check()
    sheet = np.array([0.972, 0.952, 0.905], dtype=np.float32)
    wash = sheet * (0.35 + 0.65 * np.clip(saturated(blur(array, 0.3 * u), 0.75) * 1.12 + 0.1, 0, 1))
    check()
    wash *= (1 + 0.04 * noise(rng, height, width, 14 * u, 3) + 0.03 * paper(rng, height, width, max(1.5, 0.2 * u)))[
        ..., None
    ]
    pen = np.array([0.11, 0.1, 0.15], dtype=np.float32)
    strength = (lines * 0.93)[..., None]
    return to_image(wash * (1 - strength) + pen * strength)


def pixel(picture: Image.Image) -> Image.Image:
    """A picture of some 150 large pixels a side in 40 colours, dithered in a regular pattern."""
    width, height = picture.size
    cell = max(4, round((width * height) ** 0.5 / 152))
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    small = saturated(to_array(picture.resize((columns, rows), Image.Resampling.BOX)), 1.16)
    grid = np.tile(BAYER, (rows // 4 + 1, columns // 4 + 1))[:rows, :columns, None]
    palette = to_image(small).quantize(40, Image.Quantize.MAXCOVERAGE, kmeans=2)
    dithered = to_image(small + grid * 0.032)
    reduced = dithered.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")
    return reduced.resize((width, height), Image.Resampling.NEAREST)


def mosaic(picture: Image.Image, seed: int, check: Check) -> Image.Image:
    """Small stones in grout, each of one colour, slightly uneven and lit from the upper left."""
    rng = np.random.default_rng(seed)
    array = saturated(to_array(picture), 1.12)
    u = unit(array)
    cell = max(9.0, 1.4 * u)
    stone, gap, (ox, oy) = _stones(rng, array.shape[0], array.shape[1], cell, check)
    count = int(stone.max()) + 1
    area = np.maximum(1, np.bincount(stone.ravel(), minlength=count))
    colours = np.stack(
        [np.bincount(stone.ravel(), weights=array[..., c].ravel(), minlength=count) / area for c in range(3)], axis=1
    )
    uneven = rng.normal(0, 0.019, (count, 1)) + rng.normal(0, 0.009, (count, 3))
    tiles = (colours * (1 + 2 * uneven) + uneven * 0.4).astype(np.float32)[stone]
    tilt = (ox + oy) / cell
    check()
    tiles = tiles * (1 - 0.09 * tilt)[..., None] + (np.clip(-tilt - 0.42, 0, 0.2) * 0.5)[..., None]
    joint = np.clip((gap - 0.035 * cell) / (0.03 * cell + 0.5), 0, 1)[..., None]
    # Grout takes some colour of its stones, else bright pictures turn grey.
    grout = 0.3 * np.array([0.86, 0.84, 0.79], dtype=np.float32) + 0.42 * tiles
    grain = 1 + 0.03 * noise(rng, stone.shape[0], stone.shape[1], 2, 1)[..., None]
    return to_image((grout * (1 - joint) + tiles * joint) * grain)


def _hatching(rng: np.random.Generator, tone: Plane, u: float) -> Plane:
    """Pen strokes in up to three directions, thicker and crossing where the tone (0 dark, 1 light) is darker."""
    height, width = tone.shape
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)[None, :]
    shaky = noise(rng, height, width, 12 * u, 2) * 0.22 * u
    # Strokes thin out here and there; where they ended the dark would look stained.
    broken = np.clip(0.86 + 0.16 * noise(rng, height, width, 3 * u, 2), 0.6, 1)
    total = np.zeros_like(tone)
    for limit, angle, step in ((0.4, 0.78, 0.72), (0.24, -0.7, 0.72), (0.12, 0.1, 0.7)):
        across = rows * np.cos(angle) + columns * np.sin(angle) + shaky
        wave = np.abs((across / (step * u)) % 1 - 0.5) * 2
        thick = np.clip((limit - tone) / limit, 0, 1) * 0.5
        total = np.maximum(
            total, np.clip((thick - wave) * step * u * 0.6 + 0.3 * (thick > 0.02), 0, 1) * (wave < thick + 0.1)
        )
    return (total * broken * 0.85).astype(np.float32)


def _stones(
    rng: np.random.Generator, height: int, width: int, cell: float, check: Check
) -> tuple[npt.NDArray[np.int32], Plane, tuple[Plane, Plane]]:
    """Worley's cells (1996) on a jittered brick grid.

    Returns for each pixel the number of its stone, the distance to the next stone's edge, and its offset from the
    stone's middle, all in pixels.
    """
    rows, columns = int(height / cell) + 4, int(width / cell) + 4
    jx, jy = (rng.uniform(-0.27, 0.27, (rows, columns)).astype(np.float32) for _ in range(2))
    brick = np.where(np.arange(rows) % 2, 0.5, 0.0).astype(np.float32)[:, None]
    cx = (np.arange(columns, dtype=np.float32)[None, :] + jx + brick - 1) * cell
    cy = (np.arange(rows, dtype=np.float32)[:, None] + jy - 1) * cell
    stone = np.empty((height, width), np.int32)
    gap, ox, oy = (np.empty((height, width), np.float32) for _ in range(3))
    for band in bands(height):
        check()
        y, x = (a.astype(np.float32) for a in np.mgrid[band, 0:width])
        stone[band], gap[band] = _nearest(x, y, cell, cx, cy)
        ox[band], oy[band] = x - cx.ravel()[stone[band]], y - cy.ravel()[stone[band]]
    return stone, gap, (ox, oy)


def _nearest(x: Plane, y: Plane, cell: float, cx: Plane, cy: Plane) -> tuple[npt.NDArray[np.int32], Plane]:
    """The number of the stone whose middle is nearest to each pixel, and the distance to the next one's edge."""
    rows, columns = cx.shape
    base_row, base_column = (y / cell + 1.5).astype(np.int32), (x / cell + 1.25).astype(np.int32)
    first, second = np.full(x.shape, np.inf, np.float32), np.full(x.shape, np.inf, np.float32)
    stone = np.zeros(x.shape, np.int32)
    for dr in (-1, 0, 1):
        for dc in (-1, 0, 1):
            row, column = np.clip(base_row + dr, 0, rows - 1), np.clip(base_column + dc, 0, columns - 1)
            number = row * columns + column
            away = (cx.ravel()[number] - x) ** 2 + (cy.ravel()[number] - y) ** 2
            nearer = away < first
            second = np.where(nearer, first, np.minimum(second, away))
            stone = np.where(nearer, number, stone)
            first = np.where(nearer, away, first)
    return stone, np.asarray((np.sqrt(second) - np.sqrt(first)) / 2, np.float32)
