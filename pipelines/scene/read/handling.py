"""Handling: whom a noun speaks of, and what somebody has with them: held, worn, inside or seen."""

from __future__ import annotations

from pipelines.language.statement import Link, Statement
from pipelines.scene.read.belonging import Belongings
from pipelines.scene.read.draft import TOGETHER, Draft, Picture
from pipelines.scene.read.prompt import Prompt
from pipelines.scene.read.sense import Sense
from pipelines.scene.read.somebody import better_pose
from pipelines.scene.tables import table

HANDY = 1.0
"""Metres: what is larger is held by nobody."""
_WAVED = ("flag", "triangular-flag", "white-flag", "red-flag")
"""What is large on its pole, and small in a hand."""
CARRIED = 2.5
"""Metres: what is larger is not carried, though it be said."""
SEVERAL = 3
"""How many are in a vessel of what no number is said of."""
TABLE = 0.8
"""Metres: what is larger stands on no table."""


class Handling:
    """The subjects of a picture, with what they have."""

    def __init__(
        self, picture: Picture, statement: Statement, prompt: Prompt, belongings: Belongings, senses: dict[int, Sense]
    ) -> None:
        self._picture = picture
        self._statement = statement
        self._prompt = prompt
        self._belongings = belongings
        self._senses = senses
        self._carried: dict[int, int] = {}
        """What somebody or something has with it, and who: "a church with two towers on a hill" is on the hill."""
        self._besides: list[tuple[Draft, int]] = []
        """What comes with something, unless it is said where it is: "a table with a lamp on it"."""
        self.followed: list[tuple[int, Link, int]] = []
        """Links between two subjects that the picture was to follow, with the nouns of both."""
        self._late: list[Link] = []
        """Where something is done to another thing: "chasing a cat around a tree" is first of all a chase."""

    def _first(self, at: int, other: int | None = None, *, aside: bool = False) -> int:
        """What is placed: not a part or what somebody has with them, but its owner.

        What only stands by another thing is itself where the words behind it say, "a table with a lamp on it", but not
        what is `aside` of a third one: "a present with a ribbon beside a tree".
        """
        at = self._picture.resolved(self._belongings.owners.get(at, at))
        carrier = self._carried.get(at, at)
        held = carrier in self._picture.drafts and at in self._picture.drafts[carrier].holds
        return at if other in self._picture.drafts and not held and not aside else carrier

    def _mover(self, at: int) -> int:
        """Who does it, where the parser takes what they have or are in for the doer."""
        draft = self._picture.drafts.get(at)
        if not draft or self._picture.moves(draft):
            return at
        inside = [link.first for link in self._statement.links if self._picture.resolved(link.second) == at]
        having = [one for deed in self._statement.deeds if at in deed.objects for one in deed.doers]
        having += [draft.other] if draft.relation == "with" and isinstance(draft.other, int) else []
        movers = (one for one in map(self._first, (*having, *inside)) if one in self._picture.drafts)
        return next((one for one in movers if self._picture.moves(self._picture.drafts[one])), at)

    def _is_handy(self, draft: Draft, most: float = HANDY) -> bool:
        if draft.person:
            return draft.person.age == "baby"
        if "toy" in draft.noun.before or draft.drawing in _WAVED:
            return True
        concept = self._picture.drawings[draft.drawing]
        rooted = concept.category.startswith(("place", "plant-other", "geometric", "sky-weather"))
        return concept.metres <= most and (not rooted or "umbrella" in concept.key)

    def _is_container(self, draft: Draft) -> bool:
        return draft.noun.lemma in table("grammar")["contents"]["words"] and not draft.person

    def _is_for_tables(self, draft: Draft) -> bool:
        small = self._picture.drawings[draft.drawing].metres < TABLE
        return small and self._is_handy(draft) and not self._picture.moves(draft)

    def _is_top(self, draft: Draft) -> bool:
        """Whether what it is said to have stands on it: a table."""
        return draft.noun.lemma in table("grammar")["contents"]["flat"]

    def _bears(self, draft: Draft, thing: Draft) -> bool:
        """A tree and its fruit."""
        drawings = self._picture.drawings
        plant = drawings[draft.drawing].category == "plant-other"
        return plant and drawings[thing.drawing].category.startswith(("food-fruit", "plant", "animal-bird"))

    def _shows(self, draft: Draft, thing: Draft) -> bool:
        """A flag and the circle on it, a shirt and the cat on it."""
        drawings = self._picture.drawings
        if self._is_printed(draft) and not thing.person:
            return True
        shape = drawings[thing.drawing].category == "geometric"
        return shape and drawings[draft.drawing].category != "geometric" and not draft.person

    def _is_printed(self, draft: Draft) -> bool:
        """Whether what is on it is a picture on its face."""
        return draft.drawing in table("grammar")["printed"]["drawings"]

    def _put_in(self, thing: Draft | None, container: int) -> None:
        outer = self._picture.draft(container)
        if thing and outer and thing is not outer:
            flat = outer.noun.lemma in table("grammar")["contents"]["flat"]
            if flat and thing.relation == "on" and not outer.relation and thing.other not in (None, container):
                outer.relate("on", thing.other or "")  # The plate of cookies is on the table, not they alone.
                thing.relation, thing.other = "", None
            thing.relate("on" if flat else "in", self._picture.resolved(container))
            if thing.noun.lemma in table("grammar")["contents"]["several"]:
                thing.what["count"] = SEVERAL

    def _hold(self, doer: Draft, at: int, thing: Draft, other: int, relation: str) -> None:
        if thing.relation == "":
            thing.relate("with", at)
            doer.holds.append(other)
            several = int(doer.what.get("count", 1))
            between = self._statement.words[doer.noun.at : thing.noun.at]
            each = thing.noun.plural or any(word.lower == "each" for word in between)
            if each and not thing.noun.number and several > 1:
                thing.what["count"] = several  # Two boys with kites have one each.
        doer.relate(relation, other)
        if doer.person:
            doer.be(pose=better_pose(doer.person.pose, "hold"))

    def _hold_next(self, doer: Draft, at: int, other: int, relation: str = "holding") -> None:
        """ "With an umbrella and a balloon": the parser may list the balloon with the girl."""
        for key, thing in self._picture.drafts.items():
            if key <= other or key >= TOGETHER or self._statement.words[key].dep != "conj" or thing.relation:
                continue
            between = [word for word in self._statement.words[other + 1 : key] if word.lower not in thing.noun.before]
            listed = all(word.lower in ("and", "a", "an", "the") or word.tag == "CD" for word in between)
            if listed and self._is_handy(thing) and not self._picture.moves(thing):
                self._hold(doer, at, thing, key, relation)

    def _look(self, draft: Draft, other: int) -> None:
        if other in self._picture.drafts:
            draft.looks_at = other
            draft.relate("looking at", other)
