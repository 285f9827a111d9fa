"""Pictures: choices that are about looks, each painted by the engine that is chosen with them; music as a drawing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image

from pipelines.image.enhancer.looking import looked
from pipelines.image.enhancer.looks import LOOKS
from pipelines.image.lining.drawing import closed, inked, pencil, ridges
from pipelines.runtimes.hed import LINES, edges
from pipelines.runtimes.looks import MANY
from pipelines.runtimes.stylizing import mixed, painted
from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.resvg import draw
from scripts.atelier import Atelier, main_file

SIDE = 112
"""Of a picture, in pixels: twice what it takes on the page."""
_LIGHTHOUSE = {"prompt": "a lighthouse by the sea at sunset", "aspect": "1:1", "size": 512, "seed": 1}
_TOWER = (128, 138, 300, 310)
"""Where the lighthouse stands in it."""
_FOX = {"prompt": "a fox in a meadow", "aspect": "1:1", "size": 512, "seed": 1}
_ICON = {"prompt": "an apple", "model": "icon-painter", "aspect": "1:1", "seed": 1}
_SPARKLES = ("sparkles", "#8d8478")
_GENRES = {
    "auto": _SPARKLES,
    "ambient": ("cloud", "#6f8fb5"),
    "newage": ("cherry-blossom", "#e4e6f2"),
    "lofi": ("headphone", "#b58f7a"),
    "hiphop": ("billed-cap", "#d8a23f"),
    "trap": ("gem-stone", "#2b2f45"),
    "reggaeton": ("fire", "#6a2b52"),
    "jazz": ("saxophone", "#3d4468"),
    "ragtime": ("top-hat", "#d9c7a3"),
    "bossa": ("beach-with-umbrella", "#59a7a0"),
    "samba": ("peacock", "#f5cf4f"),
    "salsa": ("hot-pepper", "#f0a63c"),
    "tango": ("high-heeled-shoe", "#3b1f2b"),
    "flamenco": ("folding-hand-fan", "#8f1d2c"),
    "blues": ("locomotive", "#2f5484"),
    "soul": ("sparkling-heart", "#7c4a5e"),
    "funk": ("sunglasses", "#ea8a4a"),
    "disco": ("roller-skate", "#9a6fd0"),
    "gospel": ("church", "#a9c6e8"),
    "folk": ("banjo", "#9aa86a"),
    "country": ("horse", "#cf9f68"),
    "celtic": ("shamrock", "#dfe6cf"),
    "polka": ("accordion", "#8fb7d9"),
    "klezmer": ("wine-glass", "#c9d6a5"),
    "balkan": ("drum", "#d98b4a"),
    "rock": ("guitar", "#2d2a32"),
    "punk": ("safety-pin", "#e23f6d"),
    "metal": ("skull", "#1d1d22"),
    "pop": ("microphone", "#f0b8cf"),
    "house": ("mirror-ball", "#5a3f86"),
    "techno": ("control-knobs", "#30343d"),
    "trance": ("rocket", "#2a2c6e"),
    "dubstep": ("robot", "#4d7a54"),
    "dnb": ("racing-car", "#aab4c2"),
    "synthwave": ("musical-keyboard", "#c04fa0"),
    "chiptune": ("alien-monster", "#f2dc6b"),
    "reggae": ("palm-tree", "#f1c84b"),
    "ska": ("necktie", "#e8e8e8"),
    "afrobeat": ("long-drum", "#e0a94a"),
    "classical": ("violin", "#efe3cc"),
    "baroque": ("crown", "#7a2f3c"),
    "choral": ("dove", "#7d90b5"),
    "waltz": ("ballet-shoes", "#dfd3ea"),
    "march": ("trumpet", "#b8473b"),
    "film": ("clapper-board", "#e0b95a"),
    "adventure": ("crossed-swords", "#8fbf7f"),
    "minimalism": ("hourglass-not-done", "#eceae4"),
    "lullaby": ("teddy-bear", "#bcd0e8"),
    "chinese": ("red-paper-lantern", "#f3d9a4"),
    "raga": ("diya-lamp", "#e59a5a"),
    "arabic": ("camel", "#ecd6a2"),
}
_MOODS = {
    "auto": _SPARKLES,
    "calm": ("lotus", "#bfd8d2"),
    "sad": ("umbrella-with-rain-drops", "#8296ad"),
    "happy": ("sunflower", "#a9d3ef"),
    "dark": ("bat", "#8b7fa3"),
    "heroic": ("lion", "#c8553d"),
    "energetic": ("high-voltage", "#39407a"),
    "romantic": ("rose", "#f3d3d6"),
    "dreamy": ("rainbow", "#dfe3f5"),
}
"""A drawing, and the colour of the ground that it stands on."""


def finish(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The same lighthouse in each finish; of "auto" it is a quarter of four."""
    painted = {
        value: _painted(workshop, {**_LIGHTHOUSE, "finish": value}, _TOWER) for value in values if value != "auto"
    }
    mixed = painted["oil"].copy()
    half = SIDE // 2
    for value, at in {"flat": (0, 0), "pixel": (half, 0), "ink": (0, half)}.items():
        mixed.paste(painted[value].crop((*at, at[0] + half, at[1] + half)), at)
    return {"auto": mixed, **painted}


def style(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The same fox from each set of drawings."""
    return {value: _painted(workshop, {**_FOX, "style": value}, (56, 150, 336, 430)) for value in values}


def icon_look(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The same apple in each look; of "auto" a half of each."""
    painted = {value: _painted(workshop, {**_ICON, "icon_look": value}, None) for value in values if value != "auto"}
    mixed = painted["3d"].copy()
    mixed.paste(painted["flat"].crop((SIDE // 2, 0, SIDE, SIDE)), (SIDE // 2, 0))
    return {"auto": mixed, **painted}


def genre(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    return drawn(_GENRES, values)


def mood(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    return drawn(_MOODS, values)


def look(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The same lighthouse in each look."""
    picture = _made(workshop, {**_LIGHTHOUSE, "size": 1024})
    with workshop.lease(workshop.host.catalog[MANY]) as net:
        return {value: _small(painted(net, picture, mixed({value: 1.0})), (130, 240, 650, 760)) for value in values}


def drawn_in(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The lines of the same fox in each way of drawing them."""
    picture = _made(workshop, {**_FOX, "size": 1024})
    with workshop.lease(workshop.host.catalog[LINES]) as net:
        certain = edges(net, picture)
    lightness = np.asarray(picture.convert("L"), np.float32) / np.float32(255)
    drawn = {
        "pencil": pencil(certain, lightness, 0.5, 0.3),
        "ink": inked(ridges(certain, 0.7, 0.3), 1),
        "colouring": inked(closed(ridges(certain, 0.2, 1.0)), 1),
    }
    grey = {value: Image.fromarray((drawn[value] * 255).astype(np.uint8)).convert("RGB") for value in values}
    return {value: _small(found, (112, 300, 672, 860)) for value, found in grey.items()}


def filtered(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """The same lighthouse through each filter."""
    picture = _made(workshop, _LIGHTHOUSE).crop((40, 90, 340, 390))
    return {value: _small(looked(picture, LOOKS[value], 1.0, workshop), None) for value in values}


def _painted(workshop: Atelier, asked: dict[str, Any], part: tuple[int, int, int, int] | None) -> Image.Image:
    """A part of a picture, of which the pixels are given; None: all of it."""
    return _small(_made(workshop, asked), part)


def _made(workshop: Atelier, asked: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(main_file(workshop.make("image", asked)))).convert("RGB")


def _small(picture: Image.Image, part: tuple[int, int, int, int] | None) -> Image.Image:
    return picture.crop(part).resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def drawn(drawings: Mapping[str, tuple[str, str]], values: Sequence[str]) -> dict[str, Image.Image]:
    """Drawings on grounds, by the value that each stands for."""
    pack = Drawings.load()
    return {value: _on_ground(pack, *drawings[value]) for value in values}


def _on_ground(pack: Drawings, key: str, colour: str) -> Image.Image:
    drawing = pack.svg(key)
    scale = 72 / max(drawing.width, drawing.height)
    place = f"translate({(SIDE - 72) / 2} {(SIDE - 72) / 2}) scale({scale})"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{SIDE}" '
        f'height="{SIDE}"><rect width="{SIDE}" height="{SIDE}" fill="{colour}"/>'
        f'<g transform="{place}">{drawing.body}</g></svg>'
    )
    return Image.open(io.BytesIO(draw(svg, SIDE, SIDE, lambda: None))).convert("RGB")


PICTURES = {
    "finish": finish,
    "style": style,
    "icon_look": icon_look,
    "look": look,
    "filter": filtered,
    "drawn_in": drawn_in,
    "genre": genre,
    "mood": mood,
}
"""Who makes the pictures of a field's choices."""
