"""Clutter: the small things that stand on shelves, counters and tables of a room."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pipelines.scene.palette import mix, shade
from pipelines.scene.pen import Pen

SPINES = ("#c9534a", "#e0a04a", "#4f7f98", "#6f9a6a", "#8a6aa5", "#f0dcb4", "#3f5f74", "#d98a6a", "#a9483f", "#5f8f86")
CROCKERY = ("#f6efe2", "#e7b8a2", "#a9c5c0", "#f0cf8e", "#d97b6c", "#7f9fb8")
LEAF = "#5f9a5a"


def books(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """A row of books w metres long on a board `up` metres high; h is the room above the board."""
    end = x + w
    while x < end - 0.03:
        wide, tall = rng.uniform(0.03, 0.07), h * rng.uniform(0.62, 0.92)
        colour = rng.choice(SPINES)
        if rng.random() < 0.08:
            x += 0.08
            continue
        wide = min(wide, end - x)
        pen.rect(x, up, wide, tall, colour)
        pen.rect(x, up + tall * 0.72, wide, tall * 0.08, mix(colour, "#fff3dc", 0.55))
        x += wide + 0.003


def crockery(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Cups, bowls, jars and plates in a row."""
    end = x + w
    while x < end - 0.12:
        wide = rng.uniform(0.1, 0.17)
        _VESSELS[rng.randrange(len(_VESSELS))](pen, rng.choice(CROCKERY), x, up, wide, min(h * 0.8, wide * 1.4))
        x += wide + rng.uniform(0.03, 0.12)


def bottles(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Bottles and flasks in a row."""
    end = x + w
    while x < end - 0.09:
        wide, tall = rng.uniform(0.06, 0.1), min(h * 0.9, rng.uniform(0.24, 0.34))
        colour = rng.choice(("#4f7f5a", "#7a4a35", "#c98a3a", "#3f6f8f", "#d8e4dc", "#9a3f4a"))
        pen.rect(x, up, wide, tall * 0.62, colour, 0.015)
        pen.rect(x + wide * 0.32, up + tall * 0.5, wide * 0.36, tall * 0.5, colour, 0.01)
        pen.rect(x, up + tall * 0.16, wide, tall * 0.26, "#f6e6c4")
        x += wide + rng.uniform(0.02, 0.06)


def goods(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Boxes, tins and jars with labels, in groups of the same kind."""
    end = x + w
    while x < end - 0.12:
        wide, tall, colour = rng.uniform(0.1, 0.16), h * rng.uniform(0.5, 0.85), rng.choice(SPINES)
        for _ in range(rng.choice((2, 3, 4))):
            if x + wide > end:
                break
            pen.rect(x, up, wide, tall, colour, 0.015)
            pen.rect(x, up + tall * 0.3, wide, tall * 0.35, mix(colour, "#fff6e4", 0.75))
            x += wide + 0.012
        x += 0.04


def loaves(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Bread and buns."""
    end = x + w
    while x < end - 0.14:
        wide, colour = rng.uniform(0.14, 0.3), rng.choice(("#d99a52", "#c67f3c", "#e3b06a", "#b8702f"))
        wide, tall = min(wide, end - x), min(h * 0.75, rng.uniform(0.1, 0.16))
        pen.soft(
            [
                (x, up),
                (x + wide * 0.1, up + tall * 0.8),
                (x + wide * 0.5, up + tall),
                (x + wide * 0.9, up + tall * 0.8),
                (x + wide, up),
            ],
            colour,
        )
        for k in (0.3, 0.5, 0.7):
            pen.line(
                [(x + wide * k - 0.015, up + tall * 0.5), (x + wide * k + 0.02, up + tall * 0.82)], "#f6dcae", 0.015
            )
        x += wide + 0.03


def plants(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Small pots with leaves."""
    end = x + w
    while x < end - 0.16:
        pot(pen, rng, x + 0.09, up, min(h, rng.uniform(0.25, 0.4)))
        x += rng.uniform(0.2, 0.34)


def pot(pen: Pen, rng: Random, x: float, up: float, tall: float) -> None:
    """A plant in a pot; x is its middle."""
    clay = rng.choice(("#c9714a", "#f0e6d4", "#5f8f98", "#e0a04a"))
    r = tall * 0.24
    leaf = shade(LEAF, rng.uniform(-0.06, 0.06))
    for k in range(7):
        lean = (k - 3) / 3
        tip = (x + lean * tall * 0.42, up + tall * (1.0 - 0.45 * lean * lean) * rng.uniform(0.85, 1))
        mid = (x + lean * tall * 0.12, up + tall * 0.6)
        tone = shade(leaf, 0.04 if k % 2 else -0.03)
        pen.soft([(x, up + tall * 0.36), (mid[0] - tall * 0.07, mid[1]), tip, (mid[0] + tall * 0.07, mid[1])], tone)
    pen.poly([(x - r, up + tall * 0.42), (x + r, up + tall * 0.42), (x + r * 0.72, up), (x - r * 0.72, up)], clay)
    pen.rect(x - r * 1.08, up + tall * 0.37, r * 2.16, tall * 0.08, shade(clay, 0.05))


def balls(pen: Pen, rng: Random, x: float, up: float, w: float, h: float) -> None:
    """Balls of several sports."""
    end = x + w
    while x < end - 0.2:
        r, colour = rng.uniform(0.09, 0.13), rng.choice(("#e07b39", "#f4f1ea", "#4f7f98", "#d9534f", "#e8c04f"))
        pen.disc(x + r, up + r, r, colour)
        pen.bow(
            [(x + r * 0.3, up + r * 1.5), (x + r, up + r), (x + r * 1.7, up + r * 0.5)], shade(colour, -0.15), 0.012
        )
        x += 2 * r + 0.04


def shelf_of(pen: Pen, rng: Random, filling: Filling, x: float, up: float, w: float, h: float, rows: int) -> None:
    """Rows of a filling between boards, over a dark back."""
    step = h / rows
    for row in range(rows):
        filling(pen, rng, x + 0.03, up + row * step + 0.03, w - 0.06, step - 0.05)


def _cup(pen: Pen, colour: str, x: float, up: float, w: float, h: float) -> None:
    h = min(h, w * 0.9)
    pen.line([(x + w * 0.8, up + h * 0.3), (x + w * 1.08, up + h * 0.45), (x + w * 0.8, up + h * 0.75)], colour, 0.018)
    pen.poly([(x, up + h), (x + w * 0.85, up + h), (x + w * 0.75, up), (x + w * 0.1, up)], colour)


def _bowl(pen: Pen, colour: str, x: float, up: float, w: float, h: float) -> None:
    h = w * 0.5
    pen.soft(
        [(x, up + h), (x + w, up + h), (x + w * 0.8, up + h * 0.2), (x + w * 0.5, up), (x + w * 0.2, up + h * 0.2)],
        colour,
    )


def _jar(pen: Pen, colour: str, x: float, up: float, w: float, h: float) -> None:
    pen.rect(x, up, w * 0.85, h * 0.85, mix(colour, "#ffffff", 0.25), 0.03)
    pen.rect(x, up, w * 0.85, h * 0.5, colour, 0.03)
    pen.rect(x + w * 0.05, up + h * 0.84, w * 0.75, h * 0.12, shade(colour, -0.2), 0.01)


def _plate(pen: Pen, colour: str, x: float, up: float, w: float, h: float) -> None:
    r = min(w * 0.62, h * 0.5)
    pen.disc(x + w / 2, up + r, r, colour)
    pen.disc(x + w / 2, up + r, r * 0.66, shade(colour, -0.05))


_VESSELS = (_cup, _bowl, _jar, _plate, _jar)
Filling = Callable[[Pen, Random, float, float, float, float], None]
FILLINGS: dict[str, Filling] = {
    "books": books,
    "crockery": crockery,
    "bottles": bottles,
    "goods": goods,
    "loaves": loaves,
    "plants": plants,
    "balls": balls,
}
