"""Vocabulary: every Chinese word that says something of a picture, from the word lists and the drawings' own names."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import Any

from pipelines.language.segmenter import Segmenter
from pipelines.scene.drawings import Drawings, searchable
from pipelines.scene.read.words import Says, lexicon
from pipelines.scene.tables import table

_PEOPLE = ("somebody", "role", "groups", "many")
_NO_KINDS = ("spelled", "names", "heads", "contents", "pairs", "bunches", "masses", "titles")
_CLOCK = re.compile("[一二两三四五六七八九十]+点半?|一[杯锅只对角].+")
"""Names of clock faces, times of day in any sentence; and names with a number, as 一杯奶 begins 一杯奶茶."""
_BESIDES = "上下里中旁前内"
_COLOURS = "红橙黄绿蓝紫粉棕灰白黑"
_SHORT = 2
"""Characters that a name needs to be one wherever it is found, unless an alias says so."""


class Vocabulary:
    """What words say: pairs of kind and value, as in chinese.toml, with `thing` (a key), `place` and `role` on top."""

    def __init__(self, drawings: Drawings) -> None:
        self._drawings = drawings

    def says(self, word: str) -> Says:
        """All that a simplified word says; nothing for one that is not known."""
        return self._says.get(word, ())

    def __contains__(self, word: str) -> bool:
        return word in self._says

    @cached_property
    def segmenter(self) -> Segmenter:
        """The dictionary with these words in it. Loaded when the first Chinese is read."""
        return Segmenter(word for word in (*self._says, *self.refused) if len(word) > 1)

    @cached_property
    def spelled(self) -> dict[str, str]:
        """Words, and what they are read as."""
        return {word: meant for meant, words in table("chinese")["spelled"].items() for word in words}

    @property
    def refused(self) -> frozenset[str]:
        """Words that no drawing may stand for."""
        return frozenset(self._drawings.refused_chinese)

    def nearest(self, word: str) -> str:
        """The name of a drawing that an unknown word ends in, or empty.

        A Chinese noun says last what it is: 婚礼蛋糕 is a kind of 蛋糕.
        """
        for length in range(len(word) - 1, 0, -1):
            key = self._things.get(word[-length:])
            if key and (length > 1 or word[-1] in table("chinese")["heads"]["nearest"]):
                return word[-length:]
        return ""

    def kind_of(self, word: str) -> str:
        """The drawing of the whole kind that an unknown word is one of, as 榕树 is a tree; empty for none."""
        heads = table("chinese")["heads"]["is"]
        head = next((head for head in heads if len(word) > len(head) and word.endswith(head)), "")
        return self._things.get(head, "")

    @cached_property
    def _says(self) -> dict[str, Says]:
        found: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for word, says in lexicon("chinese").items():
            found[word] += [pair for pair in says if pair[0] not in _NO_KINDS]
        for place, entry in table("places").items():
            for word in entry.get("chinese", ()):
                if word[-1] not in _BESIDES or word[:-1] not in self._things:  # 长椅上 is on a 长椅.
                    found[word].append(("place", place))
        for role, entry in table("roles").items():
            for word in entry["chinese"]:
                key = self._things.get(word)
                somebody = key is None or self._drawings[key].category.startswith("person")
                if somebody and not any(kind in _PEOPLE for kind, _ in found[word]):
                    found[word].append(("role", role))
        for word, pose in self._poses.items():
            found[word] = [*(pair for pair in found[word] if pair[0] != "pose"), ("pose", pose)]
        for word, key in self._things.items():
            found[word].append(("thing", key))
        for word in self.spelled:
            found.setdefault(word, [])
        return {word: tuple(_told(says)) for word, says in found.items() if says or word in self.spelled}

    @cached_property
    def _poses(self) -> dict[str, str]:
        """Verbs to poses; the later one where a verb has two."""
        return {word: pose for pose, words in table("doing").items() for word in words.get("chinese", ())}

    def pose(self, word: str) -> Says:
        """The pose of a whole saying, which may tell more than its verb: 弹钢琴."""
        return (("pose", self._poses[word]),) if word in self._poses else ()

    @cached_property
    def _things(self) -> dict[str, str]:
        """Names, aliases and those keywords that are names, to keys."""
        listed = set(table("chinese")["names"]["keywords"])
        # The keywords of our own drawings are other names of them, all of them.
        keywords = ((word, c) for c in self._drawings if searchable(c) for word in c.zh_words)
        found = {word: c.key for word, c in keywords if word in listed or (not c.emoji and len(word) >= _SHORT)}
        concepts = [c for c in self._drawings if (len(c.zh) >= _SHORT or c.zh in listed) and searchable(c)]
        named = {c.zh: c.key for c in concepts if c.zh[0] != "骑" and not _CLOCK.fullmatch(c.zh)}
        aliases = table("aliases")["chinese"]
        found |= named | {word: key for key, words in aliases.items() for word in words if key != "none"}
        kept = {word: key for word, key in found.items() if word not in self.refused and key in self._drawings}
        return {word: key for word, key in kept.items() if not self._is_plain(word, kept)}

    def _is_plain(self, word: str, things: dict[str, str]) -> bool:
        """Whether a name is only a colour or a sex and another name of the same: 白马, 男学生."""
        rest = word[1:]
        if word[0] in "男女":
            return any(kind in _PEOPLE for kind, _ in lexicon("chinese").get(rest, ()))
        return word[0] in _COLOURS and word[:1] != word and things.get(rest) == things[word]


def _told(says: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Without the drawing of what is a deed, a mood or the weather: 打雷 is no thing."""
    kinds = {kind for kind, _ in says}
    deed = kinds & {"weather", "mood", "unit", "at", "of", "art", "vague"}
    time = "daytime" in kinds and "feature" not in kinds
    return [pair for pair in says if pair[0] != "thing"] if deed or time else says
