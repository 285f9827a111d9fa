"""Pages: lines on a sheet of A4 to print and colour in, as pixels and as SVG."""

from __future__ import annotations

import numpy as np
from PIL import Image

from pipelines.image.lining.drawing import Floats, inked, path_of

SHORT, LONG = 210, 297
"""Sides of A4 in millimetres (ISO 216)."""
EDGE = 12
"""Millimetres at each side that printers leave white."""
DOTS = 300 / 25.4
"""Pixels a millimetre: 300 an inch."""


def on_page(lines: Floats) -> Image.Image:
    """The lines on white A4 at 300 dpi, in grey, upright or across as suits them."""
    (width, height), scale, (left, top) = _placed(lines)
    page = Image.new("L", (round(width * DOTS), round(height * DOTS)), 255)
    drawn = Image.fromarray((inked(lines, scale * DOTS) * 255 + 0.5).astype(np.uint8))
    page.paste(drawn, (round(left * DOTS), round(top * DOTS)))
    return page


def page_svg(lines: Floats) -> str:
    """The same page as SVG, which prints at its size."""
    (width, height), scale, (left, top) = _placed(lines)
    place = f"translate({left:.2f} {top:.2f}) scale({scale:.5f})"
    path = f'<path transform="{place}" fill-rule="evenodd" d="{path_of(lines, 1)}"/>'
    # Not every reader knows millimetres; of these units 96 are an inch (CSS).
    size = f'width="{width / 25.4 * 96:.2f}" height="{height / 25.4 * 96:.2f}"'
    return _svg(f'{size} viewBox="0 0 {width} {height}"', path)


def lines_svg(lines: Floats, scale: float) -> str:
    """The lines as SVG, `scale` times as large, in pixels."""
    height, width = (round(side * scale) for side in lines.shape)
    path = f'<path fill-rule="evenodd" d="{path_of(lines, scale)}"/>'
    return _svg(f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"', path)


def _placed(lines: Floats) -> tuple[tuple[int, int], float, tuple[float, float]]:
    """Width and height of the page, millimetres a pixel of the lines, and where they begin from left and top."""
    rows, columns = lines.shape
    width, height = (LONG, SHORT) if columns > rows else (SHORT, LONG)
    scale = min((width - 2 * EDGE) / columns, (height - 2 * EDGE) / rows)
    return (width, height), scale, ((width - columns * scale) / 2, (height - rows * scale) / 2)


def _svg(size: str, path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="#fff"/>{path}</svg>\n'
    )
