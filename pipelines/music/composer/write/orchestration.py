"""Who plays: the instruments that were asked for get their parts first, the genre's usual ones the rest."""

from __future__ import annotations

import random

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.instruments import Instrument, Role, instruments

ORDER: tuple[Role, ...] = ("lead", "counter", "chords", "pad", "bass", "drums")


def orchestrate(reading: Reading, rng: random.Random) -> dict[Role, Instrument]:
    """An instrument for each part that is played; every instrument that was asked for has one."""
    cast = _named(reading)
    if reading.solo:
        return _solo(cast)
    barred = {role for key in reading.refused if len(roles := instruments()[key].roles) == 1 for role in roles}
    for role in ORDER:
        usual = [key for key in getattr(reading.genre, role) if key not in reading.refused]
        if role not in cast and role not in barred and usual and _is_wanted(role, cast, reading):
            taken = {item.key for item in cast.values()}
            free = [key for key in usual if key not in taken]
            # The same instrument may lead and accompany, but two of one kind beside each other only blur.
            if free or role not in ("counter", "pad"):
                cast[role] = instruments()[_draw(free or usual, rng)]
    return {role: cast[role] for role in ORDER if role in cast}


def _draw(keys: list[str], rng: random.Random) -> str:
    """The first are the most typical, and the most likely."""
    weights = [0.6**place for place in range(len(keys))]
    return rng.choices(keys, weights)[0]


def _is_wanted(role: Role, cast: dict[Role, Instrument], reading: Reading) -> bool:
    """A named duo or trio stays small; the more energy the fuller."""
    if role == "counter":
        return len(reading.named) < 2
    return role != "pad" or len(reading.named) < 3 or reading.energy > 0.5


def _named(reading: Reading) -> dict[Role, Instrument]:
    cast: dict[Role, Instrument] = {}
    # Those that can do one thing only choose first: a flute leads, the piano beside it accompanies.
    for item in sorted(reading.named, key=lambda item: (_breadth(item), reading.named.index(item))):
        free = [role for role in item.roles if role not in cast]
        for role in free or ["counter", "pad"]:
            if role not in cast:
                cast[role] = item
                break
    if "lead" not in cast:
        able = [(role, item) for role, item in cast.items() if "lead" in item.roles]
        if able and _should_lead(able[0][1], reading.genre):
            role, item = able[0]
            del cast[role]
            cast["lead"] = item
    # "A calm piano piece": one player who has two hands needs nobody to accompany it.
    if len(reading.named) == 1 and "lead" in cast and "chords" in cast["lead"].roles and reading.energy < 0.6:
        cast["chords"] = cast["lead"]
    return cast


def _breadth(item: Instrument) -> int:
    return 2 if "chords" in item.roles else 1


def _should_lead(item: Instrument, genre: Genre) -> bool:
    """A named instrument leads, unless it is what the genre accompanies with anyway: a guitar in a bossa nova."""
    return item.key not in genre.chords or not genre.lead or item.roles[0] == "lead"


def _solo(cast: dict[Role, Instrument]) -> dict[Role, Instrument]:
    """One player, who accompanies the melody too where the instrument can."""
    player = cast.get("lead") or next(iter(cast.values()))
    return {"lead": player, "chords": player} if "chords" in player.roles else {"lead": player}
