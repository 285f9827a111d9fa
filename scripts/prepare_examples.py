"""Make studio/web/page/examples: the finished works of a visitor's first look, by our own engines.

What they are stands in scripts/examples.toml. Run once by whoever changes it, or an engine; its result is in the
repository.

    python -m scripts.prepare_examples          # all of them
    python -m scripts.prepare_examples lamp     # some, by their names
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from PIL import Image

from pipelines.registry import WINGS
from scripts.atelier import Atelier, atelier, file_of, main_file
from studio.media.video import read_frames
from studio.works.made import Made

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LIST = Path(__file__).parent / "examples.toml"
TARGET = Path(__file__).parent.parent / "studio" / "web" / "page" / "examples"
MANIFEST = "examples.json"
SIDE = 480
"""Longer side of a picture in pixels."""
WEIGHT = 20_000
"""Bytes that a picture has at most: six of them are seen on the first screen."""
ROLL = (60, 140, 1600, 810)
"""What is shown of a piano roll: neither its heading nor its legend, which nobody could read that small."""
WAVE = (0, 150, 1600, 710)
"""The same of a narration's cover."""
SOUND = {"format": "MP3", "subtype": "MPEG_LAYER_III", "bitrate_mode": "CONSTANT"}
TAB = {mode.key: tab for tab, modes in WINGS.items() for mode in modes}


def recipes() -> dict[str, dict[str, Any]]:
    """What is to be made, by its name."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))


def canonical(recipe: dict[str, Any]) -> dict[str, Any]:
    """The values it is made with: the prompt in the first language that it has."""
    return {"prompt": next(iter(recipe["prompt"].values())), **recipe["settings"]}


def picture_of(made: Made) -> Image.Image:
    """What is seen of a work: itself, the first frame of a film, the cover of a sound."""
    if made.kind == "animation":
        picture = Image.fromarray(np.asarray(next(iter(read_frames(main_file(made))))))
    elif made.kind == "music":
        picture = Image.open(io.BytesIO(file_of(made, "roll"))).crop(ROLL)
    elif made.kind == "speech":
        picture = Image.open(io.BytesIO(file_of(made, "roll"))).crop(WAVE)
    else:
        picture = Image.open(io.BytesIO(main_file(made)))
    small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    return small


def webp(picture: Image.Image, weight: int) -> bytes:
    """As good a picture as there is with so many bytes. Raises ValueError where the poorest one is larger."""
    for quality in range(84, 30, -4):
        stream = io.BytesIO()
        picture.save(stream, "WEBP", quality=quality, method=6)
        if len(stream.getvalue()) <= weight:
            return stream.getvalue()
    raise ValueError(f"{picture.size} does not fit into {weight:,} bytes")


def mp3(sound: np.ndarray, rate: int, compression: float) -> bytes:
    """`sound`: (samples,) or (samples, channels); `compression`: 0.95 is 48 kbit/s, 0.9 is 56."""
    stream = io.BytesIO()
    soundfile.write(stream, sound, rate, compression_level=compression, **SOUND)
    return stream.getvalue()


def files_of(name: str, made: Made) -> dict[str, bytes]:
    """What is shipped of a work, by the part that the page asks for: picture, film or sound. Of a text nothing is."""
    if made.kind in ("poem", "story"):
        return {}
    files = {f"{name}.webp": webp(picture_of(made), WEIGHT)}
    if made.kind == "animation":
        files[f"{name}.mp4"] = main_file(made)
    if made.kind == "music":
        sound, rate = soundfile.read(io.BytesIO(main_file(made)))
        files[f"{name}.mp3"] = mp3(sound.mean(axis=1), rate, 0.9)
    if made.kind == "speech":
        sound, rate = soundfile.read(io.BytesIO(main_file(made)))
        files[f"{name}.mp3"] = mp3(sound, rate, 0.8)
    return files


def entry(name: str, recipe: dict[str, Any], made: Made, files: dict[str, bytes]) -> dict[str, Any]:
    """What the page has to know of an example before it is loaded."""
    shown: dict[str, Any] = {"id": name, "tab": TAB[recipe["mode"]], "mode": recipe["mode"], "title": made.title}
    shown |= {"prompt": recipe["prompt"], "settings": recipe["settings"], "files": sorted(files)}
    if not files:
        return shown | {"text": made.text}
    picture = picture_of(made)
    colour = picture.resize((1, 1), Image.Resampling.BOX).tobytes().hex()
    return shown | {"width": picture.width, "height": picture.height, "colour": f"#{colour}"}


def make(workshop: Atelier, name: str, recipe: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """An example's entry, and its files by their names."""
    made = workshop.make(recipe["mode"], canonical(recipe))
    files = files_of(name, made)
    return entry(name, recipe, made, files), files


def main(only: Sequence[str]) -> None:
    """Make some of them, or all where none is named; what is in the list no more goes."""
    TARGET.mkdir(parents=True, exist_ok=True)
    manifest = TARGET / MANIFEST
    known = json.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else []
    entries = {one["id"]: one for one in known if one["id"] in recipes()}
    with atelier() as workshop:
        for name in only or recipes():
            entries[name], files = make(workshop, name, recipes()[name])
            for file, data in files.items():
                (TARGET / file).write_bytes(data)
            print(name, *(f"{file} {len(data):,}" for file, data in files.items()))
    kept = [entries[name] for name in recipes() if name in entries]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in kept)
    manifest.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    for old in {file.name for file in TARGET.iterdir()} - {MANIFEST, *(file for one in kept for file in one["files"])}:
        (TARGET / old).unlink()
    print(f"{sum(file.stat().st_size for file in TARGET.iterdir()):,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
