"""Doing: what subjects do by themselves and to each other, by the verbs of a statement."""

from __future__ import annotations

from functools import cache

from pipelines.language.deed import Deed
from pipelines.language.word import children
from pipelines.scene.read.draft import TOGETHER, Draft
from pipelines.scene.read.handling import CARRIED, Handling
from pipelines.scene.read.somebody import better_pose, done_as, expression_of, pose_of
from pipelines.scene.read.words import lexicon
from pipelines.scene.tables import table


class Doing(Handling):
    """Gives the subjects of a picture their poses and verbs."""

    def _deeds(self) -> None:
        for inner, outer in self._belongings.inside:
            self._put_in(self._picture.draft(inner), outer)
        for deed in self._statement.deeds:
            if deed.absent:
                self._not(deed)
            elif deed.verb != "be":
                self._deed(deed)

    def _not(self, deed: Deed) -> None:
        """ "A bird but not flying" stays where it is."""
        for draft in filter(None, map(self._picture.draft, deed.doers)):
            if verb_of(deed.word):
                draft.what.setdefault("verb", "still")
                draft.what["verb"] = draft.what["verb"] or "still"

    def _deed(self, deed: Deed) -> None:
        doers = [at for at in (self._mover(self._first(one)) for one in deed.doers) if at in self._picture.drafts]
        objects = [self._picture.resolved(at) for at in deed.objects if at not in self._belongings.left_out]
        things = [at for at in objects if at in self._picture.drafts and at not in self._belongings.owners]
        together = [at for at in self._picture.drafts if at % TOGETHER in doers]
        for at in together or (things if not deed.doers else []):
            self._act(self._picture.drafts[at], deed, bool(things and doers))
        for at in doers:
            for other in things:
                if other != at:
                    self._do(at, deed, other)

    def _act(self, draft: Draft, deed: Deed, has_object: bool) -> None:
        """What somebody does by itself: its motion, or a person's pose and expression."""
        with_ = [one.lower for one in children(self._statement.words, deed.at, "prt")]
        verb = verb_of(" ".join([deed.word, *with_])) or verb_of(deed.word)
        if verb and not draft.what.get("verb") and not (verb == "fly" and (draft.person or has_object)):
            draft.what["verb"] = verb
        if draft.person:
            nouns = [self._statement.nouns[at] for at in deed.objects if at in self._statement.nouns]
            done = (
                pose_of(f"{deed.verb} {noun.lemma}") or done_as(" ".join([*noun.before, noun.lemma])) for noun in nouns
            )
            pose = next(filter(None, done), "") or better_pose(draft.person.pose, pose_of(deed.verb))
            draft.be(pose=pose, expression=draft.person.expression or expression_of(deed.word))

    def _do(self, at: int, deed: Deed, other: int) -> None:
        doer, thing = self._picture.drafts[at], self._picture.drafts[other]
        relation = _deeds().get(deed.verb, "near")
        if relation in ("holding", "wearing", "reading") or self._plays(deed, thing):
            self._handle(at, doer, thing, other, "holding" if relation == "beside" else relation)
        elif relation == "contains":
            thing.relate("in", at)
        elif relation == "looking at":
            self._look(doer, other)
        elif relation == "beside" and self._picture.moves(thing):
            thing.relate("beside", at)
        else:
            if relation == "riding":
                if doer.relation and doer.other not in (None, other):
                    thing.relate(doer.relation, doer.other)
                doer.relation = ""  # Whoever rides is where the mount is.
            elif doer.is_placed:
                thing.relate("beside", at)
            doer.relate(relation, other)
            if relation == "chasing":
                doer.looks_at = other

    def _plays(self, deed: Deed, thing: Draft) -> bool:
        return deed.verb == "play" and thing.drawing in table("grammar")["hand"]["held"]

    def _handle(self, at: int, doer: Draft, thing: Draft, other: int, relation: str) -> None:
        if self._is_container(doer):
            thing.relate("in", at)
        elif self._is_handy(thing, CARRIED) or relation in ("wearing", "reading"):
            self._hold(doer, at, thing, other, relation)
            self._hold_next(doer, at, other, relation)
        else:
            thing.relate("beside", at)


@cache
def _deeds() -> dict[str, str]:
    return {verb: relation for relation, verbs in table("grammar")["deed"].items() for verb in reversed(verbs)}


def verb_of(word: str) -> str:
    """The motion that a verb stands for, or empty."""
    return next((str(value) for kind, value in lexicon("english").get(word, ()) if kind == "verb"), "")
