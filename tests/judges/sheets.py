"""Sheets: twenty pictures a page with their prompts and what the judge says of them, to be looked at."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.judges.draughtsman import Drawn
from tests.judges.verdict import Verdict

ACROSS, DOWN = 5, 4
SIDE, WORDS, GAP = 232, 88, 12
PAPER, INK, SOFT, SEAL, GOOD = "#faf8f4", "#1f2024", "#5f5b55", "#b83a23", "#2e6b45"

Judged = tuple[Drawn, Verdict]


def write_sheets(judged: Sequence[Judged], folder: Path, name: str, said: Mapping[str, str] | None) -> list[Path]:
    """All pictures as WebP pages folder/name-01.webp ... Returns their paths.

    `said` is what eyes said, by the picture's mark; None leaves every judgement out, for eyes that are to judge alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = [judged[at : at + ACROSS * DOWN] for at in range(0, len(judged), ACROSS * DOWN)]
    paths = [folder / f"{name}-{number:02d}.webp" for number in range(1, len(pages) + 1)]
    for path, page in zip(paths, pages, strict=True):
        sheet(page, said).save(path, quality=50, method=6)
    return paths


def sheet(judged: Sequence[Judged], said: Mapping[str, str] | None) -> Image.Image:
    """Up to twenty pictures on one page, with what is said of them."""
    rows = -(-len(judged) // ACROSS)
    page = Image.new("RGB", (ACROSS * (SIDE + GAP) + GAP, rows * (SIDE + WORDS + GAP) + GAP), PAPER)
    for number, (drawn, verdict) in enumerate(judged):
        x = GAP + number % ACROSS * (SIDE + GAP)
        y = GAP + number // ACROSS * (SIDE + WORDS + GAP)
        picture = Image.open(io.BytesIO(drawn.png)).convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        page.paste(picture, (x, y))
        eyes = None if said is None else said.get(drawn.mark, "")
        _caption(ImageDraw.Draw(page), x, y + SIDE + 3, verdict, eyes)
    return page


def _caption(pen: ImageDraw.ImageDraw, x: int, y: int, verdict: Verdict, eyes: str | None) -> None:
    """The prompt in up to three lines, what the judge finds lost in up to two, and what eyes said in one."""
    gold = verdict.gold
    lines = [(line, INK) for line in _broken_up(f"{gold.id} {gold.prompt}", 3)]
    if eyes is not None:
        lines += [(line, GOOD if verdict.right else SEAL) for line in _broken_up(_found(verdict), 2)]
        lines += [(line, SOFT) for line in _broken_up(eyes, 1)]
    for number, (line, colour) in enumerate(lines):
        pen.text((x, y + number * 14), line, colour, font())


def _found(verdict: Verdict) -> str:
    """What is not kept; what is missing and not said is marked."""
    if verdict.right:
        return "right"
    return f"{'' if verdict.told else 'silent, '}not: {'; '.join(wish.words for wish in verdict.broken)}"


def _broken_up(text: str, most: int) -> list[str]:
    """A text as at most so many lines of the width of a picture; what does not fit ends in dots."""
    lines = [""]
    for char in text:
        if font().getlength(lines[-1] + char) <= SIDE:
            lines[-1] += char
            continue
        head, space, tail = lines[-1].rpartition(" ")
        lines[-1] = head if space else lines[-1]
        lines.append((tail if space else "") + char)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return lines


@cache
def font() -> ImageFont.FreeTypeFont:
    """A font for Latin and Chinese, as the system names one."""
    found = subprocess.run(["fc-match", "-f", "%{file}", "sans:lang=zh-cn"], capture_output=True, text=True, check=True)
    return ImageFont.truetype(found.stdout, 11)
