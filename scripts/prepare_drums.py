"""Make starter/soundfont/drums: the drum samples that data/kits.toml names, out of Debian's sonic-pi-samples.

    apt-get install sonic-pi-samples
    python scripts/prepare_drums.py /usr/share/sonic-pi/samples

The source is sonic-pi-samples 3.2.2 (all CC0, from freesound.org). Each becomes mono, begins with its stroke, is as
loud as the others, ends where nothing more of it is heard, and fades out in its last hundredth of a second.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import soundfile

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.music.composer.play.drumkit import kits  # noqa: E402

RATE, PEAK, LONGEST = 44100, 0.95, 1.4
STILL = 10 ** (-50 / 20)


def trimmed(sound: np.ndarray) -> np.ndarray:
    """From the stroke to where it is 50 dB down, at most 1.4 s."""
    heard = np.nonzero(np.abs(sound) > STILL * np.abs(sound).max())[0]
    sound = sound[max(0, heard[0] - 20) : min(heard[-1] + 1, heard[0] + int(LONGEST * RATE))].copy()
    fade = min(len(sound) // 4, RATE // 100)
    sound[-fade:] *= np.linspace(1, 0, fade)
    sound[:20] *= np.linspace(0, 1, 20)
    return sound * PEAK / np.abs(sound).max()


def main() -> None:
    """Write one FLAC file for each sample that a kit names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    source = parser.parse_args().samples
    target = ROOT / "starter" / "soundfont" / "drums"
    target.mkdir(parents=True, exist_ok=True)
    for name in sorted({stroke.sample for _, kit in kits().values() for stroke in kit.values()}):
        sound, rate = soundfile.read(source / f"{name}.flac", always_2d=True)
        if rate != RATE:
            raise SystemExit(f"{name} has {rate} samples a second.")
        soundfile.write(target / f"{name}.flac", trimmed(sound.mean(axis=1)), RATE, "PCM_16")


if __name__ == "__main__":
    main()
