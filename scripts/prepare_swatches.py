"""Make studio/web/page/swatches: a small picture, shape or sound for each choice that is made by looking or hearing.

One sheet a field, the rules that cut it in css/swatches.css, and a sound for each kind of music. Run once by whoever
adds a choice; its result is in the repository.

    python -m scripts.prepare_swatches
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import soundfile
from PIL import Image

from pipelines.registry import MODES
from scripts.atelier import Atelier, atelier, main_file
from scripts.prepare_examples import mp3, webp
from scripts.swatch_pictures import PICTURES, SIDE
from scripts.swatch_shapes import BOX, SHAPES
from studio.params import AUTO, extra

PAGE = Path(__file__).parent.parent / "studio" / "web" / "page"
TARGET, SHEET = PAGE / "swatches", PAGE / "css" / "swatches.css"
MARK = "/* From here on written by scripts/prepare_swatches.py. */\n"
WEIGHT = 5_000
"""Bytes that a picture has at most."""
AT_ONCE = {"finish": 1_500}
"""The same for a field that is sent with the first load of the page."""
FOLDED = {"finish": 15}
"""How many choices of a long field are seen at first; the others have a sheet of their own, which is sent when all are
asked for."""
HEARD = 3.6
"""Seconds of a sound."""
FADE = 0.5


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


def sample(workshop: Atelier, genre: str) -> bytes:
    """The liveliest seconds of a short piece, as a small MP3."""
    asked = {"prompt": genre, "genre": genre, "seconds": 10, "seed": 1}
    sound, rate = soundfile.read(io.BytesIO(main_file(workshop.make("music", asked))))
    mono = sound.mean(axis=1)
    length, step = int(HEARD * rate), rate // 4
    starts = range(0, len(mono) - length, step)
    loudest = max(starts, key=lambda start: float(np.square(mono[start : start + length]).sum()))
    heard = mono[loudest : loudest + length].copy()
    heard[: rate // 50] *= np.linspace(0, 1, rate // 50)
    heard[-int(FADE * rate) :] *= np.linspace(1, 0, int(FADE * rate))
    return mp3(heard, rate, 0.95)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    style = ""
    with atelier() as workshop:
        for name, values in choices().items():
            pictures = {} if name in SHAPES else PICTURES[name](workshop, values)
            for sheet, after, part in sheets(name, values):
                if name in SHAPES:
                    file, data = f"{sheet}.svg", shape_sheet([SHAPES[name](value) for value in part])
                else:
                    weight = WEIGHT if after else AT_ONCE.get(name, WEIGHT)
                    file, data = f"{sheet}.webp", picture_sheet([pictures[value] for value in part], weight)
                (TARGET / file).write_bytes(data)
                style += rules(name.replace("_", "-"), file, part, after)
                print(f"{file}: {len(part)} choices, {len(data):,} bytes")
        for genre in choices()["genre"]:
            if genre != AUTO:
                (TARGET / f"genre-{genre}.mp3").write_bytes(sample(workshop, genre))
    kept = SHEET.read_text(encoding="utf-8").split(MARK)[0]
    SHEET.write_text(kept + MARK + style, encoding="utf-8")
    print(f"{sum(file.stat().st_size for file in TARGET.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
