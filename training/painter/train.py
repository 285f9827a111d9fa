"""Trains the painter: the judge's lessons, the choice of concepts, the codec, its latents, and the UNet.

Each part is resumable to the step; a finished part is left alone.

    judge/      the judge of the whole pool           codec-run/   the codec's run, codec/ the codec with white latents
    chosen.json places of the concepts in the pool    latents.pt   latents and words, computed once
    unet/       the UNet's run
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.loop import Schedule, best_weights
from training.loop import train as run
from training.painter import codec as codecs
from training.painter import judge as judges
from training.painter.choice import CONCEPTS, chosen, common
from training.painter.drawings import Concept
from training.painter.prepare import pooled
from training.painter.text import embedded, phrasings, text_encoder
from training.painter.unet import UnetTask, new_unet

CODEC = Schedule(steps=6000, rate=1.5e-3, warmup=100, cooldown=1500, weight_decay=0.0, betas=(0.9, 0.99), ema=0.995)
DECODER = replace(CODEC, steps=4000, rate=1e-3, cooldown=3000)
UNET = Schedule(steps=6000, rate=1e-3, warmup=100, cooldown=1500, weight_decay=0.01, ema=0.998, every=250)


@dataclass(frozen=True)
class Plan:
    """How long each part is trained."""

    judge: int = 2000
    codec: Schedule = CODEC
    decoder: Schedule = DECODER
    unet: Schedule = UNET
    concepts: int = CONCEPTS


def train(folder: Path, minilm: Path, plan: Plan | None = None) -> float:
    """Trains what is missing below `folder`; returns the UNet's validation loss."""
    plan = plan or Plan()
    pool, solid = pooled(folder), np.load(folder / "solid.npy", mmap_mode="r")
    if not (folder / "chosen.json").exists():
        choose(folder, minilm, pool, solid, plan)
    if not (folder / "latents.pt").exists():
        teach_codec(folder, solid, plan.codec)
        write_latents(folder, minilm, chosen(folder), solid)
    data = torch.load(folder / "latents.pt", weights_only=True)
    task = UnetTask(data["latents"], data["words"], data["silence"], new_unet())
    best = run(task, plan.unet, folder / "unet")
    teach_decoder(folder, solid, plan.decoder)
    return best


def choose(folder: Path, minilm: Path, pool: list[dict[str, Any]], solid: Any, plan: Plan) -> None:
    """Teaches the judge and keeps the common names that it knows from their real 3D drawing."""
    judge = judges.teach(folder / "judge", np.load(folder / "others.npy"), plan.judge)
    known = judges.verdict(judge, solid[[entry["row"] for entry in pool]], list(range(len(pool))))
    places = common(pool, list(known.ranks), minilm, plan.concepts)
    (folder / "chosen.json").write_text(json.dumps(places), encoding="utf-8")


def teach_codec(folder: Path, solid: Any, schedule: Schedule) -> None:
    """Trains the codec on every 3D drawing."""
    run(codecs.CodecTask(np.asarray(solid), codecs.new_codec()), schedule, folder / "codec-run")


def write_latents(folder: Path, minilm: Path, concepts: list[dict[str, Any]], solid: Any) -> None:
    """Whitens the codec's latents over the chosen drawings, and writes them with what their names mean."""
    codec = codecs.new_codec()
    codec.load_state_dict(best_weights(folder / "codec-run"))
    codec.eval()
    pictures = codecs.to_tensor(solid[[entry["row"] for entry in concepts]])
    codecs.whiten(codec, codecs.encoded(codec, pictures))
    encoder, tokenizer = text_encoder(minilm)
    named = [Concept(entry["key"], entry["name"], tuple(entry["words"]), entry["emoji"]) for entry in concepts]
    words = torch.stack([embedded(phrasings(concept), encoder, tokenizer) for concept in named])
    codec.save_pretrained(folder / "codec")
    data = {"latents": codecs.encoded(codec, pictures), "words": words, "silence": embedded([""], encoder, tokenizer)}
    torch.save(data, folder / "latents.pt")


def teach_decoder(folder: Path, solid: Any, schedule: Schedule) -> None:
    """Trains the decoder on while the latents stay as they are, so it need not wait for the UNet, nor it for this."""
    codec = codecs.load_codec(folder / "codec")
    run(codecs.CodecTask(np.asarray(solid), codec, decoder_only=True), schedule, folder / "decoder-run")
    codec.load_state_dict(best_weights(folder / "decoder-run"))
    codec.save_pretrained(folder / "codec")
