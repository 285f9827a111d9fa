"""The poet's judge: form, tones, rhyme, theme and copying, by tables and rules that are not the poet's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.poet.judge_rules import length_faults, rhyme_faults, tone_faults
from training.poet.judge_sounds import Sounds
from training.poet.judge_themes import Meaning

SECONDS = 2.0


@dataclass(frozen=True)
class Written:
    """A poem to be judged, in traditional characters; `theme` is what was asked, in either script."""

    theme: str
    form: str
    lines: tuple[str, ...]
    seconds: float = 0.0


@dataclass(frozen=True)
class Faults:
    """What is wrong with one poem, in words; nothing where it is right."""

    poem: Written
    length: tuple[str, ...]
    rhyme: tuple[str, ...]
    tones: tuple[str, ...]
    theme: tuple[str, ...]
    repeated: tuple[str, ...]
    copied: tuple[str, ...]
    """Lines of the training split."""


@dataclass(frozen=True)
class Verdict:
    """Shares of poems, from 0 to 1, but for `copied`, a share of lines, and `slowest`, seconds."""

    poems: int
    length: float
    rhyme: float
    tones: float
    theme: float
    no_repeat: float
    copied: float
    slowest: float
    faults: tuple[Faults, ...]

    @property
    def passed(self) -> bool:
        form = self.length == self.rhyme == self.no_repeat == 1 and self.tones >= 0.98
        return form and self.theme >= 0.8 and self.copied <= 0.02 and self.slowest < SECONDS


class Lines:
    """The lines of the training split, however they are spelt."""

    def __init__(self, lines: Iterable[str]) -> None:
        from opencc import OpenCC

        steps = [OpenCC(name).convert for name in ("jp2t", "tw2t", "hk2t", "t2s")]
        lines = list(lines)
        self._fold = {ord(character): _through(character, steps) for character in set("".join(lines))}
        self._steps = steps
        self._known = {line.translate(self._fold) for line in lines}

    def __contains__(self, line: str) -> bool:
        return "".join(self._fold.get(ord(c)) or _through(c, self._steps) for c in line) in self._known


def judge(poems: Sequence[Written], sounds: Sounds, meaning: Meaning, training: Lines) -> Verdict:
    """Every poem against every rule."""
    faults = tuple(_faults(poem, sounds, meaning, training) for poem in poems)

    def share(name: str) -> float:
        return sum(not getattr(fault, name) for fault in faults) / len(faults)

    return Verdict(
        poems=len(poems),
        length=share("length"),
        rhyme=share("rhyme"),
        tones=share("tones"),
        theme=share("theme"),
        no_repeat=share("repeated"),
        copied=sum(len(fault.copied) for fault in faults) / sum(len(poem.lines) for poem in poems),
        slowest=max(poem.seconds for poem in poems),
        faults=faults,
    )


def report(verdict: Verdict, most: int = 20) -> str:
    """The shares beside what must hold, and the first faults."""
    rows = (
        ("line lengths", verdict.length, "100%"),
        ("rhyme", verdict.rhyme, "100%"),
        ("tonal pattern", verdict.tones, ">= 98%"),
        ("theme kept", verdict.theme, ">= 80%"),
        ("no line repeated", verdict.no_repeat, "100%"),
        ("lines copied", verdict.copied, "<= 2%"),
    )
    text = [f"| {verdict.poems} poems | found | must hold |", "| --- | --- | --- |"]
    text += [f"| {name} | {share:.1%} | {bar} |" for name, share, bar in rows]
    text.append(f"| slowest poem | {verdict.slowest:.2f} s | < {SECONDS:.0f} s (quatrain) |")
    wrong = [(fault.poem, said) for fault in verdict.faults if (said := _said(fault))]
    return "\n".join([*text, "", *(f"- {poem.theme} ({poem.form}): {said}" for poem, said in wrong[:most])])


def timed(theme: str, form: str, write: Callable[[str, str], Sequence[str]]) -> Written:
    """What `write(theme, form)` gives, with the seconds it took."""
    start = time.perf_counter()
    lines = tuple(write(theme, form))
    return Written(theme, form, lines, time.perf_counter() - start)


def training_lines(folder: Path) -> Lines:
    """Of the prepared poems in `folder`."""
    from training.poet.prepare import load

    return Lines(line for poem in load(folder) if poem.split == "train" for line in poem.lines)


def _faults(poem: Written, sounds: Sounds, meaning: Meaning, training: Lines) -> Faults:
    length = tuple(length_faults(poem.form, poem.lines))
    # A poem of another shape cannot be scanned: it fails there as well.
    kept = meaning.keeps(poem.theme, poem.lines)
    return Faults(
        poem,
        length,
        rhyme=length or tuple(rhyme_faults(poem.lines, sounds)),
        tones=length or tuple(tone_faults(poem.lines, sounds)),
        theme=() if kept else (f"nothing near {poem.theme}",),
        repeated=tuple(sorted({f"{line} comes twice" for line in poem.lines if poem.lines.count(line) > 1})),
        copied=tuple(line for line in poem.lines if line in training),
    )


def _said(fault: Faults) -> str:
    copied = tuple(f"{line} is copied" for line in fault.copied)
    every = (*fault.length, *fault.rhyme, *fault.tones, *fault.theme, *fault.repeated, *copied)
    return "; ".join(dict.fromkeys(every))


def _through(character: str, steps: Sequence[Callable[[str], str]]) -> str:
    for step in steps:
        character = step(character)
    return character
