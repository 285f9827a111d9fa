"""The listener before its judge: whole lists of sentences by two voices, and what ten minutes of sound cost."""

from __future__ import annotations

import io
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from tests.pipelines.voice import ear
from tests.pipelines.voice.desk import Desk, sound_of
from tests.pipelines.voice.test_listening import RATE, listened

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.judge
SAID = tomllib.loads((Path(__file__).parent / "said.toml").read_text(encoding="utf-8"))
MOST = {"en": 0.08, "zh": 0.12}
COUNT = 10


def spoken(text: str, folder: Path) -> NDArray[Any]:
    """By the studio's own voice, at RATE."""
    folder.mkdir(parents=True)
    sound, rate = sound_of(Desk(folder).narrated(text))
    return np.asarray(soxr.resample(sound, rate, RATE), np.float32)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_is_written_down(tmp_path: Path, language: str) -> None:
    """The language is found, too."""
    units = ear.words if language == "en" else ear.characters
    wrong, total, told = 0, 0, []
    for at, (written, said) in enumerate(SAID[language][: COUNT * 4 : 4]):
        made = listened(tmp_path, spoken(written, tmp_path / str(at)))
        assert made.facts.said()["language"] == language, made.text
        missed = ear.errors(units(said), units(made.text))
        wrong, total = wrong + missed, total + len(units(said))
        told += [f"{missed}: {said} | {made.text}"] if missed else []
    print(f"{language}: {wrong} of {total}, {wrong / total:.1%}", *told, sep="\n")
    assert wrong / total <= MOST[language], "\n".join(told)


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="another voice than the studio's own")
def test_a_voice_of_others_is_understood(tmp_path: Path) -> None:
    """Robotic: a third of the words may be missed."""
    wrong, total = 0, 0
    for written, said in SAID["en"][28:38]:
        command = ["espeak-ng", "-v", "en-us", "-s", "140", "--stdout", written]
        sound, rate = soundfile.read(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
        made = listened(tmp_path, sound, rate, language="en")
        wrong, total = wrong + ear.errors(ear.words(said), ear.words(made.text)), total + len(ear.words(said))
    print(f"{wrong} of {total}, {wrong / total:.1%}")
    assert wrong / total <= 0.33


def test_ten_minutes_cost_little_time_and_memory(tmp_path: Path) -> None:
    """Processor seconds of both cores a second of sound, and what the process holds more than before."""
    prose = spoken(" ".join(written for written, _ in SAID["en"][27:34]), tmp_path / "prose")
    listened(tmp_path, prose, language="en")
    sound = np.tile(prose, -(-600 * RATE // len(prose)))[: 600 * RATE]
    before, begun, clock = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time(), time.time()
    made = listened(tmp_path, sound, language="en")
    spent, lasted = time.process_time() - begun, time.time() - clock
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    print(f"{spent / 600:.2f} processor seconds a second, {lasted / 600:.2f} x real time, {more:.0f} MB more")
    assert made.facts.said()["words"] > 500
    assert spent / 600 < 0.6 and more < 200
