"""Joining: neighbouring nouns of a Chinese clause that are one thing, kin, or a thing and its part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.scene.read.chunk import BELONGING, PEOPLE, SCENERY, Chunk, Unit, belong
from pipelines.scene.read.words import Term

_PARENTS = ("妈妈", "爸爸", "爷爷", "奶奶", "先生", "太太", "小姐", "老师")
"""What an animal may be called: 熊猫妈妈 is no woman."""
_YOUNG = ("宝宝", "小宝宝", "孩子")
_KIN = ("一家", "一家人", "全家", "一家三口", "一家四口", "一家子", "家族")


def linked(units: list[Unit]) -> Iterator[Unit]:
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
            if after.chunk.has("kind"):
                yield unit  # 音乐节海报
            continue  # 波斯猫: the first noun only describes.
        if unit.chunk and after and after.chunk and _compound(unit.chunk, after.chunk):
            held = unit.chunk.before
            continue
        if held and unit.chunk:
            unit, held = replace(unit, chunk=unit.chunk.with_before(held)), ()
        if kin and unit.chunk:
            unit, kin = replace(unit, chunk=unit.chunk.with_before(kin)), ()
        yield unit
        if unit.chunk and after and after.chunk and belong(unit.chunk, after.chunk):
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
