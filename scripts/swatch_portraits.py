"""Portraits: who reads, each drawn by the illustrator."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from scripts.atelier import Atelier, main_file
from scripts.swatch_pictures import SIDE, drawn

_FACE = (96, 52, 416, 372)
"""Where it is in a portrait of 512 pixels."""
_READERS = {
    "heart": "a woman with long red hair",
    "bella": "a young woman with curly brown hair",
    "nicole": "a woman with short black hair and a scarf",
    "aoede": "a young woman with long blond hair",
    "sarah": "a woman with brown hair and glasses",
    "fenrir": "a man with black hair and a black beard",
    "michael": "a man with brown hair",
    "puck": "a young man with red hair and a cap",
    "emma": "a woman with blond hair and a hat",
    "isabella": "a woman with long black hair and a necklace",
    "george": "a man with grey hair and a grey beard",
    "fable": "a man with glasses and a brown beard",
    "xiaoxiao": "a young Chinese woman with long black hair",
    "xiaobei": "a Chinese girl with black hair in a ponytail",
    "xiaoni": "a Chinese woman with short black hair and glasses",
    "xiaoyi": "a Chinese woman with curly black hair in a red dress",
    "yunxi": "a young Chinese man with black hair",
    "yunjian": "a Chinese man with black hair and a black beard",
    "yunxia": "a Chinese boy with black hair",
    "yunyang": "a Chinese man with black hair, glasses and a tie",
}


def voice(workshop: Atelier, values: Sequence[str]) -> dict[str, Image.Image]:
    """A person for each voice."""
    found = drawn({"auto": ("sparkles", "#8d8478")}, ["auto"])
    for seed, value in enumerate(_READERS, start=1):
        asked = {"prompt": f"portrait of {_READERS[value]}", "aspect": "1:1", "size": 512, "seed": seed}
        picture = Image.open(io.BytesIO(main_file(workshop.make("image", asked)))).convert("RGB")
        found[value] = picture.crop(_FACE).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    return {value: found[value] for value in values}
