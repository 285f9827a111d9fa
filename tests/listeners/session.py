"""Session: many pieces, a few processes at a time; what was judged is kept until the composer changes."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from tests.listeners import kept, kinds
from tests.listeners.heard import Piece, heard
from tests.listeners.player import Played, Player
from tests.listeners.prompts import Prompt, survey
from tests.listeners.sound import judge_sound
from tests.listeners.verdict import Verdict, judge_score

SURVEYED = (11, 12, 13, 14)
"""Seeds of the survey: the ear learns from the first half and is asked of the second."""
SURVEY_SECONDS = 24.0
AGAIN = 10
"""Each so manieth prompt is played twice."""


@cache
def player() -> Player:
    """One for each process."""
    return Player()


def judged_once(prompt: Prompt, seed: int, quick: bool, again: bool = False) -> Verdict:
    """One piece, or what was found of it before. One that cannot be made, or read, is a verdict too."""
    name = f"{prompt.id}-{seed}{'-quick' if quick else ''}{'-again' if again else ''}"
    if (verdict := kept.found(name)) is None:
        try:
            verdict = judged(prompt, seed, quick)
        except Exception:
            # Whatever goes wrong with one piece, the others are judged.
            verdict = Verdict(prompt.id, seed)
            verdict.say("made", False, traceback.format_exc(limit=-3))
            return verdict
        kept.keep(name, verdict)
    return verdict


def judged(prompt: Prompt, seed: int, quick: bool) -> Verdict:
    """One piece, played and judged: by its score alone, or by its sound too. Raises what the engine raises."""
    played: Played = (player().write if quick else player().play)(prompt.words, seed, prompt.seconds)
    piece = heard(played.midi)
    verdict = judge_score(prompt, piece, seed)
    if played.sound:
        judge_sound(verdict, prompt, piece, played.sound)
    verdict.say("made", True)
    verdict.print = sha256(played.midi + played.sound).hexdigest()[:12]
    return verdict


def surveyed(kind: str, seed: int) -> tuple[str, int, Piece | None]:
    """One piece of a kind of music; None where it cannot be made."""
    try:
        midi = kept.file(f"{kind}-{seed}.mid", lambda: player().write(survey()[kind], seed, SURVEY_SECONDS).midi)
        return kind, seed, heard(midi)
    except Exception:
        return kind, seed, None


class Session:
    """One run of the judge, in so many processes."""

    def __init__(self, wanted: Sequence[Prompt], seeds: Sequence[int], quick: bool, jobs: int) -> None:
        self.wanted, self.seeds, self.quick = wanted, seeds, quick
        self._pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def verdicts(self) -> list[Verdict]:
        return self._map(judged_once, [(prompt, seed, self.quick) for prompt in self.wanted for seed in self.seeds])

    def told(self) -> list[tuple[str, str]]:
        """Each kind of music, and what it is taken for; "" where it cannot be made."""
        found = self._map(surveyed, [(kind, seed) for kind in survey() for seed in SURVEYED])
        half = SURVEYED[len(SURVEYED) // 2]
        made = [(kind, seed, piece) for kind, seed, piece in found if piece is not None]
        train = [(kind, piece) for kind, seed, piece in made if seed < half]
        test = [(kind, piece) for kind, seed, piece in made if seed >= half]
        return kinds.told(train, test) + [(kind, "") for kind, _, piece in found if piece is None]

    def again(self) -> list[bool]:
        """Whether every tenth prompt is the same a second time, in another process maybe."""
        tasks = [
            (prompt, self.seeds[0], self.quick, again) for prompt in self.wanted[::AGAIN] for again in (False, True)
        ]
        prints = [verdict.print for verdict in self._map(judged_once, tasks)]
        return [bool(one) and one == other for one, other in zip(prints[::2], prints[1::2], strict=True)]

    def _map(self, work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]) -> list[Any]:
        return list(self._pool.map(work, *zip(*tasks, strict=True), chunksize=2))
