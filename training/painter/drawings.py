"""Drawings with names, read from published packages: the 3D look to paint in, and other styles to judge by.

The names come from the studio's own pack (starter/drawings, from emojibase-data, MIT).
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from training.fetch import npm

Pixels = NDArray[np.uint8]

PACK = Path(__file__).parents[2] / "starter" / "drawings"
SOLID = ("@lobehub/fluent-emoji-3d", "1.1.0", "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58")
TWEMOJI = ("@iconify-json/twemoji", "1.2.5", "19046dff7d8707ce96212ec86468b36ac5f8e60409629dd13f809265c6d0ebb7")

GROUPS = re.compile(
    "animal-|plant-|food-|drink$|dishware$|place-(?!map)|transport-|hotel$|time$|sky-weather$|event$|award-medal$|sport$|"
    "game$|arts-crafts$|clothing$|sound$|music|phone$|computer$|light-video$|book-paper$|money$|mail$|writing$|office$|"
    "lock$|tool$|science$|medical$|household$|other-object$|heart$|geometric$|face-costume$|body-parts$"
)
"""Animals, plants, foods, buildings, vehicles and things: no people, smileys, hands, flags or signs."""
LEFT_OUT = re.compile(
    r".*(o’clock|-thirty|\bbiceps)$|(light )?(pink|orange|yellow|green|blue|purple|brown|black|grey|white) heart$|"
    "(black (cat|bird)|green apple|(green|blue|orange) book|brown mushroom)$"
)
"""The 24 hours of the clock, and what is another thing in a colour: colours are lessons of their own."""
NAMED = {"red heart": "heart", "red apple": "apple"}
LONGEST_NAME = 4
"""Words of a name: longer ones describe a drawing rather than name a thing."""

SKIN_TONES = ("1f3fb", "1f3fc", "1f3fd", "1f3fe", "1f3ff")


@dataclass(frozen=True)
class Concept:
    """A thing with a name; `emoji` is without variation selectors."""

    key: str
    name: str
    words: tuple[str, ...]
    emoji: str

    @property
    def code(self) -> str:
        """Code points in lower-case hexadecimal, joined by hyphens."""
        return "-".join(f"{ord(character):x}" for character in self.emoji)


def concepts() -> list[Concept]:
    """The pool: things with a name of at most four words that are drawn flat and by Noto."""
    entries: list[dict[str, Any]] = json.loads((PACK / "index.json").read_text(encoding="utf-8"))
    return [
        Concept(entry["key"], NAMED.get(entry["name"], entry["name"]), tuple(entry["words"]), entry["emoji"])
        for entry in entries
        if GROUPS.match(entry["category"])
        and entry["emoji"]
        and len(entry["styles"]) == 2
        and len(entry["name"].replace("-", " ").split()) <= LONGEST_NAME
        and not LEFT_OUT.match(entry["name"])
    ]


class Solid:
    """The 3D drawings: WebP files named by code points, with transparency."""

    def __init__(self, folder: Path) -> None:
        files = sorted((npm(*SOLID, folder) / "assets").glob("*.webp"))
        self._files = {bare(file.stem): file for file in files}

    @property
    def codes(self) -> list[str]:
        """Every drawing without a skin tone."""
        return [code for code in self._files if not any(tone in code for tone in SKIN_TONES)]

    def picture(self, code: str, size: int) -> Pixels | None:
        """uint8 (size, size, 4), or None where there is no such drawing."""
        if code not in self._files:
            return None
        with Image.open(self._files[code]) as image:
            return np.asarray(image.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS))


class Packed:
    """A style of the studio's own pack: SVG files named by key."""

    def __init__(self, style: str) -> None:
        self._zip = zipfile.ZipFile(PACK / f"{style}.zip")

    def picture(self, concept: Concept, size: int) -> Pixels | None:
        return rendered(self._zip.read(f"{concept.key}.svg").decode(), size)


class Twemoji:
    """Twemoji's drawings (CC-BY-4.0): they are never painted, only judged by."""

    def __init__(self, folder: Path) -> None:
        package = npm(*TWEMOJI, folder)
        pack = json.loads((package / "icons.json").read_text(encoding="utf-8"))
        self._icons, self._size = pack["icons"], pack["width"]
        names = json.loads((package / "chars.json").read_text(encoding="utf-8"))
        self._names = {bare(code): name for code, name in names.items()}

    def picture(self, concept: Concept, size: int) -> Pixels | None:
        name = self._names.get(concept.code, "")
        if name not in self._icons:
            return None
        frame = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self._size} {self._size}"'
        return rendered(f"<svg {frame}>{self._icons[name]['body']}</svg>", size)


def bare(code: str) -> str:
    """Code points without the variation selector, which styles write or leave out as they like."""
    return code.lower().replace("-fe0f", "")


def rendered(svg: str, size: int) -> Pixels:
    """uint8 (size, size, 4) of an SVG drawing."""
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=2 * size, height=2 * size))
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGBA").resize((size, size), Image.Resampling.BOX))


def on_white(picture: Pixels) -> Pixels:
    """uint8 (..., 3) of an RGBA picture on white."""
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.asarray(np.round(picture[..., :3] * alpha + 255 * (1 - alpha)), dtype=np.uint8)
