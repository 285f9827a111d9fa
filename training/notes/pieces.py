"""Pieces to learn from: composed and played by the studio, heard by Basic Pitch, beside the notes that were struck."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import RATE, Soundbank, load
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.hearing.keys import Pressed, pressed
from pipelines.runtimes.onnx import Onnx
from studio.models.catalog import STARTER, Catalog
from studio.models.device import LocalDevice

PROMPTS = (
    "solo piano, newage", "solo piano ragtime", "classical piano sonata, fast", "nylon guitar solo", "flamenco guitar",
    "folk, steel guitar and flute", "string quartet, baroque", "violin and piano, romantic", "cello and harp, slow",
    "choir and organ", "church organ alone, baroque", "jazz guitar and acoustic bass", "jazz trio, piano bass drums",
    "music box lullaby", "vibraphone and piano, ambient", "celtic fiddle and harp", "country banjo and steel guitar",
    "bossa nova, guitar and piano", "accordion waltz", "tango with bandoneon and violin",
    "erhu and guzheng, slow chinese", "koto and shakuhachi", "marimba minimalism", "harpsichord and recorder",
    "brass march", "flute and clarinet, classical", "trumpet and piano ballad", "alto sax and piano, blues",
    "pop song, piano and bass, no drums", "rock, electric guitar and bass", "synthwave", "reggae",
    "lofi, electric piano", "film strings, sad", "polka accordion", "klezmer clarinet", "dulcimer and pan flute",
    "ukulele and kalimba, happy", "gospel, organ and piano", "funk, clavinet and bass", "harp alone",
    "piano, lullaby, very slow", "sitar raga", "oboe and bassoon, baroque", "celesta and pizzicato strings",
    "salsa piano", "soul, electric piano and tenor sax", "bagpipe and fiddle",
)  # fmt: skip
SEEDS = (100, 348, 396)
"""The first of the seeds of each round."""
Heard = tuple[list[tuple[int, float]], Pressed]
"""(MIDI number, start in seconds) of each note, and what the network heard."""


def prepare(folder: Path, seconds: float) -> int:
    """Write what is not there yet; how many pieces there are."""
    import soundfile

    folder.mkdir(parents=True, exist_ok=True)
    spec = Catalog.read()["basic-pitch"]
    session, bank = Onnx().load(spec, STARTER / spec.path, LocalDevice()), load(STARTER / "soundfont")
    asked = [(prompt, first + place) for first in SEEDS for place, prompt in enumerate(PROMPTS)]
    for prompt, seed in asked:
        target, sound = folder / f"{seed}.npz", folder / "piece.flac"
        if target.exists():
            continue
        notes, samples = _played(prompt, seed, seconds, bank)
        soundfile.write(sound, samples, RATE)
        heard = pressed(sound, session, lambda: None)
        np.savez_compressed(target, notes=np.array(notes), **vars(heard))
    return len(asked)


def pieces(folder: Path) -> Iterator[Heard]:
    """Those that were prepared."""
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as kept:
            notes = [(int(pitch), float(start)) for pitch, start in kept["notes"]]
            yield notes, Pressed(kept["sounding"], kept["beginning"], kept["times"])


def _played(prompt: str, seed: int, seconds: float, bank: Soundbank) -> tuple[list[tuple[int, float]], np.ndarray]:
    """The notes that were struck, those of two players at once as one, and the sound."""
    reading = read(prompt, Wishes(), seed)
    score = compose(reading, seconds, seed)
    production = Production(score, reading.genre, seconds, seed, bank)
    sound = master(production.mixed(lambda: None), production.desk.mix, RATE)
    tracks = zip(score.tracks, production.takes[0], strict=True)
    struck = sorted((n.pitch, n.start) for track, part in tracks if not track.instrument.is_drums for n in part)
    once: list[tuple[int, float]] = []
    for pitch, start in struck:
        if not once or once[-1][0] != pitch or start - once[-1][1] >= 0.05:
            once.append((pitch, start))
    return once, sound
