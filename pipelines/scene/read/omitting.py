"""Omitting: what a prompt names and its picture will not show, so that nothing is missing in silence.

What a noun itself lacks is noted where it is read. Here is what only shows when all has been read: places that another
one took the room of, relations that found no place, and doing that nobody can be drawn in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pipelines.language.deed import Deed
from pipelines.language.statement import Link, Statement
from pipelines.language.word import children
from pipelines.scene.drawings import Drawings
from pipelines.scene.feeling import is_feeling
from pipelines.scene.read.belonging import Belongings
from pipelines.scene.read.draft import Draft, Named, Picture
from pipelines.scene.read.setting import MOUNTAINS
from pipelines.scene.read.somebody import pose_of
from pipelines.scene.read.words import lexicon, terms
from pipelines.scene.scene import RESTING, Brief, Missed
from pipelines.scene.tables import table

_SKY = ("sun", "moon", "stars", "clouds", "rainbow", "northern lights")
"""Features that are painted over every place under the sky, or seen through the windows of rooms."""
_LIT = ("light", "lit", "shine")
"""Endings of what is seen by the light alone."""
_VAGUE = ("of", "to", "for", "like", "as", "from")
"""Prepositions that say nothing of where something is."""
_QUIET = (
    "sit",
    "stand",
    "rest",
    "perch",
    "lie",
    "wait",
    "watch",
    "stay",
    "look",
    "lean",
    "hide",
    "smile",
    "park",
    "sing",
)
"""What looks like standing still."""
_PLAIN = ("sea", "city")
"""Settings that show no other features."""
_AGREE = {"winter": "snow", "snow": "winter", "rain": "storm", "storm": "rain"}
"""A time or weather that shows with another one."""
MAPPED = ("river", "forest", "mountain", "sea")
"""What the island of every map has."""


def lost(named: Iterable[Named], brief: Brief) -> Iterator[Missed]:
    """Those of the words for places, scenery and times of which the brief shows nothing."""
    words = [one.word for one in named if not one.word.endswith(_LIT) and not _shows_any(one, brief)]
    for word in dict.fromkeys(words):
        if not any(word != other and word in other.split() for other in words):
            yield Missed(word, "part")


def _shows_any(named: Named, brief: Brief) -> bool:
    return any(_is_shown(kind, value, brief) for kind, value in named.meanings)


def _is_shown(kind: str, value: str, brief: Brief) -> bool:
    if kind == "place":
        return brief.place in (value, *table("grammar")["shows"].get(value, ()))
    if brief.kind == "map" and value in MAPPED:
        return True
    if kind in ("setting", "feature") and brief.place in table("grammar")["shows"].get(value, ()):
        return True
    ground = table("places")[brief.place]["setting"] if brief.place else brief.setting
    if kind == "setting" and value == "mountain" and MOUNTAINS in brief.features:
        return True
    if kind == "setting":
        ground = "sea" if ground == "underwater" and value == "sea" else ground
        return value in (ground, brief.weather, _AGREE.get(brief.season, ""))
    if kind == "feature":
        seen = value in _SKY or (value == "window" and ground == "room")
        return (seen and ground != "underwater") or not (brief.place or ground in _PLAIN)
    mine = getattr(brief, kind)
    return value == mine or _AGREE.get(value) in (brief.weather, brief.season)


def is_unheard(brief: Brief, drawings: Drawings) -> bool:
    """Whether a prompt has words, and none of them says anything that a picture can follow."""
    heard = brief.missed or brief.palette or brief.mood or brief.camera or brief.without or brief.kind != "scene"
    if not brief.abstract or heard or is_feeling(brief.prompt) or not any(map(str.isalnum, brief.prompt)):
        return False
    return not any(term.has("art", "emoji", "colour", "verb") for term in terms(brief.prompt, drawings))


class Omissions:
    """What the sentences say of subjects and the picture does not follow."""

    def __init__(
        self, picture: Picture, statement: Statement, belongings: Belongings, followed: Iterable[tuple[int, Link, int]]
    ) -> None:
        self._picture = picture
        self._statement = statement
        self._belongings = belongings
        self._followed = followed

    def note(self) -> None:
        """Note them all in the picture."""
        for first, link, second in self._followed:
            self._link(first, link, second)
        for deed in self._statement.deeds:
            if not deed.absent:
                self._deed(deed)

    def _link(self, one: int, link: Link, other: int) -> None:
        """Two subjects that a preposition relates, and that stand anywhere."""
        first, second = self._picture.draft(one), self._picture.draft(other)
        if not first or not second or first is second or link.word in _VAGUE:
            return
        if link.word == first.relation == "between":
            return  # Of the two that it is between, the first is named.
        if not self._touch(self._group(one), self._group(other)):
            self._picture.miss(f"{first.sense.word} {self._said(link)} {second.sense.word}", "placed elsewhere")

    def _said(self, link: Link) -> str:
        return self._belongings.meant(link) or link.word

    def _group(self, at: int) -> set[int]:
        """A subject with what it stands for, has or is had by: a relation of one is seen as one of all."""
        at = self._picture.resolved(at)
        owner = self._belongings.owners.get(at, at)
        return {at, self._picture.resolved(owner)}

    def _touch(self, ones: set[int], others: set[int]) -> bool:
        """Whether the picture relates any of these, directly or by what both are related to."""
        return bool(self._near(ones) & others or self._near(others) & ones or self._near(ones) & self._near(others))

    def _near(self, ones: set[int]) -> set[int]:
        found = set()
        for at, draft in self._picture.drafts.items():
            tied = self._tied(draft)
            found |= tied if at in ones else {at} if tied & ones else set()
        return found

    def _tied(self, draft: Draft) -> set[int]:
        tied = [*draft.holds, draft.looks_at, draft.other if isinstance(draft.other, int) else None]
        return {self._picture.resolved(at) for at in tied if at is not None}

    def _deed(self, deed: Deed) -> None:
        """What somebody does that no pose and no motion shows."""
        if self._is_state(deed):
            return
        about = deed.doers or (deed.objects if deed.verb in table("grammar")["unposed"]["lifeless"] else ())
        doers = [draft for at in about if (draft := self._picture.draft(at))]
        if deed.verb in _silent() or deed.word in _silent() or not doers:
            return
        related = any(self._picture.draft(at) or deed.verb == "cross" for at in deed.objects) and deed.verb in _done()
        if not related and not any(self._does(draft, deed) for draft in doers):
            self._picture.miss(deed.word, "part")

    def _is_state(self, deed: Deed) -> bool:
        """Whether it says how a thing or a part of it is, "the handle of the mug is broken": that is told."""
        words = table("grammar")["texture"]["words"]
        passive = any(children(self._statement.words, deed.at, "auxpass"))
        of = [*deed.objects, *deed.doers]
        if not passive or deed.word not in words or not of:
            return False
        about = self._statement.nouns.get(of[0])
        if about and about.at not in self._belongings.left_out:
            self._picture.miss(f"{deed.word} {about.word}", "part")
        return True

    def _does(self, draft: Draft, deed: Deed) -> bool:
        if draft.person and (pose_of(deed.verb) or draft.person.expression):
            return True
        verbs = [
            one for form in (deed.word, deed.verb) for kind, one in lexicon("english").get(form, ()) if kind == "verb"
        ]
        if not self._picture.moves(draft) and deed.verb in table("grammar")["unposed"]["lifeless"]:
            return False
        shown = deed.verb in _QUIET or any(verb not in RESTING for verb in verbs)
        return shown or (not draft.person and not self._picture.moves(draft))


@cache
def _silent() -> frozenset[str]:
    return frozenset(table("grammar")["unposed"]["silent"])


@cache
def _done() -> frozenset[str]:
    return frozenset(verb for verbs in table("grammar")["deed"].values() for verb in verbs)
