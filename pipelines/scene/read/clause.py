"""Clause: the units of a Chinese clause read from left to right: who, where, does what, to what."""

from __future__ import annotations

from pipelines.scene.read.casting import Ref
from pipelines.scene.read.chunk import SCENERY, Chunk, Unit
from pipelines.scene.read.draft import Draft
from pipelines.scene.read.looks import looks
from pipelines.scene.read.telling import Telling, Topic
from pipelines.scene.read.words import Term
from pipelines.scene.tables import table

_ALSO = ("还", "也", "还有")
"""What is excepted is there as well: 除了猫还有狗."""
_GIVING = "给"
_ENDINGS = {"上": "on", "中": "in", "里": "in", "下": "under", "边": "beside", "外": "outside", "前": "in front of"}


class Clause(Telling):
    """Reads one clause, or the part of one that describes a noun."""

    def read(self, units: list[Unit]) -> Topic:
        """Read them all. What the clause was about."""
        self._also = any(unit.term.text in _ALSO for unit in units)
        amid = [at for at in range(len(units)) if _is_amid(units[at : at + 4])]
        for at, unit in enumerate(units):
            after = units[at + 1] if at + 1 < len(units) else None
            if any(first <= at < first + 2 for first in amid):
                continue  # The first of two is told with the second.
            if at - 2 in amid and unit.chunk and (first := units[at - 2].chunk):
                self._amid(self._casting.cast(first), self._casting.cast(unit.chunk))
            elif unit.chunk:
                self._noun(unit.chunk, after if after and after.role == "loc" else None, after)
            elif unit.role == "loc" and at == 0 and self._who:
                self._stand(str(unit.term.get("after")), self._who[-1], False)  # 上面有一本书
            else:
                self._word(unit, after)
        for who in self._who if self._moved is not None else ():
            self._acts.have(who, self._moved)
        if self._side and self._who:
            self._picture.drafts[self._who[-1]].what |= self._side
        ground = self._ground if not self._last else None
        return Topic(self._who, ground)

    def _word(self, unit: Unit, after: Unit | None) -> None:
        """Everything but a noun."""
        if unit.role == "verb":
            self._deed(unit.term, after)
        elif unit.role in ("adj", "open"):
            self._adjective(unit)
        elif unit.role == "background":
            self._picture.palette += [str(term.get("colour")) for term in unit.said if term.has("colour")]
        elif unit.role == "side":
            self._placed(unit.term)
        elif unit.role == "join":
            self._joined = bool(self._last)
        elif unit.role == "has":
            self._having, self._verb = True, None
        elif unit.role == "toward" and unit.term.text == _GIVING:
            self._giving = True
            self._pending.add(unit.role)
        elif unit.role == "is":
            self._pending.discard("at")
        elif unit.role not in ("loc", "of", "also"):
            self._pending.add(unit.role)

    def _placed(self, term: Term) -> None:
        """On the left: of what was said before, or of what follows."""
        side = {kind: str(term.get(kind)) for kind in ("horizontal", "vertical") if term.has(kind)}
        if self._who and self._took("at"):
            self._picture.drafts[self._who[-1]].what |= side
        else:
            if not self._fresh:
                self._who = []  # 天上有鸟，地上有羊
            self._side |= side

    def _adjective(self, unit: Unit) -> None:
        """What is said without a noun: of the one before, of one of several, or of the whole picture."""
        colours = [str(term.get("colour")) for term in unit.said if term.has("colour")]
        number = next((int(term.get("number")) for term in unit.said if term.has("number")), 0)
        if self._took("away"):
            return
        self._picture.say(unit.said, "mood", "camera")
        draft = self._picture.draft(self._who[-1]) if self._who else None
        if draft and len(colours) > 1 and int(draft.what.get("count", 1)) > 1:
            draft.what |= looks(colours, int(draft.what["count"]), True, True)
        elif draft and number and colours:
            self._one_of(draft, colours[0], number)
        elif draft and number and unit.role == "open" and (some := self._casting.several.some(self._who[-1], number)):
            self._who, self._fresh = [some], True
        elif draft and colours:
            self._owners.colour(draft, colours[0])
        elif unit.role == "adj":
            self._picture.palette += colours
            self._picture.say(unit.said, "palette")
        if draft and not number:
            self._described(draft, unit)

    def _described(self, draft: Draft, unit: Unit) -> None:
        for term in unit.said:
            if term.has("expression"):
                draft.be(expression=str(term.get("expression")))
            if term.has("size") and not draft.person and not term.has("age"):
                draft.what["size"] = float(term.get("size"))
            if term.has("age") and draft.person and not term.has("size"):
                draft.be(age=str(term.get("age")))

    def _one_of(self, draft: Draft, colour: str, number: int) -> None:
        """两只猫，一只黑的，一只白的."""
        count = int(draft.what.get("count", 1))
        told = draft.what.get("colours", ())
        draft.what["colours"] = (*told, *([colour] * number))[:count]
        draft.what["colour"] = ""

    def _deed(self, verb: Term, after: Unit | None) -> None:
        if verb.has("kind") and not self._who:
            self._casting.kind(verb)  # 俯瞰一座城市: nobody does it.
            return
        denied = self._took("away")
        self._pending.discard("at")  # 在睡觉 says when, and 睡在 where.
        if verb.text.endswith("在"):
            self._pending.add("at")
        if self._agent is not None and self._who:
            self._acts.act([self._agent], verb)
            self._acts.do(self._agent, verb, self._who[0])
            self._agent = None
            return
        if verb.has("undone"):
            self._undone(verb, denied)
            return
        if denied and verb.has("deed"):
            self._pending.add("away")  # 没戴帽子: there is no hat.
        self._verb = None if denied else verb
        if verb.has("expression") and self._who:
            self._described(self._picture.drafts[self._who[-1]], Unit("adj", verb, said=(verb,)))
        if self._who and not (self._ground and not self._fresh):
            self._acts.act(self._who, verb, denied)
        if after is None and not self._who:
            self._picture.say([verb], "weather", "season")

    def _undone(self, verb: Term, denied: bool) -> None:
        """What somebody does that no pose and no motion shows."""
        self._verb = verb
        doers = [draft for at in self._who if (draft := self._picture.draft(at))]
        if not denied and any(map(self._picture.moves, doers)):
            self._picture.miss(verb.text, "part")

    def _noun(self, chunk: Chunk, loc: Unit | None, after: Unit | None) -> None:
        if self._took("like"):
            return
        if self._pending & {"away", "except"}:
            self._absent(chunk, after)
            return
        owner = None if self._joined else self._owners.owner_of(chunk, self._who, self._verb, self._having)
        if owner is not None and loc is None:
            if self._who and owner not in self._who and self._verb is not None:
                self._suffer(owner)  # 牵着女儿的手
            ref = self._acts.own(owner, chunk)
            self._verb, self._having = None, False
            if not self._who:
                self._who, self._fresh = [owner], True
            self._last = [ref] if isinstance(ref, int) else []
            return
        relation = str(loc.term.get("after")) if loc else _built_in(chunk)
        inside = relation == "in" or ("at" in self._pending and not relation)
        ref = self._on_part(chunk, loc, owner)
        ref = self._casting.cast(chunk, inside) if ref is None else ref
        if self._side and isinstance(ref, int):
            self._picture.drafts[ref].what |= self._side
            self._side = {}
        self._take(ref, relation)

    def _on_part(self, chunk: Chunk, loc: Unit | None, owner: int | None) -> Ref:
        """Whoever has a part on which something is, 鼻子上: it is on the whole of them, which is told."""
        part = str(chunk.head.get("part") or "")
        if owner is None or loc is None or not {part, part.removesuffix("s")} & set(table("grammar")["small"]["parts"]):
            return None
        self._picture.miss(chunk.text + loc.term.text, "placed elsewhere")
        return owner

    def _absent(self, chunk: Chunk, after: Unit | None) -> None:
        """What is not there, and what is listed with it."""
        listed = after is not None and after.role == "join"
        if "except" in self._pending and self._also:
            self._take(self._casting.cast(chunk), "")
        else:
            self._casting.absent(chunk, bool(self._who), self._describes)
        self._pending -= set() if listed else {"away", "except"}


def _is_amid(units: list[Unit]) -> bool:
    """狗和马之间."""
    if len(units) < 4 or units[3].role != "loc" or units[3].term.get("after") != "between":
        return False
    return units[0].chunk is not None and units[1].role == "join" and units[2].chunk is not None


def _built_in(chunk: Chunk) -> str:
    """The relation that a place says at its end: 海上, 山中."""
    placed = chunk.has(*SCENERY) and not chunk.has("thing") and len(chunk.head.text) > 1
    return _ENDINGS.get(chunk.head.text[-1], "") if placed else ""
