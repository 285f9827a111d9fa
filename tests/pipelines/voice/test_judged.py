"""The narrator before its judge: Whisper base, on whole lists of sentences, and what it costs."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.pipelines.voice import ear
from tests.pipelines.voice.desk import Desk, file_of, model, sound_of
from tests.pipelines.voice.test_narrator import times

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

pytestmark = pytest.mark.judge
SAID = tomllib.loads((Path(__file__).parent / "said.toml").read_text(encoding="utf-8"))
MOST = {"en": 0.08, "zh": 0.12}
PROSE = " ".join(written for written, _ in SAID["en"][27:34])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_read_is_understood(tmp_path: Path, language: str) -> None:
    """Numbers and dates too: the sentences are full of them."""
    units = ear.words if language == "en" else ear.characters
    wrong, total, told = 0, 0, []
    for at, (written, spoken) in enumerate(SAID[language]):
        desk = Desk(tmp_path / str(at))
        desk.folder.mkdir()
        heard = ear.heard(*sound_of(desk.narrated(written)), language)
        missed = ear.errors(units(spoken), units(heard))
        wrong, total = wrong + missed, total + len(units(spoken))
        told += [f"{missed}: {written} | {heard}"] if missed else []
    print(f"{language}: {wrong} of {total}, {wrong / total:.1%}", *told, sep="\n")
    assert wrong / total <= MOST[language], "\n".join(told)


def test_words_are_heard_when_the_subtitles_say_so(tmp_path: Path) -> None:
    """Against the sound itself, where words begin after silence; and against the ear, which hears all words too early
    by about the same."""
    made = Desk(tmp_path).narrated(PROSE)
    ours = [
        (times(part)[0], part.split(">")[1].strip().strip('.,?!"').lower())
        for part in file_of(made, "words").split("<")[1:]
    ]
    begun = beginnings(*sound_of(made))
    late = [min((start - moment for start, _ in ours), key=abs) for moment in begun]
    print(f"after silence: {np.round(late, 3)}")
    assert len(begun) >= 6 and np.abs(late).max() < 0.15
    theirs = [(start, word.strip('.,?!"').lower()) for word, start, _ in ear.heard_words(*sound_of(made))]
    off = []
    for start, word in theirs:
        near = [moment - start for moment, mine in ours if mine == word and abs(start - moment) < 1]
        off += [min(near, key=abs)] if near else []
    strayed = np.abs(np.array(off) - np.median(off))
    told = f"median {np.median(off):.3f} s, 80%: {np.quantile(strayed, 0.8):.3f} s from it"
    print(f"{len(off)} of {len(ours)} words, {told}")
    assert len(off) > 0.8 * len(ours) and abs(np.median(off)) < 0.1 and np.mean(strayed < 0.15) > 0.8


def beginnings(sound: NDArray[Any], rate: int) -> list[float]:
    """Seconds at which something is heard after a quarter of a second of silence."""
    step = rate // 200
    rows = sound[: len(sound) // step * step].reshape(-1, step)
    loud = np.sqrt(np.square(rows).mean(axis=1))
    heard = loud > 0.02 * loud.max()
    return [at * step / rate for at in range(50, len(heard)) if heard[at] and not heard[at - 50 : at].any()]


def test_it_keeps_ahead_of_who_listens_in_little_memory(tmp_path: Path) -> None:
    """Processor seconds of both cores a second of sound: half of it is what an idle machine takes."""
    model()("a.", np.zeros(256, np.float32))
    begun = time.process_time()
    made = Desk(tmp_path).narrated(PROSE)
    spent = (time.process_time() - begun) / made.facts.said()["seconds"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{spent:.2f} processor seconds a second, {peak:.0f} MB")
    assert spent < 1.4
