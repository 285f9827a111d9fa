"""Units: the terms of a Chinese clause as noun phrases and the little words between them.

Numbers, sizes, colours and other describing words are gathered by the noun that follows, with or without 的.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from pipelines.scene.read.words import Term

Role = Literal[
    "noun",
    "verb",
    "at",
    "of",
    "join",
    "has",
    "is",
    "away",
    "loc",
    "open",
    "adj",
    "side",
    "like",
    "except",
    "also",
    "toward",
    "passive",
    "object",
    "background",
]
PEOPLE = ("somebody", "role", "groups", "many")
BELONGING = ("garment", "part", "hair", "beard", "glasses")
SCENERY = ("setting", "feature", "sky", "furniture", "place")
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
_PARENTS = ("妈妈", "爸爸", "爷爷", "奶奶", "先生", "太太", "小姐", "老师")
"""What an animal may be called: 熊猫妈妈 is no woman."""
_YOUNG = ("宝宝", "小宝宝", "孩子")
_KIN = ("一家", "一家人", "全家", "一家三口", "一家四口", "一家子", "家族")


@dataclass(frozen=True)
class Chunk:
    """A noun with what was said before it."""

    at: int
    """Index of its term in the whole prompt."""
    head: Term
    before: tuple[Term, ...] = ()

    @property
    def number(self) -> int:
        """As it was said; 0 where it was not."""
        return next((int(term.get("number")) or -1 for term in self.before if term.has("number")), 0)

    @property
    def classifier(self) -> str:
        return next((str(term.get("classifier")) for term in self.before if term.has("classifier")), "")

    @property
    def colours(self) -> list[str]:
        """#rrggbb, in order, each once."""
        return list(dict.fromkeys(str(term.get("colour")) for term in self.before if term.has("colour")))

    @property
    def text(self) -> str:
        """The describing words and the noun, without its number."""
        return "".join(term.text for term in self.before if not term.has("number")) + self.head.text

    def has(self, *kinds: str) -> bool:
        return self.head.has(*kinds)

    def with_before(self, terms: tuple[Term, ...]) -> Chunk:
        return replace(self, before=(*terms, *self.before))


@dataclass(frozen=True)
class Unit:
    """A noun phrase, or a word between two of them."""

    role: Role
    term: Term
    chunk: Chunk | None = None
    said: tuple[Term, ...] = field(default=())
    """Describing words whose noun comes later, or before."""


def units_of(terms: list[Term], start: int) -> list[Unit]:
    """The units of one clause, whose first term has the index `start`."""
    return list(_linked(list(_Gathering(terms, start).read())))


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
            if self._spaced and self._last == "noun" and chunk and before and not _belong(before, chunk):
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


def _linked(units: list[Unit]) -> Iterator[Unit]:
    """The units with 的 between a noun and the one whose part or look it is: 白胡子老渔夫, 女孩头发."""
    kin: tuple[Term, ...] = ()
    held: tuple[Term, ...] = ()
    units = list(_of_animals(units))
    for at, unit in enumerate(units):
        after = units[at + 1] if at + 1 < len(units) else None
        if unit.chunk and after and after.chunk and _are_kin(unit.chunk, after.chunk):
            kin = (unit.chunk.head,)
            continue
        if unit.chunk and after and after.chunk and unit.chunk.has("unknown"):
            continue  # 波斯猫: the first noun only describes.
        if unit.chunk and after and after.chunk and _compound(unit.chunk, after.chunk):
            held = unit.chunk.before
            continue
        if held and unit.chunk:
            unit, held = replace(unit, chunk=unit.chunk.with_before(held)), ()
        if kin and unit.chunk:
            unit, kin = replace(unit, chunk=unit.chunk.with_before(kin)), ()
        yield unit
        if unit.chunk and after and after.chunk and _belong(unit.chunk, after.chunk):
            yield Unit("of", Term("的"))


def _of_animals(units: list[Unit]) -> Iterator[Unit]:
    """熊猫妈妈和宝宝: a panda and a small panda."""
    parent: Chunk | None = None
    for before, unit in zip([None, *units], units, strict=False):
        chunk, first = unit.chunk, before.chunk if before else None
        if chunk and first and chunk.head.text in _PARENTS and _is_plain(first) and not chunk.before:
            parent = first
        elif chunk and parent and chunk.head.text in _YOUNG:
            small = Term("小", (("number", chunk.number or 1), ("size", "0.7")))
            yield replace(unit, chunk=Chunk(chunk.at, parent.head, (small,)))
        else:
            yield unit


def _is_plain(chunk: Chunk) -> bool:
    return chunk.has("thing") and not chunk.has(*PEOPLE, *SCENERY, *BELONGING)


def _compound(first: Chunk, second: Chunk) -> bool:
    """苹果蛋糕 is a cake, and 一只蜘蛛猴 one monkey; but 猫狗 are two."""
    long = len(first.head.text) > 1 and len(second.head.text) > 1
    return _is_plain(first) and _is_plain(second) and not second.before and (long or bool(first.classifier))


def _are_kin(first: Chunk, second: Chunk) -> bool:
    """企鹅一家, 一家企鹅."""
    words = (first.head.text, second.head.text)
    return any(word in _KIN for word in words) and any(one.has("thing") for one in (first, second))


def _belong(first: Chunk, second: Chunk) -> bool:
    owners = (*PEOPLE, "thing")
    mine, other = is_belonging(first), is_belonging(second)
    return (mine and not other and second.has(*owners)) or (other and not mine and first.has(*owners))


def is_belonging(chunk: Chunk) -> bool:
    """Whether it is said of somebody or something: clothes, hair, parts."""
    return chunk.has(*BELONGING) and not chunk.has(*PEOPLE)
