"""Telling: what a Chinese clause is about, and the part in it that each noun is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.scene.read.acts import Acts
from pipelines.scene.read.casting import Casting, Ref
from pipelines.scene.read.chunk import Role
from pipelines.scene.read.owning import Owners
from pipelines.scene.read.words import Term


@dataclass
class Ground:
    """A place that was said before what is there: 树下有一只猫."""

    relation: str
    other: Ref
    beyond: Ref = None
    """The second of two that it is between."""


@dataclass
class Topic:
    """What a clause leaves for the next one: who it was about, and where they are."""

    who: list[int] = field(default_factory=list)
    ground: Ground | None = None


class Telling:
    """The state of a clause while it is read."""

    def __init__(self, casting: Casting, owners: Owners, topic: Topic, describes: bool = False) -> None:
        """`describes`: it says something of the topic alone, which stands behind it."""
        self._casting = casting
        self._picture = casting.picture
        self._acts = Acts(casting)
        self._owners = owners
        self._who = list(topic.who)
        self._describes = describes
        self._fresh = describes
        """Whether this clause has named what it is about."""
        self._ground = topic.ground
        self._last: list[int] = []
        """What was named last, where more of it may follow."""
        self._verb: Term | None = None
        self._pending: set[Role] = set()
        """Little words whose noun is still to come."""
        self._joined = self._having = self._giving = False
        self._also = False
        self._agent: int | None = None
        self._moved: int | None = None
        self._side: dict[str, str] = {}

    def _took(self, role: Role) -> bool:
        """Whether a little word waits for what has come now. It does so no longer."""
        waits = role in self._pending
        self._pending.discard(role)
        return waits

    def _take(self, ref: Ref, relation: str) -> None:
        """Give what was named its part in the clause."""
        if relation == "outside":
            self._who, self._ground = [], None
            return
        told = self._took("at")
        if relation or told:
            self._stand(relation or "at", ref, told)
        elif isinstance(ref, int) and self._took("passive"):
            self._agent = ref
        elif isinstance(ref, int) and self._took("object"):
            self._moved = ref
        elif self._who and self._took("toward"):
            self._look(ref)
        elif self._joined:
            self._join(ref)
        elif self._having:
            self._have(ref)
        elif self._verb is not None and (self._fresh or (self._who and not self._ground)):
            self._suffer(ref)
        elif self._giving and self._who and isinstance(ref, int):
            self._have(ref)
        elif isinstance(ref, int):
            self._about(ref)

    def _stand(self, relation: str, ref: Ref, told: bool) -> None:
        """A place: of whoever was named, else of what comes. `told` by 在."""
        if relation == "at":
            relation = "in" if isinstance(ref, int) and self._owners.holds_others(ref) else "beside"
        placed = [self._moved] if self._moved is not None else self._who if self._fresh or told else []
        placed = [at for at in placed if at != ref]
        if placed and (told or self._describes or self._verb is not None):
            for at in placed:
                self._casting.ground(self._picture.drafts[at], relation, ref)
            self._moved, self._verb, self._last = None, None, []
        elif ref is not None:
            self._ground, self._last = Ground(relation, ref), []
            self._fresh = False
            self._who = []

    def _amid(self, first: Ref, second: Ref) -> None:
        """猫在狗和马之间: between both."""
        told, who = self._took("at"), list(self._who)
        self._stand("between", first, told)
        if self._ground is not None:
            self._ground.beyond = second
        for at in who:
            if self._picture.drafts[at].relation == "between" and isinstance(second, int):
                self._picture.drafts[at].beyond = second

    def _look(self, ref: Ref) -> None:
        for who in self._who:
            draft = self._picture.drafts[who]
            if isinstance(ref, int) and ref != who:
                draft.looks_at = ref
                draft.relate("looking at", ref)

    def _join(self, ref: Ref) -> None:
        """One more of what was named last."""
        self._joined = False
        if not isinstance(ref, int):
            return
        if self._who and self._last == self._who[-1:]:
            self._acts.beside(self._who[-1], ref)
            self._who = [*self._who, ref]
            self._on_ground(ref)
            if self._verb is not None:
                self._acts.act([ref], self._verb)
        elif self._verb is not None:
            for who in self._who:
                self._acts.do(who, self._verb, ref)
        elif self._last:
            first = self._picture.drafts[self._last[-1]]
            if isinstance(first.other, int) and first.relation:
                self._picture.drafts[ref].relate(first.relation, first.other)
        self._last = [ref]

    def _have(self, ref: Ref) -> None:
        self._having = False
        if self._ground or not self._who:
            if isinstance(ref, int):
                self._about(ref)
            return
        for who in self._who:
            self._acts.have(who, ref)
        self._last = [ref] if isinstance(ref, int) else []

    def _suffer(self, ref: Ref) -> None:
        """What is done to a thing."""
        for who in self._acts.able(self._who, self._verb or Term("")):
            self._acts.do(who, self._verb or Term(""), ref)
        self._last = [ref] if isinstance(ref, int) else self._last

    def _about(self, ref: int) -> None:
        """The clause is about it."""
        verb, self._verb = self._verb, None
        self._on_ground(ref)
        if verb is not None:
            self._acts.act([ref], verb)
        self._who, self._last, self._fresh = [ref], [ref], True

    def _on_ground(self, ref: int) -> None:
        if self._ground and self._ground.other != ref:
            self._casting.ground(self._picture.drafts[ref], self._ground.relation, self._ground.other)
            if isinstance(self._ground.beyond, int):
                self._picture.drafts[ref].beyond = self._ground.beyond
