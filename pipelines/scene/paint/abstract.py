"""Abstract pictures for prompts that name no thing: six families of generative vector art."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.abstract_flow import paint_ribbons, paint_strings, paint_waves
from pipelines.scene.paint.abstract_forms import paint_bauhaus, paint_orbs
from pipelines.scene.paint.abstract_tiles import paint_tiles
from pipelines.scene.palette import lightness, mix, shade, to_oklab, turn

PALETTES: dict[str, tuple[tuple[str, ...], ...]] = {
    "": (
        ("#f7ede2", "#f6bd60", "#f28482", "#84a59d", "#3d5a80", "#f5cac3"),
        ("#10243e", "#1f6f8b", "#99c2c9", "#e9c46a", "#e76f51", "#f4efe1"),
        ("#fdf6e3", "#d1495b", "#edae49", "#00798c", "#30638e", "#003d5b"),
        ("#1b1b3a", "#693668", "#a74482", "#f84aa7", "#ff9f6b", "#ffe8c2"),
        ("#f4f1de", "#e07a5f", "#3d405b", "#81b29a", "#f2cc8f", "#b5543c"),
        ("#0d1b2a", "#3a86a8", "#f4a259", "#f25c54", "#8cb369", "#f4e285"),
    ),
    "calm": (
        ("#eef4f1", "#a9cbb7", "#5e8c7f", "#f7d08a", "#87b6cf", "#d8e2dc"),
        ("#f3efe6", "#c9ada7", "#9a8c98", "#4a4e69", "#a5c4d4", "#f2e9e4"),
    ),
    "lively": (
        ("#fff8e7", "#ff595e", "#ffca3a", "#8ac926", "#1982c4", "#6a4c93"),
        ("#14213d", "#ff006e", "#fb5607", "#ffbe0b", "#3a86ff", "#8338ec"),
    ),
    "gloomy": (("#1d222b", "#38424f", "#5f6c7b", "#93a1ad", "#7b4b52", "#c9c3b8"),),
    "dreamy": (
        ("#fbeaff", "#cdb4db", "#ffafcc", "#a2d2ff", "#bde0fe", "#9d8df1"),
        ("#2b2250", "#6a5acd", "#b79ced", "#f7aef8", "#72ddf7", "#fdf0d5"),
    ),
    "warm": (("#fff1dd", "#f6aa1c", "#e4572e", "#bc3908", "#941b0c", "#ffd6a5"),),
    "cold": (("#eaf4fb", "#90cbe8", "#3f88c5", "#1b4079", "#0b2545", "#b8e0d2"),),
}
WORDS: dict[str, str] = {
    "stripes": r"flow|line|stream|ribbon|movement|swirl|current|dance|curve|流|线|舞|律动|飘",
    "waves": r"wave|ocean|layer|calm|sunset|horizon|tide|serene|peace|波|浪|宁静|平静|层",
    "tiles": r"pattern|tile|geometr|grid|order|mosaic|retro|图案|几何|网格|秩序",
    "bauhaus": r"bauhaus|circle|square|triangle|geometr|shape|modern|bold|constructiv|圆|方|三角|几何|形状",
    "strings": r"music|rhythm|sound|vibrat|energy|pulse|jazz|song|melod|音乐|节奏|旋律|声音|能量",
    "orbs": r"dream|soft|light|glow|bubble|cosmic|float|mystic|joy|happ|梦|柔|光|泡|快乐|神秘",
}


def paint_abstract(stage: Stage) -> None:
    """All layers of an abstract picture; the family follows the words, or the seed where they say nothing."""
    rng = stage.random("abstract")
    colours = abstract_palette(stage, rng)
    ground, inks = colours[0], colours[1:]
    x, y, w, h = stage.frame
    fill = stage.vertical((0, shade(ground, 0.012)), (1, shade(ground, -0.02)), top=0, bottom=stage.height)
    stage.add("paper", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')
    _FAMILIES[_family(stage, rng)](stage, rng, ground, inks)


def abstract_palette(stage: Stage, rng: Random) -> list[str]:
    """The paper's colour, then five inks."""
    brief = stage.brief
    if not brief.palette:
        return list(rng.choice(PALETTES.get(brief.mood, PALETTES[""])))
    named = list(brief.palette)
    inks = [named[i % len(named)] for i in range(5)]
    for i in range(len(named), 5):
        # More inks from few words: lighter, darker and slightly turned neighbours.
        grey = math.hypot(*to_oklab(inks[i])[1:]) < 0.03
        inks[i] = shade(turn(inks[i], 0 if grey else rng.choice((-16, 16))), 0.16 if i % 2 else -0.14)
    lightest = max(named, key=lightness)
    dark = brief.daytime == "night" or (lightness(lightest) > 0.7 and rng.random() < 0.4)
    ground = shade(min(named, key=lightness), -0.3) if dark else mix(lightest, "#fffaf0", 0.86)
    if abs(lightness(ground) - lightness(inks[0])) < 0.12:
        ground = "#fbf6ea" if lightness(inks[0]) < 0.7 else "#16182b"
    rng.shuffle(inks)
    return [ground, *inks]


def _family(stage: Stage, rng: Random) -> str:
    counts = {name: len(re.findall(pattern, stage.brief.prompt.lower())) for name, pattern in WORDS.items()}
    best = max(counts.values())
    return rng.choice([name for name, count in counts.items() if count == best])


_FAMILIES: dict[str, Callable[[Stage, Random, str, Sequence[str]], None]] = {
    "stripes": paint_ribbons,
    "waves": paint_waves,
    "tiles": paint_tiles,
    "bauhaus": paint_bauhaus,
    "strings": paint_strings,
    "orbs": paint_orbs,
}
