"""Placing: where subjects are and what they do to each other, by the prepositions and verbs between them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipelines.language.statement import Link
from pipelines.language.word import children
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.reader import places
from pipelines.scene.read.somebody import pose_of
from pipelines.scene.read.touching import WORN_AT, Touching
from pipelines.scene.tables import table

_PASSING = ("around", "through", "over", "across", "along", "down", "up", "past", "round")
_TOPS = ("chimney", "roof", "head", "back", "shoulder", "tip", "top")
"""Parts that are above the rest."""
_ASIDE = ("beside", "near", "left of", "right of", "behind", "in front of")
_OF_THINGS = {"at": "beside", "and": "beside", "inside": "in", "middle": "in"}


class Placing(Touching):
    """Gives the subjects of a picture their relations."""

    def place(self) -> None:
        """Places first: what is said of where a thing is beats what it does."""
        for link in map(self._of_wholes, self._statement.links):
            if link.absent or {link.first, link.second} & self._belongings.left_out:
                continue
            via = self._via(link)
            if link.word in _PASSING and via and via.objects and via.doers:
                self._late.append(link)
            else:
                self._link(link)
        for thing, owner in self._besides:
            if thing.relation != "with":  # A cat on somebody's lap is not beside the armchair.
                thing.relate("beside", owner)
        self._deeds()
        for link in self._late:
            if (draft := self._picture.draft(self._first(link.first))) and not draft.relation:
                self._link(link)
        self._together()

    def _bearer_of(self, unknown: int, first: int) -> int:
        """Who has what no drawing stands for: of cupcakes with sprinkles on a plate, the cupcakes are on it."""
        if unknown not in self._senses or self._senses[unknown].is_known:
            return first
        links = self._statement.links
        return next((one.first for one in links if one.word == "with" and one.second == unknown), first)

    def _of_wholes(self, link: Link) -> Link:
        """What is said of a part of its name is said of the thing: a slice of pizza on a plate."""
        whole = self._belongings.wholes
        if link.word == "of":
            return link
        return replace(link, first=whole.get(link.first, link.first), second=whole.get(link.second, link.second))

    def _together(self) -> None:
        """Those who do something together are beside each other."""
        for deed in self._statement.deeds:
            said = [one.lower for one in children(self._statement.words, deed.at, "advmod", "prep")]
            doers = [at for at in map(self._picture.resolved, deed.doers) if at in self._picture.drafts]
            if "together" in said:
                self._abreast(doers)
        for word in self._statement.words:
            if word.lower == "together" and word.head in self._statement.nouns:
                self._abreast([at for at in self._picture.drafts if at <= word.at])

    def _abreast(self, places: list[int]) -> None:
        for first, second in pairwise(places):
            self._picture.drafts[second].relate("beside", first)

    def _link(self, link: Link) -> None:
        relation = self._relation(link)
        other = self._picture.resolved(link.second)
        first = self._first(link.first, other, aside=relation in _ASIDE and not self._is_again(link))
        # "Boys flying kites on a hill" are on the hill themselves.
        scenery = other not in self._picture.drafts and other in self._senses and not self._senses[other].furniture
        first = self._mover(first) if link.via is not None or scenery else first
        first = self._moved(first, link, other)
        first = first if self._picture.draft(first) else self._bearer_of(link.first, first)
        draft = self._picture.draft(first)
        if draft and relation in ("on", "over") and self._is_each_other(link):
            self._pile(self._picture.resolved(first))
            return
        if self._statement.words[link.at].dep == "agent" or self._belongings.meant(link) == "wear":
            return
        if link.second in self._belongings.owners:
            part = self._senses[link.second].part
            relation = "on" if relation in ("in", "from") and part in _TOPS else relation
            other = self._first(link.second)  # On the roof of a house; but not a coat on its wearer.
            if relation == "around" and part in WORN_AT and self._is_put_on(link, other):
                return
            if part in (*table("grammar")["hand"]["parts"], "lap") and other in self._picture.drafts:
                self._in_hand(other, link)
            elif other == first and relation == "on":
                self._on_owner(first)
            self._on_part(link, relation, part)
            if self._emerges(link) and self._picture.draft(link.first):
                first = self._picture.resolved(link.first)
                draft = self._picture.draft(first)
            elif other == first or relation in ("with", "in"):
                return
        target = self._picture.drafts.get(other)
        if relation == "on" and link.via is None and self._is_again(link) and target and self._is_printed(target):
            self._put_in(self._picture.draft(link.first), other)
            return
        if self._is_side(link):
            self._at_end(link)
            return
        if self._looks(link, draft, other):
            return
        if other in self._picture.drafts and draft:
            self.followed.append((first, link, other))
        if draft and self._is_used(link, draft, other):
            self._hold(draft, first, self._picture.drafts[other], other, "holding")
        elif link.word == "on" and draft and self._is_line(other):
            self._hold(draft, first, self._picture.drafts[other], other, "holding") if draft.person else None
        elif relation == "in" and draft and self._belongings.meant(link) != "in" and self._is_worn(draft, other):
            self._hold(draft, first, self._picture.drafts[other], other, "wearing")
        elif relation in ("full", "cover", "with", "hold", "surround"):
            self._with(relation, first, draft, other)
        elif draft and relation == "below":
            self._below(first, draft, other)
        elif draft and relation:
            via = self._via(link)
            self._relate(draft, relation, other, doing=via is not None and via.verb != "be")

    def _relation(self, link: Link) -> str:
        relation = self._belongings.meant(link) or _prepositions().get(link.word, "")
        second = self._picture.draft(link.second)
        if link.word == "below" and second and second.noun.lemma not in table("grammar")["unposed"]["roofs"]:
            return "below"
        via = self._via(link)
        if link.word == "from" and self._emerges(link):
            return "in"
        if link.word == "from" and via and via.verb in ("hang", "dangle", "swing") and second:
            return "in" if self._picture.drawings[second.drawing].category.startswith("plant-other") else "under"
        if link.word == "over" and via and via.verb in table("grammar")["looking"]["verbs"]:
            return "behind"
        if link.word in ("over", "across") and via and via.verb in table("grammar")["laid"]["verbs"]:
            return "on"
        if link.word == "on" and via and second and self._is_tool(via.verb, second):
            return "beside"
        if link.word == "on" and via and via.objects and second and self._picture.moves(second):
            return "near"  # An elephant that sprays water on a girl.
        if link.word == "over" and via and pose_of(via.verb) in ("talk", "sit", "eat", "speak"):
            return "beside"  # Friends who talk over coffee.
        if relation == "middle" and second and int(second.what.get("count", 1)) > 1:
            return "between"
        if link.word == "into" and second and self._is_handy(second) and not self._is_container(second):
            return "near"  # Nobody who shouts into a microphone is in it.
        return relation

    def _is_side(self, link: Link) -> bool:
        """ "On the left": a part of the picture, and no place beside anything."""
        sides = {word for words in table("grammar")["side"].values() for word in words}
        return any(one.lower in sides for one in children(self._statement.words, link.at, "pobj"))

    def _is_again(self, link: Link) -> bool:
        """Whether it is to something that was named before: "behind it"."""
        return any(one.tag == "PRP" for one in children(self._statement.words, link.at, "pobj"))

    def _relate(self, draft: Draft, relation: str, other: int, *, doing: bool = False) -> None:
        target = self._picture.drafts.get(other)
        if target is draft:
            return
        if target:
            if draft.relation == relation == "between" and draft.other != other:
                draft.beyond = other if draft.beyond is None else draft.beyond
                return
            if doing and relation in ("on", "in"):
                self._free(draft)
            draft = draft if doing and relation not in _ASIDE else self._support(draft, relation, other)
            draft.relate(_OF_THINGS.get(relation, relation), other)
            return
        sense = self._senses.get(other)
        if sense is None:
            return
        if relation == "on" and sense.word in table("grammar")["parked"]["words"] and not draft.what.get("verb"):
            draft.what["verb"] = "still"  # An airplane on the runway does not fly.
        if sense.term.has("sky"):
            draft.what |= {"vertical": "top"} if relation in ("in", "on", "over", "at") else {}
            return
        word = (
            sense.furniture
            or ("lake" if sense.place == "lake" else "")
            or str(sense.term.get("feature") or sense.term.get("setting") or "")
        )
        if relation == "under" and word == "sea":
            return  # Under water is a place, and not below it.
        if relation in ("at", "in", "on", "near") and sense.term.has("daytime", "season"):
            return  # At sunset.
        if relation == "middle":
            draft.what["horizontal"] = "centre"
            relation = "in"
        if relation == "on" and word == "moon":
            self._picture.places.insert(0, "moon")
            self._picture.said["setting"].insert(0, "space")
        if relation in ("above", "over") and word == "clouds" and not self._picture.places:
            self._picture.places.append("clouds")
            self._picture.said["setting"].insert(0, "sea")
        if relation in ("left of", "right of"):
            draft.what["horizontal"] = relation.partition(" ")[0]
        relation = {"at": "beside", "left of": "beside", "right of": "beside"}.get(relation, relation)
        if word and not draft.relation and (sense.furniture or places(relation, word)):
            draft.relate(relation, word)
            if relation in ("over", "above"):
                draft.what["vertical"] = "top"

    def _free(self, draft: Draft) -> None:
        """Whoever sits on a bench beside a dog is on the bench first of all, and the dog beside them."""
        near = self._picture.drafts.get(draft.other) if isinstance(draft.other, int) else None
        mine = next((at for at, one in self._picture.drafts.items() if one is draft), None)
        if near and mine is not None and draft.relation in ("beside", "near") and not near.relation:
            near.relate(draft.relation, mine)
            draft.relation, draft.other = "", None

    def _support(self, draft: Draft, relation: str, other: int) -> Draft:
        """Itself, or what it already stands on or by: "a dog on a chair near a bed", "a cup by a plate on a table"."""
        near = self._picture.drafts.get(self._picture.resolved(draft.other)) if isinstance(draft.other, int) else None
        on = draft.relation in ("on", "in", "riding")
        follows = on if relation in (*_ASIDE, "under", "on") else draft.relation in _ASIDE
        follows = follows or (relation == "on" and draft.relation in _ASIDE)
        return near if near and follows and not near.relation and near is not self._picture.drafts.get(other) else draft

    def _below(self, first: int, draft: Draft, other: int) -> None:
        """ "At the bottom of": what it is at the bottom of is above it, and apart."""
        above = self._picture.drafts.get(other)
        if above and not above.relation and not draft.relation and above is not draft:
            above.relate("above", first)
        else:
            self._relate(draft, "under", other)

    def _with(self, relation: str, first: int, draft: Draft | None, other: int) -> None:
        """ "With": held, worn, inside, or beside."""
        thing = self._picture.drafts.get(other)
        if not draft or not thing or thing is draft:
            return
        topped = table("grammar")["topped"].get(thing.drawing, {}).get(draft.drawing)
        if topped and not thing.noun.number:
            draft.drawing = topped
            self._picture.same[other] = first
            del self._picture.drafts[other]
            return
        if relation == "with":
            self._carried[other] = first
        if relation == "full":
            self._put_in(thing, first)
        elif relation in ("cover", "surround"):
            thing.relate({"cover": "on", "surround": "around"}[relation], first)
        elif self._picture.moves(draft) and not self._picture.moves(thing) and self._is_handy(thing):
            self._hold(draft, first, thing, other, "holding")
            self._hold_next(draft, first, other)
        elif relation == "with" and self._is_placed_itself(other):
            self._besides.append((thing, first))
        elif self._has_room(draft, thing) or self._bears(draft, thing) or self._shows(draft, thing):
            self._put_in(thing, first)
        elif self._is_top(draft) and self._is_for_tables(thing):
            thing.relate("on", first)
        else:
            self._besides.append((thing, first))

    def _is_placed_itself(self, at: int) -> bool:
        """Whether the words behind it say where it is: "with a napkin under the spoon"."""
        links = (link for link in self._statement.links if self._picture.resolved(link.first) == at)
        return any(self._relation(link) in (*_ASIDE, "under") for link in links)


@cache
def _prepositions() -> dict[str, str]:
    return {word: relation for relation, words in table("grammar")["preposition"].items() for word in words}
