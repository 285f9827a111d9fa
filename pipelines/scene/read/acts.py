"""Acts: what subjects of a Chinese prompt do, to others and by themselves, and what belongs to them."""

from __future__ import annotations

from pipelines.scene.read.casting import Casting, Ref
from pipelines.scene.read.chunk import Chunk
from pipelines.scene.read.clothing import dress
from pipelines.scene.read.draft import TOGETHER, Draft
from pipelines.scene.read.somebody import better_pose
from pipelines.scene.read.words import Term
from pipelines.scene.scene import RESTING
from pipelines.scene.sleepers import sleepers
from pipelines.scene.tables import table

HANDY = 1.0
"""Metres: what is larger is held by nobody."""
_ROOTED = ("place", "plant-other", "geometric", "sky-weather")
_ODD = ("wings", "horn")
"""Parts that are said only of those that have none by nature."""
_USUAL_PARTS = 2
"""Of so many parts a drawing may have as many as were said; more are counted by who says them."""
_NATURAL = ("sit", "stand", "lie", "look", "hold", "walk", "run", "jump", "eat", "drink")
"""Poses of people that any animal may be said to have as it stands."""
_BOOKS = ("book", "newspaper", "scroll", "magazine")


class Acts:
    """Gives the subjects of a casting what they do and have."""

    def __init__(self, casting: Casting) -> None:
        self._casting = casting
        self._picture = casting.picture

    def act(self, doers: list[int], verb: Term, denied: bool = False) -> None:
        """What somebody does by itself: its motion, or a person's pose and expression."""
        for draft in self._together(doers):
            if self._is_lost(draft, verb) and not denied:
                self._picture.miss(verb.text, "part")
            motion = "still" if denied else str(verb.get("verb") or "")
            flies = motion == "fly" and draft.person
            if motion and not flies and draft.what.get("verb", "") in ("", *RESTING):
                draft.what["verb"] = motion
            if draft.person and not denied:
                pose = better_pose(draft.person.pose, str(verb.get("pose") or ""))
                draft.be(pose=pose, expression=draft.person.expression or str(verb.get("expression") or ""))

    def _is_lost(self, draft: Draft, verb: Term) -> bool:
        """Whether no drawing shows it: few animals lie asleep, none has a pose of people, and these have not all."""
        if draft.person:
            return set(verb.all("deed")) == {"beside"} and not verb.has("pose", "verb", "expression")
        if not self._picture.moves(draft):
            return False
        motion, pose = verb.get("verb"), verb.get("pose")
        if motion in table("aliases")["postures"].get(draft.drawing, ()):
            return False
        unmoved = motion in (None, *RESTING) and not verb.has("deed", "passes", "expression")
        awake = motion == "sleep" and draft.drawing not in sleepers()
        return awake or bool(pose and unmoved and pose not in _NATURAL)

    def _together(self, ids: list[int]) -> list[Draft]:
        """All that the words named: a couple is two."""
        return [draft for at, draft in self._picture.drafts.items() if at % TOGETHER in ids or at in ids]

    def do(self, doer: int, verb: Term, other: Ref) -> None:
        """What a subject does to another one, or to the scenery."""
        draft = self._picture.draft(doer)
        if draft is None or other is None or other == doer:
            return
        if not isinstance(other, int):
            self._pass(draft, verb, other)
            return
        thing = self._picture.draft(other)
        if thing is not None and thing is not draft:
            self._do(doer, draft, verb, other, thing)

    def _pass(self, draft: Draft, verb: Term, word: str) -> None:
        """Over the sea, through the woods, looking at the moon."""
        if "looking at" in verb.all("deed"):
            return
        relation = str(verb.get("passes") or "")
        if relation:
            self._casting.ground(draft, relation, word)

    def _do(self, doer: int, draft: Draft, verb: Term, other: int, thing: Draft) -> None:
        relation = self._relation(verb, draft, thing)
        if relation == "holding" and thing.person and not self._is_handy(thing):
            self._picture.miss(verb.text, "part")  # Nobody is drawn on another's back.
        if relation in ("holding", "wearing", "reading"):
            self._handle(doer, draft, other, thing, relation)
        elif relation == "contains":
            thing.relate("in", doer)
        elif relation == "looking at":
            self._see(draft, other, thing)
        elif relation == "beside" and self._picture.moves(thing):
            thing.relate("beside", doer)
        else:
            self._relate(doer, draft, other, thing, relation)

    def _see(self, draft: Draft, other: int, thing: Draft) -> None:
        """Somebody sees a thing, which is beside what they are on, not before it: the family on the sofa watches TV."""
        draft.looks_at = other
        if draft.is_placed and isinstance(draft.other, int) and not (thing.is_placed or self._picture.moves(thing)):
            thing.relate("beside", draft.other)
        draft.relate("looking at", other)

    def _relation(self, verb: Term, draft: Draft, thing: Draft) -> str:
        """Which of the relations that a verb may say is meant: one reads books and looks at all else."""
        said = [str(one) for one in (*verb.all("passes"), *verb.all("deed"))]
        if "looking at" in said and any(book in thing.drawing for book in _BOOKS) and draft.person:
            return "reading"
        if verb.text in ("抱", "抱着") and thing.person and thing.person.age != "baby":
            return "beside"
        if str(verb.get("pose") or "").startswith("play") and "holding" in said:
            return "holding" if self._is_played_in_hand(thing) else "beside"
        if "wearing" in said and not self._casting.is_worn(thing.sense.word):
            said.remove("wearing")
        return said[0] if said else "near"

    def _is_played_in_hand(self, thing: Draft) -> bool:
        listed = table("grammar")["hand"]["held"]
        return thing.drawing in listed or any(thing.drawing.endswith(one) for one in listed)

    def _relate(self, doer: int, draft: Draft, other: int, thing: Draft, relation: str) -> None:
        if relation == "around" and draft.relation:
            return  # Whoever chases a cat around a tree is first of all behind the cat.
        if relation == "riding":
            if draft.relation and draft.other not in (None, other):
                thing.relate(draft.relation, draft.other)
            draft.relation = ""  # Whoever rides is where the mount is.
        elif relation == "chasing" and isinstance(draft.other, str):
            draft.relation = ""  # Whoever runs after something on a beach is there all the same.
        elif draft.is_placed:
            thing.relate("beside", doer)
            return
        draft.relate(relation, other)
        if relation == "chasing":
            draft.looks_at = other

    def _handle(self, doer: int, draft: Draft, other: int, thing: Draft, relation: str) -> None:
        if not self._picture.moves(draft):
            thing.relate("beside", doer)
        elif self._is_handy(thing) or relation in ("wearing", "reading"):
            self._hold(doer, draft, other, thing, relation)
        else:
            thing.relate("beside", doer)

    def _hold(self, doer: int, draft: Draft, other: int, thing: Draft, relation: str) -> None:
        if not thing.relation:
            thing.relate("with", doer)
            draft.holds.append(other)
        draft.relate(relation, other)
        if draft.person:
            draft.be(pose=better_pose(draft.person.pose, "hold"))

    def _is_handy(self, draft: Draft) -> bool:
        if draft.person:
            return draft.person.age == "baby"
        concept = self._picture.drawings[draft.drawing]
        rooted = concept.category.startswith(_ROOTED)
        return concept.metres <= HANDY and (not rooted or "umbrella" in concept.key)

    def able(self, doers: list[int], verb: Term) -> list[int]:
        """Those who can do it: of a girl and a dog with a book, the girl reads."""
        people = [at for at in doers if (draft := self._picture.draft(at)) and draft.person]
        handles = {"holding", "reading"} & set(verb.all("deed")) or verb.text == "看"
        return people if people and handles else doers

    def beside(self, first: int, second: int) -> None:
        """A thing that is listed with another one on a table is on it too."""
        one, other = self._picture.draft(first), self._picture.draft(second)
        if one is None or other is None or not isinstance(one.other, int) or self._picture.moves(other):
            return
        if one.is_placed and self._is_handy(one) and self._is_handy(other):
            other.relate(one.relation, one.other)

    def have(self, owner: int, other: Ref) -> None:
        """Something with another thing: held, inside, or beside."""
        draft = self._picture.draft(owner)
        thing = self._picture.draft(other) if isinstance(other, int) else None
        if draft is None or thing is None or thing is draft or not isinstance(other, int):
            return
        if self._picture.moves(draft) and not self._picture.moves(thing) and self._is_handy(thing):
            self._hold(owner, draft, other, thing, "holding")
        elif container := containers().get(draft.sense.word):
            thing.relate(container, owner)
        else:
            thing.relate("beside", owner)

    def own(self, owner: int, chunk: Chunk) -> Ref:
        """Give clothes, hair and parts to their owner. What else it is, where it is one by itself."""
        draft = self._picture.draft(owner)
        if draft is None:
            return None
        if draft.person and (chunk.has("garment") or not chunk.has("part")):
            for one in self._together([owner]):
                dress(one, chunk)
                if one.person and one.person.pose == "hold" and not one.holds:
                    one.be(pose="")  # 打领带 is worn, 打伞 held.
            return None
        if chunk.has("garment") and not chunk.has("part"):
            return self._worn(owner, draft, chunk)
        colour = next(iter(chunk.colours), "")
        name = str(chunk.head.get("part") or "hair")
        draft.what["parts"] = (*draft.what.get("parts", ()), (name, colour))
        self._expressed(draft, chunk)
        if chunk.number > _USUAL_PARTS:
            self._picture.miss("".join(term.text for term in chunk.before) + chunk.head.text, "part")
        elif name in _ODD or any(not term.has("number", "expression") for term in chunk.before):
            self._picture.miss(chunk.text, "part")
        return None

    def _expressed(self, draft: Draft, chunk: Chunk) -> None:
        """A smiling face."""
        said = next((str(term.get("expression")) for term in chunk.before if term.has("expression")), "")
        if said:
            draft.be(expression=said)

    def _worn(self, owner: int, draft: Draft, chunk: Chunk) -> Ref:
        """Clothes of an animal are things of their own, but for armour, which is drawn with somebody in it."""
        if self._casting.is_figure(chunk):
            self._picture.miss(chunk.text, "part")
            return None
        other = self._casting.cast(chunk)
        thing = self._picture.draft(other) if isinstance(other, int) else None
        if thing is not None and isinstance(other, int):
            self._hold(owner, draft, other, thing, "wearing")
        return other


def containers() -> dict[str, str]:
    """Words for what holds other things, and whether those are in or on it."""
    return {word: relation for relation, words in table("chinese")["contents"].items() for word in words}
