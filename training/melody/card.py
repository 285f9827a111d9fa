"""The model card's parts that are made anew with the weights: curve, figures, and pictures of unselected melodies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.score.score import Note
from training.curve import table
from training.melody.compare import bits
from training.melody.judge import BAR, Asked, asked_of, judge, learnt_windows, requests

FIGURES = "figures.md"
PICTURE = "melodies.png"
WIDE, HIGH, COLUMNS = 620, 170, 2
INK, GRID, PAPER = (36, 52, 92), (225, 228, 235), (255, 255, 255)
COLOURS = {"a": (46, 92, 184), "b": (196, 88, 44), "c": (60, 140, 90), "d": (140, 70, 160)}


def card(folder: Path, target: Path, count: int = 100) -> None:
    """Write the figures and the picture beside the weights in `target`."""
    ask = asked_of(MelodyWriter.load(target))
    verdict = judge(ask, learnt_windows(folder), requests(count))
    parts = [table(folder / "run"), f"```\n{bits(folder, target)}\n```", f"```\n{verdict}\n```"]
    (target / FIGURES).write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    twenty = requests(20, seed=20)
    sheet([(asked, ask(asked)) for asked in twenty]).save(target / PICTURE, optimize=True)


def sheet(melodies: Sequence[tuple[Asked, Sequence[Note]]]) -> Image.Image:
    """Piano rolls, one a melody, in the order of asking; each phrase in its letter's colour."""
    rows = -(-len(melodies) // COLUMNS)
    picture = Image.new("RGB", (WIDE * COLUMNS, HIGH * rows), PAPER)
    for index, (asked, melody) in enumerate(melodies):
        corner = (index % COLUMNS * WIDE, index // COLUMNS * HIGH)
        picture.paste(_roll(asked, melody), corner)
    return picture.quantize(32)


def _roll(asked: Asked, melody: Sequence[Note]) -> Image.Image:
    picture = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(picture)
    bar = BAR[asked.metre][0]
    low, high = min(note.pitch for note in melody) - 1, max(note.pitch for note in melody) + 1
    across, up = (WIDE - 20) / (asked.bars * bar), (HIGH - 34) / (high - low + 1)
    draw.text((10, 3), f"{asked.genre}, {asked.mode}, {asked.metre}, {asked.form}, energy {asked.energy:.1f}", INK)
    for line in range(asked.bars + 1):
        x = 10 + line * bar * across
        draw.line((x, 20, x, HIGH - 10), INK if line % 4 == 0 else GRID)
    for note in melody:
        letter = asked.form[int(note.start // (4 * bar))]
        x, y = 10 + note.start * across, 22 + (high - note.pitch) * up
        draw.rectangle((x, y, x + max(2, note.length * across - 1), y + max(2, up - 1)), COLOURS[letter])
    return picture
