"""Who plays: the instruments that were asked for get their parts first, the genre's usual ones the rest."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.instruments import Instrument, Role, instruments

ORDER: tuple[Role, ...] = ("lead", "counter", "chords", "pad", "bass", "drums")
TUNES: tuple[Role, ...] = ("lead", "counter")
PLACES: tuple[Role, ...] = ("chords", "pad")
"""Where they play who have no tune."""
BARRED: tuple[Role, ...] = ("bass", "drums")
"""Who refuses one drum kit or one bass wants no other in its place."""
ELSEWHERE = ("tuba", "synth-bass", "sub-bass")
"""Basses that are ruled out with the brass or the synths: another plays instead."""
SPARE: dict[Role, tuple[str, ...]] = {
    "lead": ("piano", "violin", "flute", "clarinet", "trumpet", "clean-guitar", "vibraphone", "saw-lead"),
    "chords": ("piano", "organ", "electric-piano", "nylon-guitar", "strings", "harp", "polysynth"),
    "bass": ("finger-bass", "acoustic-bass", "cello", "tuba", "synth-bass"),
}
"""Who plays where everybody whom the genre knows was refused."""


def orchestrate(reading: Reading, rng: random.Random) -> dict[Role, Instrument]:
    """An instrument for each part that is played; every instrument that was asked for has one.

    Where those who were named are to be alone nobody joins them. Where some were named nobody doubles them: no second
    voice and no bed of strings is added that was not asked for.
    """
    cast = _untuned(_named(reading)) if reading.untuned else _named(reading)
    if reading.solo:
        return _solo(cast)
    if reading.alone and cast:
        return _ordered(_led(cast))
    wanted = [role for role in ORDER if not reading.named or role not in ("counter", "pad")]
    wanted = [role for role in wanted if not reading.untuned or role not in TUNES]
    for role in wanted:
        if role not in cast and role not in _barred(reading) and (usual := _usual(role, reading)):
            taken = {item.key for item in cast.values()}
            free = [key for key in usual if key not in taken]
            # The same instrument may lead and accompany, but two of one kind beside each other only blur.
            if free or role in ("lead", "chords"):
                cast[role] = instruments()[_draw(free or usual, rng)]
    return _ordered(cast)


def _usual(role: Role, reading: Reading) -> list[str]:
    known = getattr(reading.genre, role)
    allowed = [key for key in known if key not in reading.refused]
    if allowed or not known:
        return allowed
    return [key for key in SPARE.get(role, ()) if key not in reading.refused][:1]


def _barred(reading: Reading) -> set[Role]:
    refused = [instruments()[key].roles for key in reading.refused if key not in ELSEWHERE]
    return {roles[0] for roles in refused if len(roles) == 1 and roles[0] in BARRED}


def _ordered(cast: dict[Role, Instrument]) -> dict[Role, Instrument]:
    return {role: cast[role] for role in ORDER if role in cast}


def _draw(keys: Sequence[str], rng: random.Random) -> str:
    """The first are the most typical, and the most likely."""
    weights = [0.6**place for place in range(len(keys))]
    return rng.choices(keys, weights)[0]


def _named(reading: Reading) -> dict[Role, Instrument]:
    """Parts for those who were named: first who leads, then the rest, those with the least choice before the others."""
    cast: dict[Role, Instrument] = {}
    waiting = list(reading.named)
    if reading.leads and instruments()[reading.leads] in waiting:
        cast["lead"] = instruments()[reading.leads]
        waiting.remove(cast["lead"])
    elif able := [item for item in waiting if "lead" in item.roles]:
        leader = min(able, key=lambda item: (item.roles.index("lead"), _breadth(item), waiting.index(item)))
        cast["lead"] = leader
        waiting.remove(leader)
    while waiting:
        item = min(waiting, key=lambda item: (len(_free(item, cast)) or 9, reading.named.index(item)))
        waiting.remove(item)
        if role := _part(item, cast, reading.alone):
            cast[role] = item
    # "A calm piano piece", "piano, bass and drums": one player who has two hands needs nobody to accompany it.
    enough = reading.energy < 0.6 or reading.alone or len(reading.named) > 1
    if enough and "lead" in cast and "chords" not in cast and "chords" in cast["lead"].roles:
        cast["chords"] = cast["lead"]
    return cast


def _untuned(cast: dict[Role, Instrument]) -> dict[Role, Instrument]:
    """Those who would have had a tune accompany instead."""
    kept = {role: item for role, item in cast.items() if role not in TUNES}
    for item in (cast[role] for role in TUNES if role in cast and cast[role] not in kept.values()):
        if free := next((role for role in PLACES if role not in kept), None):
            kept[free] = item
    return kept


def _part(item: Instrument, cast: dict[Role, Instrument], alone: bool) -> Role | None:
    """A part for one more: its own kind first; among few the low one is the bass; else an inner voice."""
    free = _free(item, cast)
    if alone and "bass" in free:
        return "bass"
    if free:
        return free[0]
    return next((role for role in ("counter", "pad", "chords", "bass") if role not in cast), None)


def _free(item: Instrument, cast: dict[Role, Instrument]) -> list[Role]:
    return [role for role in item.roles if role not in cast]


def _breadth(item: Instrument) -> int:
    return 2 if "chords" in item.roles else 1


def _led(cast: dict[Role, Instrument]) -> dict[Role, Instrument]:
    """Among players who are alone somebody has the tune, and one who has two hands the chords beside it."""
    pitched = {role: item for role, item in cast.items() if not item.is_drums}
    if "lead" not in cast and pitched:
        role, item = next(iter(pitched.items()))
        del cast[role]
        cast["lead"] = item
    if "lead" in cast and "chords" not in cast and "chords" in cast["lead"].roles:
        cast["chords"] = cast["lead"]
    return cast


def _solo(cast: dict[Role, Instrument]) -> dict[Role, Instrument]:
    """One player, who accompanies the melody too where the instrument can."""
    player = cast.get("lead") or next(iter(cast.values()))
    if player.is_drums:
        return {"drums": player}
    return {"lead": player, "chords": player} if "chords" in player.roles else {"lead": player}
