"""Units: the terms of a Chinese clause as noun phrases and the little words between them.

Numbers, sizes, colours and other describing words are gathered by the noun that follows, with or without 的.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.scene.read.chunk import BELONGING, PEOPLE, SCENERY, Chunk, Role, Unit, belong
from pipelines.scene.read.joining import linked
from pipelines.scene.read.words import Term

_NAMES = (*PEOPLE, "thing", *BELONGING, *SCENERY, "kind", "wholes", "unknown")
_MODIFIERS = (
    "number",
    "size",
    "colour",
    "adjective",
    "age",
    "sex",
    "expression",
    "texture",
    "material",
    "skin",
    "hair_style",
    "hair_colour",
    "palette",
)
_LITTLE: tuple[Role, ...] = (
    "of",
    "at",
    "join",
    "has",
    "is",
    "away",
    "like",
    "except",
    "also",
    "toward",
    "passive",
    "object",
    "background",
)
_DEEDS = ("verb", "pose", "deed", "passes", "undone")
_TOLD = ("pronoun", "daytime", "weather", "season", "mood", "camera", "palette", "art", "vague")
_PICTURES = ("画", "油画", "照片", "相片", "国画", "画像", "水墨画", "水彩画")
_PICTURE = "framed-picture"
_AROUND = ("下", "下面", "旁", "旁边", "前", "前面", "左边", "右边", "后面", "上方")


def units_of(terms: list[Term], start: int) -> list[Unit]:
    """The units of one clause, whose first term has the index `start`."""
    return list(linked(list(_Gathering(terms, start).read())))


class _Gathering:
    """Reads terms from left to right; describing words wait for their noun."""

    def __init__(self, terms: list[Term], start: int) -> None:
        self._terms = terms
        self._start = start
        self._waiting: list[Term] = []
        self._last: Role | None = None
        self._spaced = False
        """Whether there is a space before a term: 狐狸 树 月亮 is a list, 苹果蛋糕 a cake."""
        self._not = False
        self._silent = False
        """Whether the last term says something of the whole picture, and nothing in its clause: 雨中的."""
        self._hung = any(term.text.startswith("挂") for term in terms)

    def read(self) -> Iterator[Unit]:
        before: Chunk | None = None
        for at, term in enumerate(self._terms):
            if term.has("space"):
                self._spaced = True
                continue
            after = self._terms[at + 1] if at + 1 < len(self._terms) else Term("")
            units = list(self._read(at, term, after))
            chunk = units[0].chunk if units else None
            if self._spaced and self._last == "noun" and chunk and before and not belong(before, chunk):
                yield Unit("join", term)
            self._spaced, before = False, chunk or before
            self._silent = not units and not self._waiting and term.has(*_TOLD)
            for unit in units:
                self._last = unit.role
                yield unit
        yield from self._flushed("adj")

    def _read(self, at: int, term: Term, after: Term) -> Iterator[Unit]:
        if self._denied(term, after):
            pass
        elif self._modifies(term, after):
            if term.has("number") and any(one.has("number") for one in self._waiting):
                yield from self._flushed("adj")
            self._waiting.append(term)
        elif self._waiting and self._last == "is" and term.has("of") and after.text:
            yield from self._flushed("adj")  # 眼睛是蓝色的猫
            yield Unit("of", term)
        elif self._joins(term, after):
            pass
        elif (role := self._role(term, after)) == "noun":
            head = replace(term, says=(("thing", _PICTURE),)) if term.text in _PICTURES else term
            yield Unit("noun", term, Chunk(self._start + at, head, tuple(self._waiting)))
            self._waiting = []
        elif role:
            describes = role in ("of", "join", "is", "side") or (role == "verb" and not after.text)
            backs = tuple(self._waiting) if role == "background" else ()
            self._waiting = [] if backs else self._waiting
            yield from self._flushed("adj" if describes else "open")
            yield Unit(role, term, said=backs)

    def _joins(self, term: Term, after: Term) -> bool:
        """Whether a word only joins describing words with what they describe."""
        if term.has("of"):
            return self._silent or bool(self._waiting)
        return bool(self._waiting) and term.has("join") and after.has("colour")

    def _denied(self, term: Term, after: Term) -> bool:
        """一只不黑的猫: what it is not is not said of it."""
        denies = term.text == "不" and after.has("colour", "size", "adjective", "expression")
        denied, self._not = self._not, denies
        return denies or (denied and term.has("colour", "size", "adjective", "expression"))

    def _flushed(self, role: Role) -> Iterator[Unit]:
        if self._waiting:
            yield Unit(role, self._waiting[0], said=tuple(self._waiting))
        self._waiting = []

    def _modifies(self, term: Term, after: Term) -> bool:
        if not term.has(*_MODIFIERS):
            return False
        if term.has("material", "texture") and term.has("thing", "furniture", "part"):
            return after.has("of") or (after.has(*_NAMES) and not after.has("after"))
        if term.has("elsewhere", "place", "kind"):
            return False
        if term.has("hair", "thing", *PEOPLE):
            return term.has("age", "sex") and after.has(*PEOPLE)
        if term.has("expression") and term.has("verb", "pose"):
            return after.has("of", *_NAMES)
        return True

    def _role(self, term: Term, after: Term) -> Role | None:
        """What a term does in its clause; None where it says nothing here."""
        behind = self._last == "noun" or self._last == "loc"
        if term.has("after") and (behind or self._last == "of") and not term.has(*PEOPLE):
            return "loc"
        if self._last is None and term.has("after") and not term.has("horizontal") and after.has("has", "verb", "is"):
            return "loc"
        if term.text in _PICTURES and (self._hung or after.text in _AROUND):
            return "noun"
        if term.has("art") and term.has("deed"):
            return "verb" if after.has("number", *_NAMES) and self._last in ("noun", "loc", "at") else None
        if term.has(*_DEEDS) and not term.has(*PEOPLE, "setting"):
            # 滑板 is what somebody does, and 一块滑板 a thing.
            counted = any(one.has("number", "colour") for one in self._waiting)
            return "noun" if counted and term.has("thing") else "verb"
        if term.has(*_NAMES):
            return "noun"
        little = next((role for role in _LITTLE if term.has(role)), None)
        if little:
            return little
        return "side" if term.has("horizontal", "vertical", "elsewhere") else None
