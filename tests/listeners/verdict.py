"""Verdict: what is found of one piece, line by line: kept or not, parts of a whole, and None where nothing is asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from tests.listeners import form, harmony, lines
from tests.listeners.heard import Piece, key_of
from tests.listeners.prompts import Prompt
from tests.listeners.ranges import is_named, outside

Line = bool | None | tuple[int, int]


@dataclass
class Verdict:
    """One piece."""

    id: str
    seed: int
    lines: dict[str, Line] = field(default_factory=dict)
    """Names of goals.py; kept or not, or how many of how many."""
    why: dict[str, str] = field(default_factory=dict)
    """Of what is not kept, what there is instead."""
    tune: tuple[int, ...] = ()
    key: tuple[int, str] = (0, "major")
    tempo: float = 0.0
    labels: tuple[str, ...] = ()
    print: str = ""
    """What tells its files from others: a hash of them."""

    def say(self, line: str, kept: Line, why: object = "") -> None:
        self.lines[line] = kept
        if kept is False:
            self.why[line] = str(why)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def judge_score(prompt: Prompt, piece: Piece, seed: int) -> Verdict:
    """All that can be judged by the MIDI file."""
    verdict = Verdict(prompt.id, seed, tune=lines.tune_of(piece), key=piece.key, tempo=piece.tempi[0][1])
    verdict.labels = tuple(lines.theme_of(label) for label, _, _ in lines.sections(piece))
    _asked(verdict, prompt, piece)
    _players(verdict, prompt, piece)
    _harmony(verdict, prompt, piece)
    _lines(verdict, prompt, piece)
    verdict.say("form asked", form.is_as_asked(prompt, piece), lines.sections(piece))
    verdict.say("form shown", form.is_shown(piece, form.features(piece)), lines.sections(piece))
    return verdict


def _asked(verdict: Verdict, prompt: Prompt, piece: Piece) -> None:
    """Tempo, metre and key, as they were asked for."""
    if prompt.tempo:
        wanted = prompt.tempo * piece.pulse
        # The end may slow down; until then every tempo of the map is the one that was asked for.
        tempi = [tempo for at, tempo in piece.tempi if at < 0.7 * piece.final]
        verdict.say("tempo", all(abs(tempo / wanted - 1) <= 0.01 for tempo in tempi), f"{tempi} for {wanted:.1f}")
    if prompt.metre:
        there = f"{piece.metre[0]}/{piece.metre[1]}"
        verdict.say("metre", there == prompt.metre, there)
    if prompt.key:
        verdict.say("key asked", piece.key == key_of(prompt.key), f"{piece.key} for {prompt.key}")
    named = harmony.key_named(piece)
    verdict.say("key", named == piece.key, f"{named} for {piece.key}")


def _players(verdict: Verdict, prompt: Prompt, piece: Piece) -> None:
    names = [part.name for part in piece.parts]
    asked = (*prompt.wanted, *prompt.alone)
    if asked:
        missing = [name for name in asked if not any(is_named(part, name) for part in piece.parts)]
        verdict.say("wanted", not missing, f"no {missing} in {names}")
    if prompt.refused:
        there = [name for name in prompt.refused if any(is_named(part, name) for part in piece.parts)]
        verdict.say("refused", not there, f"{there} in {names}")
    if prompt.alone:
        more = [part.name for part in piece.parts if not any(is_named(part, name) for name in prompt.alone)]
        verdict.say("players", not more and len({p.program for p in piece.parts}) == len(prompt.alone), names)
    beyond = {part.name: count for part in piece.parts if (count := outside(part))}
    verdict.say("range", not beyond, beyond)
    unclean = {part.name: count for part in piece.parts if (count := lines.unclean(part))}
    verdict.say("clean", not unclean, unclean)


def _harmony(verdict: Verdict, prompt: Prompt, piece: Piece) -> None:
    verdict.say("strong", harmony.on_strong_beats(piece))
    if not prompt.tonal:
        return
    tonic, led = harmony.ends_on_tonic(piece), harmony.has_cadence(piece)
    verdict.say("cadence", tonic and led, f"on the tonic: {tonic}, led: {led}, {harmony.before_the_end(piece)}")
    verdict.say("root below", harmony.has_root_below(piece))


def _lines(verdict: Verdict, prompt: Prompt, piece: Piece) -> None:
    verdict.say("above", lines.above(piece))
    verdict.say("doubled", lines.doubled(piece))
    over = lines.over_the_final(piece)
    verdict.say("final clear", not over, f"{over} notes")
    if piece.tune is not None and not prompt.riffs:
        idle = lines.idle_repeats(piece)
        verdict.say("bars", not idle, f"{idle} bars of {len(lines.bars(piece))}")
