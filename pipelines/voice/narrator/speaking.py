"""Speaking: a passage to sound, with the time of each word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.runtimes.kokoro import FRAME, LONGEST, RATE, Kokoro, Spoken
from pipelines.voice.narrator.phonemes import language_of, words_of
from pipelines.voice.narrator.reader import Passage
from pipelines.voice.narrator.take import Said, Take
from pipelines.voice.narrator.voices import Language, Voice, fitting
from pipelines.voice.narrator.word import BREATHS, ENDS, Word, chunks
from pipelines.voice.subtitles import Timed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BREATH = 0.12
"""Seconds between the parts of a sentence that is too long to be spoken at once."""
_QUIET = 10 ** (-42 / 20)
"""Of the loudest 10 ms of a part: what is softer at its ends is no speech."""
_KEPT = (0.02, 0.06)
"""Seconds that are kept of that, before and after."""
_FADE = 0.008
_EARLY = round(0.04 * RATE)
"""Samples by which a sound is heard before its step begins: measured where words begin after silence."""


def speak(model: Kokoro, passage: Passage, voice: Voice, language: Language, speed: float, take: Take) -> bool:
    """Say a passage into the take; whether there was anything to say. `language`: that of the whole text, in which
    numbers are read that stand alone; `speed`: 1 is the voice's own."""
    words = words_of(passage.text, language)
    if not words:
        return False
    reader = fitting(voice, language_of(passage.text, language))
    timed: list[Timed] = []
    begun = take.samples
    for number, part in enumerate(chunks(words, LONGEST)):
        if number:
            take.wait(BREATH / speed)
        sound, times = _part(model, part, reader, speed)
        start = take.add(sound) / RATE
        timed += [word._replace(start=start + word.start, end=start + word.end) for word in times]
    take.tell(Said(passage.text, reader.key, begun, take.samples, tuple(timed), passage.chapter))
    return True


def _part(model: Kokoro, words: list[Word], voice: Voice, speed: float) -> tuple[NDArray[np.float32], list[Timed]]:
    symbols = "".join(f"{word.phonemes}{word.gap}" for word in words).rstrip()
    if symbols[-1:] not in ENDS + BREATHS:
        # Without a mark at its end the last sound is swallowed.
        symbols += "."
    spoken = model(symbols, voice.style(len(symbols)), speed)
    first, last = _bounds(spoken.sound)
    return _faded(spoken.sound[first:last]), list(_times(words, spoken, first, last))


def _times(words: list[Word], spoken: Spoken, first: int, last: int) -> Iterator[Timed]:
    """When each word begins and ends in the sound between two samples."""
    import numpy as np

    ends = np.cumsum(spoken.steps) * FRAME
    at, length = 0, last - first
    for word in words:
        bare = word.phonemes.rstrip(f'{ENDS}{BREATHS}"”) ') or word.phonemes
        start, end = ends[at] - _EARLY, ends[min(at + len(bare), len(ends) - 1)]
        at += len(word.phonemes) + len(word.gap)
        begins, stops = np.clip((start - first, end - first), 0, length) / RATE
        yield Timed(word.written, float(begins), float(stops), word.apart)


def _bounds(sound: NDArray[np.float32]) -> tuple[int, int]:
    """Where speech begins and ends."""
    import numpy as np

    step = RATE // 100
    rows = sound[: len(sound) // step * step].reshape(-1, step)
    loud = np.sqrt(np.square(rows).mean(axis=1))
    heard = np.flatnonzero(loud > _QUIET * loud.max(initial=0.0))
    if not len(heard):
        return 0, len(sound)
    before, after = (round(seconds * RATE) for seconds in _KEPT)
    return max(0, int(heard[0]) * step - before), min(len(sound), (int(heard[-1]) + 1) * step + after)


def _faded(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """From silence and to silence, so that nothing clicks where parts meet."""
    import numpy as np

    count = min(round(_FADE * RATE), len(sound) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2
    faded = sound.copy()
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded
