"""Touching: what somebody has in the hand, on the head or in use, and what sticks out of or lies on another thing."""

from __future__ import annotations

from pipelines.language.deed import Deed
from pipelines.language.statement import Link
from pipelines.language.word import children
from pipelines.scene.read.doing import Doing
from pipelines.scene.read.draft import TOGETHER, Draft
from pipelines.scene.read.handling import HANDY
from pipelines.scene.tables import table

WORN_AT = ("neck", "waist", "head", "shoulder", "wrist", "collar")
_AT = ("at", "toward", "towards")
_BITE = 0.5
"""Metres: what an animal may have in its mouth."""
_ENDS = {"top": "on", "bottom": "under"}
PILED = 4
"""Things that can be piled on each other."""


class Touching(Doing):
    """Answers to how two subjects touch each other."""

    def _via(self, link: Link) -> Deed | None:
        """The verb that a preposition belongs to."""
        return next((deed for deed in self._statement.deeds if deed.at == link.via), None)

    def _pile(self, at: int) -> None:
        """ "Piled on top of each other": each on the one before."""
        draft = self._picture.drafts[at]
        several = min(int(draft.what.get("count", 1)), PILED)
        for number in range(several - 1, 0, -1):
            what = {**draft.what, "count": 1}
            one = Draft(draft.noun, draft.sense, draft.drawing, what, draft.person)
            one.relate("on", at + (number - 1) * TOGETHER)
            self._picture.drafts[at + number * TOGETHER] = one
        draft.what["count"] = 1

    def _is_each_other(self, link: Link) -> bool:
        before = self._statement.words[max(0, link.second - 1)].lower
        return (before, self._statement.words[link.second].lower) in (("each", "other"), ("one", "another"))

    def _on_owner(self, at: int) -> None:
        """ "A man with a cat on his head": what he has is on him."""
        mine = [thing for thing, owner in self._besides if owner == at and not thing.relation]
        if mine:
            mine[-1].relate("on", at)

    def _on_part(self, link: Link, relation: str, part: str) -> None:
        """Tell of what is on a part that no drawing shows by itself: on somebody's nose, it is on the whole of them."""
        thing = self._picture.draft(link.first)
        if relation == "on" and thing and part in table("grammar")["small"]["parts"]:
            self._picture.miss(f"{thing.sense.word} on {self._senses[link.second].word}", "placed elsewhere")

    def _in_hand(self, owner: int, link: Link) -> None:
        """ "A bottle in his right hand"."""
        at = self._picture.resolved(link.first)
        draft, thing = self._picture.drafts[owner], self._picture.drafts.get(at)
        if thing and thing is not draft and self._can_have(draft, thing):
            self._hold(draft, owner, thing, at, "holding")

    def _can_have(self, draft: Draft, thing: Draft) -> bool:
        """Whether it is small enough for the arms of somebody, or the mouth of an animal."""
        metres = self._picture.drawings[thing.drawing].metres
        return (not thing.person or self._is_handy(thing)) and metres <= (HANDY if draft.person else _BITE)

    def _is_put_on(self, link: Link, owner: int) -> bool:
        """Whether somebody has it on now: a scarf around the neck of a giraffe."""
        at = self._picture.resolved(link.first)
        draft, thing = self._picture.drafts.get(owner), self._picture.drafts.get(at)
        if not draft or not thing or not self._picture.moves(draft) or not self._is_handy(thing):
            return False
        self._hold(draft, owner, thing, at, "wearing")
        return True

    def _at_end(self, link: Link) -> None:
        """ "A tornado with a house at its top"."""
        its = any(one.lower in ("its", "their") for one in children(self._statement.words, link.second, "poss"))
        draft = self._picture.draft(link.first)
        about = next((at for at in self._picture.drafts if at < self._picture.resolved(link.first)), None)
        relation = _ENDS.get(self._statement.words[link.second].lower, "")
        if its and draft and about is not None and relation:
            draft.relate(relation, about)

    def _emerges(self, link: Link) -> bool:
        """Whether something sticks out of another thing: "flowers protruding from its neck"."""
        via = self._via(link)
        verbs = table("grammar")["emerging"]["verbs"]
        return bool(via and link.word in ("from", "on") and via.verb in verbs)

    def _moved(self, first: int, link: Link, other: int) -> int:
        """What comes to be there: whoever pours tea into a cup is not in it."""
        via = self._via(link)
        moves = link.word in ("into", "onto") or (via and via.verb in ("pull", "take", "lift", "draw", "get"))
        things = [self._picture.resolved(at) for at in via.objects] if via and moves else []
        return next((at for at in things if at in self._picture.drafts and at != other), first)

    def _is_tool(self, verb: str, thing: Draft) -> bool:
        """Whether somebody does it with the thing rather than on top of it."""
        tools = table("grammar")["tools"]
        if any(word in thing.drawing for word in tools["seats"]):
            return False
        return verb in tools["near"] + tools["holding"] and thing.drawing not in table("aliases")["riding"]

    def _is_in_use(self, link: Link, draft: Draft, other: int) -> bool:
        """Whether somebody does it with what is in their hand: texting on a phone."""
        via = self._via(link)
        thing = self._picture.drafts.get(other)
        if via is None or thing is None or not draft.person:
            return False
        used = via.verb in table("grammar")["tools"]["holding"] and self._is_tool(via.verb, thing)
        return used and self._is_handy(thing)

    def _is_line(self, other: int) -> bool:
        """Whether it is what somebody leads an animal by."""
        return other in self._picture.drafts and self._picture.drafts[other].drawing == "leash"

    def _is_worn(self, draft: Draft, other: int) -> bool:
        """Whether an animal is in something that is worn."""
        thing = self._picture.drafts.get(other)
        return thing is not None and bool(thing.sense.garment) and self._picture.moves(draft) and not draft.person

    def _has_room(self, draft: Draft, thing: Draft) -> bool:
        """Whether it holds other things, and this one is not larger: no lighthouse is in a boat."""
        metres = [self._picture.drawings[one.drawing].metres for one in (draft, thing)]
        return self._is_container(draft) and (thing.person is not None or metres[1] <= 1.5 * metres[0])

    def _is_used(self, link: Link, draft: Draft, other: int) -> bool:
        """Whether somebody holds it for what they do: a phone to text on, a microphone to sing into."""
        if link.word == "on":
            return self._is_in_use(link, draft, other)
        via, thing = self._via(link), self._picture.drafts.get(other)
        if not via or not thing or link.word != "into" or via.verb not in table("grammar")["tools"]["into"]:
            return False
        return self._picture.moves(draft) and not self._picture.moves(thing) and self._is_handy(thing)

    def _looks(self, link: Link, draft: Draft | None, other: int) -> bool:
        looking = table("grammar")["looking"]
        via = self._via(link)
        if not draft or not via or via.verb not in looking["verbs"] or link.word not in looking["words"]:
            return False
        seen = [one.second for one in self._statement.links if one.word in _AT and link.second == one.first]
        if link.word == "over" and seen:
            self._look(draft, self._picture.resolved(seen[0]))
            return False  # Over a fence, at something else.
        self._look(draft, other)
        return True
