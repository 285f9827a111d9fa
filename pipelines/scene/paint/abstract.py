"""Abstract pictures for prompts that name no thing: families of generative vector art, chosen by words and feelings."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.feeling import Feeling, feeling_of
from pipelines.scene.lay.stage import Stage
from pipelines.scene.paint.abstract_brush import paint_ink, paint_strokes
from pipelines.scene.paint.abstract_cells import paint_glass, paint_petals, paint_rays, paint_spiral
from pipelines.scene.paint.abstract_flow import paint_ribbons, paint_strings, paint_waves
from pipelines.scene.paint.abstract_forms import paint_bauhaus, paint_orbs
from pipelines.scene.paint.abstract_lines import paint_contours, paint_rain, paint_threads, paint_weave
from pipelines.scene.paint.abstract_places import paint_paper_hills, paint_stars
from pipelines.scene.paint.abstract_tiles import paint_tiles
from pipelines.scene.paint.abstract_washes import paint_field, paint_marbling
from pipelines.scene.palette import lightness, mix, shade, to_oklab, turn

PALETTES = (
    ("#f7ede2", "#f6bd60", "#f28482", "#84a59d", "#3d5a80", "#f5cac3"),
    ("#10243e", "#1f6f8b", "#99c2c9", "#e9c46a", "#e76f51", "#f4efe1"),
    ("#fdf6e3", "#d1495b", "#edae49", "#00798c", "#30638e", "#003d5b"),
    ("#1b1b3a", "#693668", "#a74482", "#f84aa7", "#ff9f6b", "#ffe8c2"),
    ("#f4f1de", "#e07a5f", "#3d405b", "#81b29a", "#f2cc8f", "#b5543c"),
    ("#0d1b2a", "#3a86a8", "#f4a259", "#f25c54", "#8cb369", "#f4e285"),
)
"""Where nothing is felt: the paper's colour, then five inks."""
USUAL = 0.65
"""How much there is in a picture of no feeling, 0 to 1."""
WORDS: dict[str, str] = {
    "stripes": r"flow|stripe|stream|ribbon|swirl|current|curve|流动|流|飘|丝带|条纹|曲线",
    "waves": r"wave|ocean|tide|horizon|sunset|波|浪|潮",
    "tiles": r"tile|grid|mosaic|retro|geometr|网格|瓷砖|马赛克|几何",
    "bauhaus": r"bauhaus|circle|square|triangle|geometr|shapes|constructiv|suprematis|圆|方形|三角|几何|形状",
    "strings": r"vibrat|pulse|equali[sz]er|sound ?wave|音波|脉动|声波",
    "orbs": r"\borb|bubble|bokeh|glow|sphere|泡|光球|光斑|光点",
    "contours": r"contour|topograph|isoline|terrain|等高线|地形",
    "threads": r"thread|tangle|\blines?\b|wire|scribble|\bweb\b|线条|线|丝线|缠绕",
    "weave": r"weav|woven|textile|fabric|tartan|plaid|knit|编织|织物|格子",
    "rain": r"\brain|drizzle|falling drops|雨",
    "glass": r"stained glass|voronoi|shard|fractur|crystal|broken glass|mosaic window|彩色玻璃|玻璃|碎片|水晶",
    "spiral": r"spiral|fibonacci|golden ratio|phyllotaxis|mandala|vortex|螺旋|黄金分割|曼陀罗|旋涡",
    "petals": r"petal|floral|blossom|flower|花",
    "rays": r"\bray|sunburst|radiat|burst|explosion|光芒|放射|爆发",
    "field": r"colou?r field|rothko|minimal|blocks? of colou?r|色域|色块|极简",
    "ink": r"\bink|blot|sumi|enso|calligraph|zen|墨|书法|水墨|禅",
    "strokes": r"brush|stroke|impasto|expressionis|paint splash|splatter|gestural|笔触|泼墨|泼洒|挥洒",
    "marbling": r"marbl|suminagashi|fluid|liquid|lava|smoke|大理石|流体|液体|烟",
    "paper hills": r"paper|layer|hills|mountain range|折纸|纸|层叠|层",
    "stars": r"star|constellation|galax|nebula|cosm|universe|astro|星|银河|宇宙",
}
"""What names a family by its forms."""


def paint_abstract(stage: Stage) -> None:
    """All layers of an abstract picture; the family follows the words, then what is felt, or the seed."""
    rng = stage.random("abstract")
    feeling = feeling_of(f"{stage.brief.prompt} {stage.brief.gloss}", stage.brief.mood)
    colours = abstract_palette(stage, rng, feeling)
    ground, inks = colours[0], colours[1:]
    x, y, w, h = stage.frame
    fill = stage.vertical((0, shade(ground, 0.012)), (1, shade(ground, -0.02)), top=0, bottom=stage.height)
    stage.add("paper", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')
    _FAMILIES[_family(stage, rng, feeling)](stage, rng, ground, inks, feeling.density if feeling else USUAL)


def abstract_palette(stage: Stage, rng: Random, feeling: Feeling | None) -> list[str]:
    """The paper's colour, then five inks."""
    brief = stage.brief
    if not brief.palette:
        return list(rng.choice(feeling.palettes if feeling else PALETTES))
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


def families() -> tuple[str, ...]:
    """The names of all families."""
    return tuple(_FAMILIES)


def family_of(prompt: str) -> str:
    """The first family that most words of a prompt name, or an empty string."""
    return next(iter(_named(prompt)), "")


def _named(prompt: str) -> list[str]:
    counts = {name: len(re.findall(pattern, prompt.lower())) for name, pattern in WORDS.items()}
    best = max(counts.values())
    return [name for name, count in counts.items() if best and count == best]


def _family(stage: Stage, rng: Random, feeling: Feeling | None) -> str:
    """The family that the words name; among several the one that suits what is felt."""
    named = _named(stage.brief.prompt)
    if feeling:
        return rng.choice([name for name in feeling.families if name in named] or named or list(feeling.families))
    return rng.choice(named or list(_FAMILIES))


_FAMILIES: dict[str, Callable[[Stage, Random, str, Sequence[str], float], None]] = {
    "stripes": paint_ribbons,
    "waves": paint_waves,
    "tiles": paint_tiles,
    "bauhaus": paint_bauhaus,
    "strings": paint_strings,
    "orbs": paint_orbs,
    "contours": paint_contours,
    "threads": paint_threads,
    "weave": paint_weave,
    "rain": paint_rain,
    "glass": paint_glass,
    "spiral": paint_spiral,
    "petals": paint_petals,
    "rays": paint_rays,
    "field": paint_field,
    "ink": paint_ink,
    "strokes": paint_strokes,
    "marbling": paint_marbling,
    "paper hills": paint_paper_hills,
    "stars": paint_stars,
}
