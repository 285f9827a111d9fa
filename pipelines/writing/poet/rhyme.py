"""平水韵: the rhyme groups of regulated verse, and with them the tone of every character."""

from __future__ import annotations

LEVEL, OBLIQUE = "平", "仄"


class Rhymes:
    """Which groups a character belongs to, after 平水韵 (1223): 30 level groups, 76 oblique ones.

    A character with several readings has several groups, and may have both tones.
    """

    def __init__(self, groups: dict[str, dict[str, str]]) -> None:
        self.level = tuple(groups[LEVEL])
        self._groups: dict[str, frozenset[str]] = {}
        self._tones: dict[str, frozenset[str]] = {}
        for tone, members in groups.items():
            for name, characters in members.items():
                for character in characters:
                    self._groups[character] = self._groups.get(character, frozenset()) | {name}
                    self._tones[character] = self._tones.get(character, frozenset()) | {tone}

    def __contains__(self, character: str) -> bool:
        return character in self._groups

    def groups(self, character: str) -> frozenset[str]:
        """Names of its groups, such as "一東"; none for a character outside the table."""
        return self._groups.get(character, frozenset())

    def tones(self, character: str) -> frozenset[str]:
        """平, 仄, or both; none for a character outside the table."""
        return self._tones.get(character, frozenset())

    def common(self, characters: list[str]) -> str | None:
        """The level group that all these rhyme words share, the smallest name first; None when there is none."""
        shared = frozenset.intersection(*map(self.groups, characters)) & frozenset(self.level)
        return min(shared, key=self.level.index) if shared else None
