"""A process of its own that asks for a mode with sounds of so many seconds, and tells the most memory that it took.

python -m tests.pipelines.music.long_sound separate 600 /tmp/folder
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from studio.works.upload import Upload
from studio.works.works import now
from tests.pipelines.music.sound_desk import SoundDesk

RATE = 44_100
MODES: dict[str, dict[str, Any]] = {
    "separate": {},
    "mix": {"ducking": 12},
    "touch-up": {"noise": 0.5, "pitch": 2, "silence": True, "fade_in": 2, "fade_out": 2, "rate": "48000"},
}
"""What is asked for beside the sounds."""


def brought(desk: SoundDesk, seconds: int, number: int) -> str:
    """The id of a stereo sound: a stroke each half second, in noise; written second by second."""
    path, dice = desk.folder / f"{number}.flac", np.random.default_rng(number)
    at = np.arange(RATE) / RATE
    with soundfile.SoundFile(path, "w", RATE, 2, "PCM_16", format="FLAC") as file:
        for second in range(seconds):
            stroke = 0.2 * np.sin(2 * np.pi * (220 + 20 * (second % 9)) * at) * np.exp(-6 * (at % 0.5))
            mono = stroke + 0.05 * dice.standard_normal(RATE)
            file.write(np.stack([mono, 0.8 * mono], axis=1))
    size = path.stat().st_size
    upload = Upload(
        id=f"{number:064x}", owner="", kind="sound", suffix=".flac", size=size, name="long.flac", created=now()
    )
    return desk.lay(upload, path)


def main() -> None:
    """Print megabytes."""
    mode, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    desk = SoundDesk(folder)
    sounds = {"sound": brought(desk, seconds, 0)}
    if mode == "mix":
        sounds["second"] = brought(desk, seconds, 1)
    for made in desk.pieces(mode, **sounds, **MODES[mode]):
        del made
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
