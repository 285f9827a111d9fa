"""Sheet: a grid of pictures as one, with labels along its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.media.letters import font

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

LONGEST = 4096
"""Pixels along a side of the sheet: cells are made smaller until it fits."""
_GAP, _MARGIN = 12, 24
_PAPER, _INK = "#ffffff", "#1c1a17"
_LINES, _LONGEST_LABEL = 3, 200
_CLOSING = "，。！？；：、）》”’"
"""Marks that begin no line."""


def cell_size(size: tuple[int, int], across: int, down: int) -> tuple[int, int]:
    """How large pictures of `size` can be on a sheet of so many of them."""
    room = LONGEST * 0.85
    scale = min(1.0, room / (across * size[0]), room / (down * size[1]))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def sheet(cells: list[Image], across: list[str], down: list[str]) -> Image:
    """The sheet of cells of one size, row by row. A label that no font can write stays away."""
    from PIL import Image, ImageDraw

    width, height = cells[0].size
    text = max(14, min(40, width // 14))
    top = _MARGIN + (_needed(across, width, text) + _GAP if any(across) else 0)
    left = _MARGIN + (min(8 * text, width) + _GAP if any(down) else 0)
    size = (left + len(across) * (width + _GAP) - _GAP + _MARGIN, top + len(down) * (height + _GAP) - _GAP + _MARGIN)
    paper = Image.new("RGB", size, _PAPER)
    for number, cell in enumerate(cells):
        row, column = divmod(number, len(across))
        paper.paste(cell, (left + column * (width + _GAP), top + row * (height + _GAP)))
    draw = ImageDraw.Draw(paper)
    for column, label in enumerate(across):
        _write(draw, label, (left + column * (width + _GAP), _MARGIN, width, top - _MARGIN - _GAP), text)
    for row, label in enumerate(down):
        _write(draw, label, (_MARGIN, top + row * (height + _GAP), left - _MARGIN - _GAP, height), text)
    return paper


def _needed(labels: list[str], width: int, text: int) -> int:
    """Height of the highest of the labels."""
    return max(len(_wrapped(label, width, text)) for label in labels) * round(text * 1.25)


def _write(draw: ImageDraw, label: str, box: tuple[int, int, int, int], text: int) -> None:
    """A label in the middle of a box: left, top, width and height."""
    left, top, width, height = box
    lines = _wrapped(label, width, text)
    leading = round(text * 1.25)
    begin = top + (height - leading * len(lines)) // 2
    for number, line in enumerate(lines):
        place = (left + width // 2, begin + number * leading + leading // 2)
        draw.text(place, line, fill=_INK, font=font(line, text), anchor="mm")


def _wrapped(label: str, width: int, text: int) -> list[str]:
    """The label on at most three lines, as long as the width allows."""
    lines = [""]
    for piece in _pieces(label[:_LONGEST_LABEL], width // text):
        longer = lines[-1] + piece
        if lines[-1] and font(longer, text).getlength(longer.strip() + "…") > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    kept = [line.strip() for line in lines]
    return kept if len(kept) <= _LINES else [*kept[: _LINES - 1], kept[_LINES - 1] + "…"]


def _pieces(label: str, most: int) -> list[str]:
    """What may stand on a line of its own: words of Latin letters, of at most so many, and single characters of
    Chinese."""
    pieces = [""]
    for char in label:
        if char not in _CLOSING and (ord(char) > 0x2E80 or pieces[-1].endswith(" ") or len(pieces[-1]) >= most):
            pieces.append(char)
        else:
            pieces[-1] += char
    return [piece for piece in pieces if piece]
