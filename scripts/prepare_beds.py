"""Make starter/soundfont/beds: what lies under music and is a recording, out of Debian's sonic-pi-samples.

    apt-get install sonic-pi-samples
    python -m scripts.prepare_beds /usr/share/sonic-pi/samples

The source is sonic-pi-samples 3.2.2 (all CC0, from freesound.org). Each becomes mono, without rumble, and goes on
without a seam: its last half second passes into its first.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import butter, sosfiltfilt

SHA256 = {"vinyl_hiss": "4e3fdaaff3399328e5a4ffc7e32292fba6ccbd3ba5353e0c8060b0ef1dc908f7"}
TARGET = Path(__file__).parent.parent / "starter" / "soundfont" / "beds"
RATE, PEAK, RUMBLE, SEAM = 44_100, 0.7, 70, 0.5


def seamless(sound: np.ndarray) -> np.ndarray:
    """Mono sound that can follow itself, SEAM seconds shorter."""
    over = int(SEAM * RATE)
    clean = sosfiltfilt(butter(2, RUMBLE, "highpass", fs=RATE, output="sos"), sound)
    rise = np.sin(np.linspace(0, np.pi / 2, over))
    body = clean[:-over].copy()
    body[:over] = body[:over] * rise + clean[-over:] * rise[::-1]
    return body * PEAK / np.abs(body).max()


def main() -> None:
    """Write one FLAC file for each recording. Raises SystemExit for a file that is not the one that was heard."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    source = parser.parse_args().samples
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, expected in SHA256.items():
        file = source / f"{name}.flac"
        if hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            raise SystemExit(f"{file} is another recording than the one that was taken.")
        sound, _ = soundfile.read(file, always_2d=True)
        soundfile.write(TARGET / f"{name}.flac", seamless(sound.mean(axis=1)), RATE, "PCM_16")


if __name__ == "__main__":
    main()
