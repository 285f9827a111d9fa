"""Trains the painter: the codec, the latents and words of every lesson, the UNet, and the decoder once more.

Each part is resumable to the step; a finished part is left alone.

    codec-run/   the codec's run, codec/ the codec with white latents     latents.pt   latents and words, computed once
    unet/        the UNet's run                                           decoder-run/ the decoder's
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from training.loop import Schedule, best_weights
from training.loop import train as run
from training.painter import codec as codecs
from training.painter.curriculum import Curriculum, Extent, write
from training.painter.drawings import Pixels
from training.painter.lessons import Easel, Syllabus, pictures
from training.painter.prepare import pooled
from training.painter.unet import UnetTask, new_unet

CODEC = Schedule(
    steps=6500, rate=1.5e-3, warmup=100, cooldown=2000, weight_decay=0.0, betas=(0.9, 0.99), ema=0.996, every=500
)
DECODER = replace(CODEC, steps=1500, rate=7e-4, cooldown=1300)
EXTENT = Extent()
UNET = Schedule(steps=17500, rate=1e-3, warmup=100, cooldown=5000, weight_decay=0.01, ema=0.998, every=500)


@dataclass(frozen=True)
class Plan:
    """How long each part is trained, and on how many lessons."""

    codec: Schedule = CODEC
    decoder: Schedule = DECODER
    unet: Schedule = UNET
    extent: Extent = EXTENT
    channels: tuple[int, ...] = (64, 128, 256)
    batch: int = 64
    compiled: bool = True


def train(folder: Path, minilm: Path, plan: Plan | None = None) -> float:
    """Trains what is missing below `folder`; returns the UNet's validation loss."""
    plan = plan or Plan()
    if not (folder / "latents.pt").exists():
        teach_codec(folder, plan.codec)
        write(folder, minilm, plan.extent)
    task = UnetTask(
        Curriculum.read(folder), new_unet(plan.channels), plan.unet.steps, batch=plan.batch, compiled=plan.compiled
    )
    best = run(task, plan.unet, folder / "unet")
    teach_decoder(folder, plan.decoder)
    return best


def teach_codec(folder: Path, schedule: Schedule) -> None:
    """Trains the codec on every 3D drawing and on a sample of the lessons; whitens its latents over the 3D drawings."""
    run(codecs.CodecTask(*codec_pictures(folder), codecs.new_codec()), schedule, folder / "codec-run")
    codec = codecs.new_codec()
    codec.load_state_dict(best_weights(folder / "codec-run"))
    codec.eval()
    chosen = [entry["row"] for entry in pooled(folder)]
    solid = np.load(folder / "solid.npy", mmap_mode="r")
    codecs.whiten(codec, codecs.encoded(codec, codecs.to_tensor(solid[chosen])))
    codec.save_pretrained(folder / "codec")


def codec_pictures(folder: Path) -> tuple[Pixels, Pixels]:
    """What the codec learns from, and drawings that it never sees, in no colour either."""
    solid = np.load(folder / "solid.npy", mmap_mode="r")
    held = np.arange(len(solid)) % codecs.HELD_OUT == 0
    names = [entry["name"] for entry in pooled(folder) if not held[entry["row"]]]
    syllabus = Syllabus(names)
    icons = [*syllabus.plain("flat"), *syllabus.coloured("3d")[::6], *syllabus.coloured("flat")[::12]]
    return np.concatenate([solid[~held], pictures(Easel(folder), icons)]), np.asarray(solid[held][:32])


def teach_decoder(folder: Path, schedule: Schedule) -> None:
    """Trains the decoder on while the latents stay as they are, so it need not wait for the UNet, nor it for this."""
    codec = codecs.load_codec(folder / "codec")
    run(codecs.CodecTask(*codec_pictures(folder), codec, decoder_only=True), schedule, folder / "decoder-run")
    codec.load_state_dict(best_weights(folder / "decoder-run"))
    codec.save_pretrained(folder / "codec")
