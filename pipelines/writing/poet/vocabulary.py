"""The poet's tokens: characters, line ends, and the wishes that stand before a poem.

A poem is written as `<form> <dynasty> <author> <rhyme> theme ; theme <poem> line / line / ... <end>`.
Every wish but the form may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PAD, POEM, END, LINE, ALSO = "<pad>", "<poem>", "<end>", "/", ";"
SPECIAL = (PAD, POEM, END, LINE, ALSO)


class Vocabulary:
    """Tokens by number. Wishes are written in angle brackets, such as <七絕> or <author:李白>."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tuple(tokens)
        self.ids = {token: index for index, token in enumerate(self.tokens)}
        self.pad, self.poem, self.end, self.line, self.also = (self.ids[token] for token in SPECIAL)

    def __len__(self) -> int:
        return len(self.tokens)

    def __contains__(self, token: str) -> bool:
        return token in self.ids

    def wishes(self, form: str, dynasty: str, author: str, rhyme: str, themes: Iterable[str]) -> list[int]:
        """What stands before a poem, up to and with <poem>; unknown wishes and characters are left out."""
        names = (f"<{form}>", f"<{dynasty}>", f"<author:{author}>", f"<rhyme:{rhyme}>")
        found = [self.ids[name] for name in names if name in self.ids]
        words = [[self.ids[c] for c in theme if c in self.ids] for theme in themes]
        for place, word in enumerate(filter(None, words)):
            found += [self.also, *word] if place else word
        return [*found, self.poem]

    def lines(self, lines: Iterable[str]) -> list[int]:
        """A poem's lines, each with its end, and <end> after the last. Raises KeyError for a strange character."""
        found = [token for line in lines for token in (*(self.ids[c] for c in line), self.line)]
        return [*found[:-1], self.end]
