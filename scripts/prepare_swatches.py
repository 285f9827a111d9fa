"""Make studio/web/page/swatches: a small picture, shape or sound for each choice that is made by looking or hearing.

One sheet a field, the rules that cut it in css/swatches.css, and a sound for each kind of music and voice. Run once
by whoever adds a choice; its result is in the repository.

    python -m scripts.prepare_swatches          # all of them
    python -m scripts.prepare_swatches genre    # those of some fields
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from PIL import Image

from pipelines.registry import MODES
from scripts import swatch_portraits
from scripts.atelier import Atelier, atelier
from scripts.prepare_examples import webp
from scripts.swatch_pictures import PICTURES, SIDE
from scripts.swatch_shapes import BOX, SHAPES
from scripts.swatch_sounds import SOUNDS
from studio.params import AUTO, extra

PAGE = Path(__file__).parent.parent / "studio" / "web" / "page"
TARGET, SHEET = PAGE / "swatches", PAGE / "css" / "swatches.css"
MARK = "/* From here on written by scripts/prepare_swatches.py. */\n"
WEIGHT = 5_000
"""Bytes that a picture has at most."""
AT_ONCE = {"finish": 1_500}
"""The same for a field that is sent with the first load of the page."""
PLAIN = {"genre": 550, "voice": 950}
"""The same where a picture is plain: there are many of them."""
FOLDED = {"finish": 15, "genre": 15, "voice": 11}
"""How many choices of a long field are seen at first; the others have a sheet of their own, which is sent when all are
asked for."""
MAKERS = {**PICTURES, "voice": swatch_portraits.voice}
"""Who makes the pictures of a field's choices."""


def choices() -> dict[str, list[str]]:
    """The values of each field that is chosen by looking; fields of one name share a sheet."""
    found: dict[str, list[str]] = {}
    for mode in MODES.values():
        for name, info in mode.form.model_fields.items():
            if extra(info).get("control") == "swatches":
                known = found.setdefault(name, [])
                known += [value for value in get_args(info.annotation) if value not in known]
    return found


def picture_sheet(pictures: Sequence[Image.Image], weight: int = WEIGHT) -> bytes:
    """Pictures side by side, as a WebP; `weight`: bytes for each."""
    sheet = Image.new("RGB", (SIDE * len(pictures), SIDE))
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (SIDE * number, 0))
    return webp(sheet, weight * len(pictures))


def shape_sheet(shapes: Sequence[str]) -> bytes:
    """Shapes side by side, as an SVG."""
    placed = "".join(f'<g transform="translate({BOX * number} 0)">{shape}</g>' for number, shape in enumerate(shapes))
    size = f'width="{BOX * len(shapes)}" height="{BOX}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{placed}</svg>\n'.encode()


def rules(name: str, file: str, values: Sequence[str], after: int = 0) -> str:
    """The style rules that show each value's part of a sheet: a picture as it is, a shape in the colour of the text.

    `after`: how many choices of the field stand on another sheet, before these. These are folded away.
    """
    kind = "mask" if file.endswith(".svg") else "background"
    ground = " background-color: currentColor;" if kind == "mask" else ""
    last, field = len(values) - 1, f".swatches-{name}"
    # Another field of this name may have fewer choices: a sheet goes by them, folding by their places.
    ours = ", ".join(f'[value="{value}"]' for value in values)
    those = f"{field} label:has(> :is({ours}))" if after else f"{field} label"
    lines = [f'{those}::before {{ {kind}: url("swatches/{file}") 0 0 / {100 * len(values)}% 100%;{ground} }}']
    if after:
        folded = f"{field}:not([data-all]) label:nth-of-type(n+{after + 1}):not(:has(:checked))"
        lines.append(f"{folded} {{ display: none; }}")
    lines += [
        f'{field} label:has(> [value="{value}"])::before {{ {kind}-position: {100 * number / last:.4g}% 0; }}'
        for number, value in enumerate(values)
    ]
    return "\n".join(lines) + "\n"


def sheets(name: str, values: Sequence[str]) -> Iterator[tuple[str, int, Sequence[str]]]:
    """The sheets of a field: the name of each, and which choices it shows, from which on."""
    few = FOLDED.get(name, len(values))
    yield name, 0, values[:few]
    if values[few:]:
        yield f"{name}-more", few, values[few:]


def seen(workshop: Atelier, name: str, values: Sequence[str]) -> dict[str, bytes]:
    """The sheets of a field, by the names of their files."""
    if name in SHAPES:
        drawn = {value: SHAPES[name](value) for value in values}
        return {
            f"{sheet}.svg": shape_sheet([drawn[value] for value in part]) for sheet, _, part in sheets(name, values)
        }
    pictures = MAKERS[name](workshop, values)
    return {
        f"{sheet}.webp": picture_sheet([pictures[value] for value in part], _weight(name, after))
        for sheet, after, part in sheets(name, values)
    }


def _weight(name: str, after: int) -> int:
    return PLAIN.get(name) or (WEIGHT if after else AT_ONCE.get(name, WEIGHT))


def heard(workshop: Atelier, name: str, values: Sequence[str]) -> dict[str, bytes]:
    """The sounds of a field, by the names of their files; none where it is only seen."""
    return {
        f"{name}-{value}.mp3": SOUNDS[name](workshop, value) for value in values if name in SOUNDS and value != AUTO
    }


def style() -> str:
    """The rules of all fields."""
    return "".join(
        rules(name.replace("_", "-"), f"{sheet}.{'svg' if name in SHAPES else 'webp'}", part, after)
        for name, values in choices().items()
        for sheet, after, part in sheets(name, values)
    )


def main(only: Sequence[str]) -> None:
    """Make some fields, or all where none is named."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with atelier() as workshop:
        for name in only or choices():
            for old in (*TARGET.glob(f"{name}.*"), *TARGET.glob(f"{name}-*")):
                old.unlink()
            files = {**seen(workshop, name, choices()[name]), **heard(workshop, name, choices()[name])}
            for file, data in files.items():
                (TARGET / file).write_bytes(data)
            print(f"{name}: {len(files)} files, {sum(map(len, files.values())):,} bytes")
    kept = SHEET.read_text(encoding="utf-8").split(MARK)[0]
    SHEET.write_text(kept + MARK + style(), encoding="utf-8")
    print(f"{sum(file.stat().st_size for file in TARGET.iterdir()):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
