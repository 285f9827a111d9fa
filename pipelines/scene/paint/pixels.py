"""Pixels: a painted picture as squares of few colours, layer by layer, on one grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipelines.scene.lay.stage import MARGIN
from pipelines.scene.paint.render import raster
from pipelines.scene.scene import Box, Check, Layer, Scene, no_check

ACROSS = 96
"""Squares along the picture's width."""
COLOURS = 44
SOLID = 0.5
"""How opaque a thing must be for its square to be filled."""
FAINT = 0.04
MESH = (np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], dtype=np.float32) - 7.5) / 16
"""Bayer's matrix of 1973: by how much a shade is moved, so that two colours alternate where it lies between them."""
REACH = 9
"""How far a shade is moved at most, of 255."""
BITS = 5

Colours = npt.NDArray[np.float32]
"""Shape (..., 3), 0 to 255."""


@dataclass(frozen=True)
class Grid:
    """Squares over the picture and its surroundings."""

    side: float
    across: int
    down: int
    ring: tuple[int, int]

    @classmethod
    def over(cls, scene: Scene) -> Grid:
        """The grid of a scene: ACROSS squares over its width."""
        side = scene.width / ACROSS
        ring = round(ACROSS * MARGIN), round(scene.height / side * MARGIN)
        return cls(side, ACROSS + 2 * ring[0], round(scene.height / side) + 2 * ring[1], ring)

    @property
    def box(self) -> Box:
        """What the squares cover, in scene units."""
        x, y = self.ring
        return (-x * self.side, -y * self.side, self.across * self.side, self.down * self.side)

    def inner(self, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """What lies in the frame, row by row."""
        x, y = self.ring
        return pixels[y : self.down - y, x : self.across - x].reshape(-1, pixels.shape[-1])


def pixelated(scene: Scene, check: Check = no_check) -> Scene:
    """The scene with each of its layers drawn again in squares, ACROSS of them side by side, of COLOURS colours.

    A layer has squares where it changes the colour of what is behind it: a glow becomes steps.
    """
    grid = Grid.over(scene)
    drawn = [_drawn(scene, layer, grid, check) for layer in scene.layers]
    piles = list(_piled(drawn, [layer.subject is not None for layer in scene.layers]))
    table = _table(
        grid,
        piles[-1][0] if piles else None,
        [one for one, layer in zip(drawn, scene.layers, strict=True) if layer.subject],
    )
    mesh = np.tile(MESH, (grid.down // 4 + 1, grid.across // 4 + 1))[: grid.down, : grid.across, None] * REACH
    shown = np.full((grid.down, grid.across), -1)
    layers = []
    for layer, (colours, reached) in zip(scene.layers, piles, strict=True):
        numbers = table[_codes(colours if layer.subject else (colours + mesh).astype(np.float32))]
        filled = reached & ((numbers != shown) | (layer.subject is not None))
        shown = np.where(filled, numbers, shown)
        layers.append(replace(layer, svg=_squares(np.where(filled, numbers, -1), grid), moments=()))
    return replace(scene, layers=tuple(layers), defs="")


def _piled(drawn: list[npt.NDArray[np.uint8]], solid: list[bool]) -> Iterator[tuple[Colours, npt.NDArray[np.bool_]]]:
    """The picture as it is after each layer, and where that layer is; things have no half transparent edges."""
    shape = drawn[0].shape[:2] if drawn else (0, 0)
    under: Colours = np.zeros((*shape, 3), np.float32)
    for pixels, is_solid in zip(drawn, solid, strict=True):
        share = pixels[..., 3:].astype(np.float32) / 255
        share = (share > SOLID).astype(np.float32) if is_solid else share
        under = (under * (1 - share) + pixels[..., :3].astype(np.float32) * share).astype(np.float32)
        yield under, share[..., 0] > FAINT


def _drawn(scene: Scene, layer: Layer, grid: Grid, check: Check) -> npt.NDArray[np.uint8]:
    return np.asarray(raster(scene, layer.svg, grid.across, grid.down, grid.box, check))


def _table(grid: Grid, picture: Colours | None, things: list[npt.NDArray[np.uint8]]) -> npt.NDArray[np.int64]:
    """For each colour of BITS a channel the nearest one (0xrrggbb) of a palette by median cut.

    The things together count as much as the picture, a small one as much as a large one.
    """
    seen = [] if picture is None else [grid.inner(picture.astype(np.uint8))]
    solid = [one[one[:, 3] > 200][:, :3] for one in map(grid.inner, things)]
    each = (len(seen[0]) if seen else 1) // max(1, len(solid))
    seen += [np.repeat(one, max(1, each // len(one)), axis=0) for one in solid if len(one)]
    pixels = np.concatenate([np.zeros((1, 3), np.uint8), *seen])
    few = Image.fromarray(pixels[None]).quantize(COLOURS, Image.Quantize.MEDIANCUT).getpalette() or [0, 0, 0]
    palette = np.array(few[: 3 * COLOURS], dtype=np.float32).reshape(-1, 3)
    steps = (np.arange(2**BITS, dtype=np.float32) + 0.5) * 2 ** (8 - BITS)
    cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    weights = np.array([0.3, 0.59, 0.11], np.float32)
    distance = (cube**2 @ weights)[:, None] - 2 * (cube * weights) @ palette.T + (palette**2 @ weights)[None]
    named = palette.astype(np.int64) @ np.array([65536, 256, 1])
    return np.asarray(named[distance.argmin(axis=1)])


def _codes(colours: Colours) -> npt.NDArray[np.int64]:
    """The places of colours in a table."""
    levels = np.clip(colours, 0, 255).astype(np.int64) >> (8 - BITS)
    return np.asarray(levels @ np.array([2 ** (2 * BITS), 2**BITS, 1]))


def _squares(numbers: npt.NDArray[np.int64], grid: Grid) -> str:
    """One path a colour, each of horizontal runs of squares; -1 is empty."""
    paths: dict[int, list[str]] = {}
    for row in np.flatnonzero((numbers >= 0).any(axis=1)).tolist():
        line = numbers[row]
        cuts = (np.flatnonzero(np.diff(line)) + 1).tolist()
        for first, last in zip([0, *cuts], [*cuts, grid.across], strict=True):
            if line[first] >= 0:
                paths.setdefault(int(line[first]), []).append(f"M{first} {row}h{last - first}v1h{first - last}z")
    shapes = "".join(f'<path fill="#{number:06x}" d="{"".join(runs)}"/>' for number, runs in paths.items())
    x, y, _, _ = grid.box
    return f'<g transform="translate({x:.3f} {y:.3f}) scale({grid.side:.5f})" shape-rendering="crispEdges">{shapes}</g>'
