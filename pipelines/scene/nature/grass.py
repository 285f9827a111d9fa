"""Grass and flowers: over the ground, and as a frame along the lower edge."""

from __future__ import annotations

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.nature.plants import FLOWERS, flower, tuft
from pipelines.scene.palette import lightness, mix, shade
from pipelines.scene.scene import Detail

PLENTY: dict[Detail, float] = {"simple": 0.6, "usual": 1.0, "rich": 2.0}
"""How many small plants there are."""


def paint_grass(stage: Stage, flowers: int) -> None:
    """Tufts all over the ground, and as many flowers."""
    rng = stage.random("grass")
    t = stage.tones
    deep = stage.height - stage.horizon
    light = dark = blossoms = ""
    petals = rng.sample(FLOWERS, 3)
    flowers = 0 if stage.wintry else flowers // 4 if stage.brief.mood == "gloomy" else flowers
    for _ in range(round(150 * PLENTY[stage.detail])):
        at = rng.random() ** 0.8
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.05 + 1.0 * at)
        blades = tuft(rng, x, y, stage.unit * (0.7 + 2.6 * at), 3)
        light, dark = (light + blades, dark) if rng.random() < 0.45 else (light, dark + blades)
    for _ in range(round(flowers * PLENTY[stage.detail])):
        at = rng.random() ** 0.7
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.08 + 0.95 * at)
        blossoms += flower(rng, x, y, stage.unit * (0.9 + 3 * at), t.change(rng.choice(petals)), shade(t.land, -0.12))
    svg = (
        f'<path d="{dark}" fill="{shade(t.land, -0.085)}"/><path d="{light}" fill="{shade(t.land, 0.055)}"/>{blossoms}'
    )
    stage.add("grass", "ground", 0.5, svg)


def paint_front_grass(stage: Stage, flowers: int = 5) -> None:
    """Dark grass along the lower edge, thicker at the corners: it frames the picture."""
    rng = stage.random("front")
    t = stage.tones
    colour = shade(mix(t.land, t.near, 0.55), -0.06) if lightness(t.land) > 0.4 else shade(t.land, -0.08)
    back = front = blossoms = ""
    for i in range(90):
        x = stage.left + (stage.right - stage.left) * (i + rng.uniform(-0.5, 0.5)) / 89
        edge = min(1.0, abs(x / stage.width - 0.5) * 2)
        tall = stage.unit * (2.2 + 6.5 * edge**3) * rng.uniform(0.7, 1.2)
        blades = tuft(rng, x, stage.height + stage.unit * 1.2, tall, 5)
        back, front = (back + blades, front) if i % 2 else (back, front + blades)
    bare = stage.wintry or is_missing("flowers", stage.brief)
    for _ in range(0 if bare else flowers):
        x = stage.width * (rng.choice((0, 1)) + rng.uniform(-0.14, 0.14))
        blossoms += flower(
            rng, x, stage.height + stage.unit, stage.unit * rng.uniform(6, 11), t.change(rng.choice(FLOWERS)), colour
        )
    skirt = (
        f'<rect x="{n(stage.left)}" y="{n(stage.height + stage.unit * 0.8)}" '
        f'width="{n(stage.right - stage.left)}" height="{n(stage.bottom - stage.height)}" '
        f'fill="{shade(colour, -0.03)}"/>'
    )
    svg = (
        f'<path d="{back}" fill="{shade(colour, 0.04)}"/>{blossoms}'
        f'<path d="{front}" fill="{shade(colour, -0.03)}"/>{skirt}'
    )
    stage.add("front grass", "near", 0.95, svg)
