"""Goals: what the composer is to reach, and where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from tests.goal import Goal
from tests.listeners.lines import distance
from tests.listeners.prompts import prompts
from tests.listeners.verdict import Verdict

WANTED = {
    "made": ("made at all", 1.0),
    "tempo": ("tempo within 1%", 1.0),
    "key": ("key as the ear names it", 0.9),
    "key asked": ("key as asked", 1.0),
    "metre": ("metre as asked", 1.0),
    "wanted": ("instruments asked for are there", 1.0),
    "refused": ("instruments ruled out are not", 1.0),
    "players": ("nobody but those asked, in duos and trios", 1.0),
    "range": ("every part inside its instrument's range", 1.0),
    "clean": ("no note hangs or overlaps its own pitch", 1.0),
    "strong": ("chord tones on strong beats", 0.65),
    "above": ("tune above the accompaniment", 0.92),
    "doubled": ("pad apart from the chords", 0.75),
    "cadence": ("ends on the tonic with a cadence", 0.9),
    "root below": ("root in the bass at the last dominant", 1.0),
    "final clear": ("no part over the final chord", 1.0),
    "bars": ("no bar of the tune returns unasked", 1.0),
    "form asked": ("form as asked, in the marks", 1.0),
    "form shown": ("form shown by self-similarity", 0.8),
    "loudness": ("-14 LUFS, within 0.5", 1.0),
    "peak": ("true peak under -1 dBTP", 1.0),
    "silence": ("silence under 10%", 1.0),
    "width": ("stereo, not nearly mono", 1.0),
    "length": ("length as asked", 1.0),
    "beat": ("tempo of the sound within 1%", 1.0),
    "form heard": ("form shown by the sound's self-similarity", 0.8),
}
"""Lines of a verdict: what they are called, and the part that is to be kept."""

BEFORE = {
    "made at all": "180/180",
    "tempo within 1%": "117/147",
    "key as the ear names it": "157/180",
    "key as asked": "150/153",
    "metre as asked": "12/27",
    "instruments asked for are there": "123/126",
    "instruments ruled out are not": "18/30",
    "nobody but those asked, in duos and trios": "9/18",
    "every part inside its instrument's range": "179/180",
    "no note hangs or overlaps its own pitch": "177/180",
    "chord tones on strong beats": "2625/2795",
    "tune above the accompaniment": "6062/8043",
    "pad apart from the chords": "1302/3130",
    "ends on the tonic with a cadence": "137/150",
    "root in the bass at the last dominant": "90/111",
    "no part over the final chord": "180/180",
    "no bar of the tune returns unasked": "50/52",
    "form as asked, in the marks": "0/12",
    "form shown by self-similarity": "98/98",
    "kind of music told by an ear": "44/82",
    "two seeds, two tunes": "163/180",
    "prompts of one seed have keys of their own": "19/27",
    "prompts of one seed have tempi of their own": "27/33",
    "prompts of one seed have forms of their own": "30/56",
    "the same seed repeats exactly": "6/6",
}
"""Where it was in November, before the work."""


def goals(verdicts: Sequence[Verdict], told: Sequence[tuple[str, str]], again: Sequence[bool]) -> list[Goal]:
    """Every goal that something was asked of. `told`: kinds, and what an ear took them for; `again`: whether pieces
    that were made twice were the same."""
    found = [_of_lines(line, verdicts) for line in WANTED]
    found.append(Goal("kind of music told by an ear", 0.75, sum(kind == heard for kind, heard in told), len(told)))
    found += [_other_tunes(verdicts), *_free(verdicts)]
    found.append(Goal("the same seed repeats exactly", 1.0, sum(again), len(again)))
    return [goal for goal in found if goal.asked]


def _of_lines(line: str, verdicts: Sequence[Verdict]) -> Goal:
    name, wanted = WANTED[line]
    kept = asked = 0
    for verdict in verdicts:
        value = verdict.lines.get(line)
        if isinstance(value, tuple | list):
            some, all = value
            kept, asked = kept + (all - some if line == "doubled" else some), asked + all
        elif value is not None:
            kept, asked = kept + value, asked + 1
    return Goal(name, wanted, kept, asked)


def _other_tunes(verdicts: Sequence[Verdict]) -> Goal:
    by: dict[str, list[tuple[int, ...]]] = {}
    for verdict in verdicts:
        if verdict.tune:
            by.setdefault(verdict.id, []).append(verdict.tune)
    far = [distance(one, other) > 0.5 for tunes in by.values() for one, other in combinations(tunes, 2)]
    return Goal("two seeds, two tunes", 1.0, sum(far), len(far))


def _free(verdicts: Sequence[Verdict]) -> list[Goal]:
    """Of prompts that leave it open: what is not the commonest key, tempo or form of its seed."""
    asked = {prompt.id: prompt for prompt in prompts()}
    keys, tempi, forms = (Counter[tuple[int, object]]() for _ in range(3))
    for verdict in verdicts:
        prompt = asked.get(verdict.id) if verdict.print else None
        if prompt and not prompt.key:
            keys[verdict.seed, verdict.key] += 1
        if prompt and not prompt.tempo:
            tempi[verdict.seed, round(verdict.tempo)] += 1
        if prompt and not prompt.form:
            forms[verdict.seed, verdict.labels] += 1
    return [_spread("keys", 0.6, keys), _spread("tempi", 0.6, tempi), _spread("forms", 0.75, forms)]


def _spread(name: str, wanted: float, counts: Counter[tuple[int, object]]) -> Goal:
    rest = 0
    for seed in {seed for seed, _ in counts}:
        mine = [count for (its, _), count in counts.items() if its == seed]
        rest += sum(mine) - max(mine)
    return Goal(f"prompts of one seed have {name} of their own", wanted, rest, sum(counts.values()))
