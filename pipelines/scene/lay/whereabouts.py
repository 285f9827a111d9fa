"""Whereabouts: the place of a picture whose prompt says none, by what the things are and what they have to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.lay.footing import still_life
from pipelines.scene.lay.near import near_top
from pipelines.scene.lay.stage import salt
from pipelines.scene.scene import Brief, Person, Subject
from pipelines.scene.tables import table

SETTLED = ("plain", "meadow", "garden", "forest", "city", "room", "desert", "snow")
"""Settings that things imply and within which there is a place to choose: the sea and space are places enough."""
SMALL = 0.7
"""Metres up to which something is put on a table."""
INDOORS = "indoors"
LOOSE = ("pet", "people")
"""Lands of those who are at home in any other as well."""
CARRIED, UPON = ("with", "holding", "wearing"), ("on", "in", "riding")
KEEPSAKE = "keepsake"
"""The home of small things that are at home in each room."""
CROWD = 4
"""From so many on people gather where there is room."""
ALOFT = ("fly", "swim", "float")


@dataclass(frozen=True)
class Vote:
    """Where one subject is at home, and how much that tells."""

    home: str
    metres: float

    @property
    def land(self) -> str:
        """What the home belongs to: indoors, town, farm, garden, wild ..."""
        return str(table("habitats")["homes"][self.home]["land"])

    @property
    def holds(self) -> bool:
        """Whether the picture is there, whatever else is in it."""
        return bool(table("habitats")["homes"][self.home].get("holds"))

    @property
    def places(self) -> list[str]:
        return list(table("habitats")["homes"][self.home]["places"])


def settled(brief: Brief, drawings: Drawings, seed: int) -> Brief:
    """The brief with the place where its things meet, if it names none; as it is where that is left to its setting."""
    if not _is_open(brief) or still_life(brief, drawings) or near_top(brief, drawings):
        return brief
    cast = [(vote, at) for at, one in enumerate(brief.subjects) if (vote := _vote(one, drawings[one.drawing]))]
    votes = [vote for vote, at in cast if vote.holds or not _is_held(brief, at)]
    places = _meeting(votes)
    if not places or (_is_stacked(brief, drawings) and any(vote.land != INDOORS for vote in votes)):
        return brief
    rng = Random(f"{salt(brief, seed)}/whereabouts")
    chosen = rng.choice([place for place in places if _fits(brief, place)] or [""])
    return _moved(brief, chosen) if chosen else brief


def _is_stacked(brief: Brief, drawings: Drawings) -> bool:
    """Whether something is above another that does not fly: it stands on a rise of the land, which is grown over."""
    above = [one for one in brief.subjects if one.relation in ("above", "over") and isinstance(one.other, int)]
    return any(drawings[one.drawing].place == "floor" for one in above)


def _is_open(brief: Brief) -> bool:
    """Whether the picture may be somewhere else than its setting says."""
    named = any(isinstance(subject.other, str) for subject in brief.subjects)
    free = brief.unsaid and brief.kind == "scene" and brief.setting in SETTLED
    return free and not (brief.abstract or brief.place or brief.features or named)


def _is_held(brief: Brief, at: int) -> bool:
    """Whether something else carries it, or somebody wears it: it is wherever that is."""
    subject = brief.subjects[at]
    if not isinstance(subject.other, int) or subject.other >= len(brief.subjects):
        return any(at in one.holds for one in brief.subjects)
    with_somebody = subject.relation in CARRIED and brief.subjects[subject.other].person is not None
    return with_somebody or subject.relation in UPON or any(at in one.holds for one in brief.subjects)


def _vote(subject: Subject, concept: Concept) -> Vote | None:
    """Where somebody or something is at home; nothing for what may be anywhere and stands on its own."""
    home = _home_of_somebody(subject) if subject.person else _homes()[0].get(concept.key)
    if home is None and concept.key not in table("habitats")["anywhere"]["things"]:
        home = _homes()[1].get(concept.category)
    if home is None and concept.place == "floor":
        home = KEEPSAKE
    return Vote(home, concept.metres * subject.size) if home else None


def _home_of_somebody(subject: Subject) -> str:
    """Where somebody works, else where what they do is done, else anywhere in a town."""
    person = subject.person or Person()
    tables = table("habitats")
    trades = {key for key, entry in table("roles").items() if person.role == key or person.role in entry["words"]}
    homes = [one for one in subject.word.lower().split()[:-1] if one in tables["homes"]]  # A street musician.
    homes += [home for home, roles in tables["roles"].items() if trades & set(roles)]
    homes += [home for home, poses in tables["poses"].items() if person.pose in poses]
    return next(iter(homes), "crowd" if subject.count >= CROWD else "everyday")


def land_of(concept: Concept) -> str:
    """What a thing's home belongs to, or empty for what is at home wherever the others are."""
    vote = _vote(Subject(concept.key, concept.name), concept)
    return vote.land if vote else ""


@cache
def _homes() -> tuple[dict[str, str], dict[str, str]]:
    """Homes by drawing and by category."""
    tables: Any = table("habitats")
    return tuple({key: home for home, keys in tables[kind].items() for key in keys} for kind in ("things", "kinds"))  # type: ignore[return-value]


def _meeting(votes: list[Vote]) -> list[str]:
    """The places where all may be, likelier ones more than once."""
    firm = [vote for vote in votes if vote.holds][:1] or [vote for vote in votes if vote.land not in LOOSE] or votes
    if all(vote.home == KEEPSAKE for vote in firm):
        return []
    lands = sorted({vote.land for vote in firm})
    if len(lands) == 1 or set(lands) <= set(LOOSE):
        return _shared(firm)
    # A third land gives way to the two that are hardest to bring together.
    first = lands if len(lands) == 2 or INDOORS not in lands else [INDOORS, *[one for one in lands if one != INDOORS]]
    meeting = table("habitats")["between"].get(" ".join(sorted(first[:2])), {})
    inside = [vote.metres for vote in firm if vote.land == INDOORS]
    return list(meeting.get("small" if inside and max(inside) < SMALL else "large", ()))


def _shared(votes: list[Vote]) -> list[str]:
    """Places of one land: those that all have, else the home of the largest, which cannot be carried."""
    common = [place for place in votes[0].places if all(place in vote.places for vote in votes)]
    return common or max(votes, key=lambda vote: vote.metres).places


def _fits(brief: Brief, place: str) -> bool:
    """Whether what happens in the picture may happen there."""
    outdoors = place.startswith(":") or table("places")[place]["setting"] != "room"
    return outdoors or not any(_is_outdoors(brief, subject) for subject in brief.subjects)


def _is_outdoors(brief: Brief, subject: Subject) -> bool:
    """Whether it is under the sky by what it does, or by the weather that was asked for."""
    weathered = brief.weather in ("rain", "snow", "storm", "fog", "wind") or brief.season
    running = subject.verb in ("run", "walk", *ALOFT) and subject.person is None
    return bool(weathered) or running or subject.relation in ("riding", "chasing")


def _moved(brief: Brief, place: str) -> Brief:
    if place.startswith(":"):
        return replace(brief, setting=place[1:] or brief.setting)  # type: ignore[arg-type]
    return replace(brief, place=place, setting=_settings(place))


def _settings(place: str) -> Any:
    return table("places")[place]["setting"]
