"""What the judge knows of meaning: character vectors from which characters share a couplet in the training poems.

Positive pointwise mutual information, reduced by a singular value decomposition (Levy & Goldberg, 2014). Nothing of
the poet is in it.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.poet.judge_sounds import TABLE

SIZE = 100
# At this cosine a strange theme fits 17% of the held-out 七絕 and 21% of the 五律 (by the character itself 7% and 11%).
NEARNESS = 0.775
THEMES = TABLE.with_name("themes.txt")
# Grammar words of old and new Chinese, numbers and measures: they say nothing about a theme.
EMPTY = frozenset(
    "的了著着在是有和與跟或而且但把被讓給對從向往於為以及也都就還又再才只很太更最這那哪此其之一二兩三四五六七八九十個隻條片"
    "不無何人來去我你他她它們上下中裡裏內外前後間邊時候正當過起到地得如似同像將要會能可所者乎焉哉一座張幅棵朵位名些點輪聲猶未誰復自已次"
)
PLAIN = (
    "在秋日的黄昏，一片金色的落叶，在风中飘舞",
    "春天的早晨，小鸟在花园里歌唱",
    "大雪覆盖了远山，老人独自在江边钓鱼",
    "夜晚的月亮照着安静的湖水",
    "我想念远方的故乡和母亲",
    "夏天的池塘里，荷花开放，青蛙鸣叫",
    "高山上的古寺传来钟声",
    "离别的时候，朋友在渡口折柳相送",
    "边关的将军骑马望着大漠的落日",
    "细雨中的江南小镇，一座石桥",
    "梅花在寒冷的冬天独自开放",
    "重阳节登高，满山菊花",
    "渔船在晚霞中归来",
    "竹林里的琴声和清风",
    "宫中的女子在深夜听着雨声",
    "一只孤独的大雁飞过秋天的天空",
    "酒后醉卧花下，忘记了忧愁",
    "瀑布从悬崖上飞流而下",
    "农夫在田里种稻，牛在溪边喝水",
    "中秋的夜晚，一家人在院子里看月亮",
)


class Meaning:
    """Unit vectors of the characters [characters, SIZE]; a stranger has none and is near itself alone."""

    def __init__(self, characters: Sequence[str], vectors: NDArray[np.float32], nearness: float = NEARNESS) -> None:
        self._rows = {character: row for row, character in enumerate(characters)}
        self._vectors, self.nearness = vectors, nearness

    def near(self, character: str, text: str) -> bool:
        """Whether the text has the character or one whose cosine with it is `nearness` or more."""
        if character in text:
            return True
        rows = [self._rows[other] for other in text if other in self._rows]
        own = self._rows.get(character)
        if own is None or not rows:
            return False
        return bool((self._vectors[rows] @ self._vectors[own]).max() >= self.nearness)

    def keeps(self, theme: str, lines: Iterable[str]) -> bool:
        """Whether a third of the theme's characters, one of two, are in the poem, themselves or by a near neighbour."""
        text, asked = "".join(lines), content(theme)
        return 3 * sum(self.near(character, text) for character in asked) >= len(asked)

    def neighbours(self, character: str, count: int = 8) -> str:
        """The nearest characters, for reading."""
        order = np.argsort(-(self._vectors @ self._vectors[self._rows[character]]))[1 : count + 1]
        names = list(self._rows)
        return "".join(names[row] for row in order)

    def calibrate(self, themes: Sequence[str], poems: Sequence[Sequence[str]], most: float = 0.25) -> float:
        """Raises `nearness` until strange themes fit at most this share of poems; returns the share that is left."""
        share = 1.0
        for self.nearness in (0.5, 0.6, 0.65, 0.7, 0.725, 0.75, 0.775, 0.8, 0.85, 0.9, 1.01):
            share = self.false_rate(themes, poems)
            if share <= most:
                break
        return share

    def false_rate(self, themes: Sequence[str], poems: Sequence[Sequence[str]]) -> float:
        """Share of poems that fit a theme they were not written on: each theme with poems far apart in the list."""
        pairs = [
            (theme, poems[(place * 7 + turn * 31) % len(poems)])
            for place, theme in enumerate(themes)
            for turn in range(10)
        ]
        return sum(self.keeps(theme, poem) for theme, poem in pairs) / len(pairs)


def of(folder: Path) -> Meaning:
    """From the training split of the prepared poems in `folder`; kept there, for it takes half a minute and 2 GB."""
    from training.poet.prepare import load

    path = folder / "judge_meaning.npz"
    if not path.exists():
        learned = learn(poem.lines for poem in load(folder) if poem.split == "train")
        np.savez(path, characters=np.array(list(learned._rows)), vectors=learned._vectors)
    with np.load(path) as kept:
        return Meaning(kept["characters"].tolist(), kept["vectors"])


def learn(poems: Iterable[Sequence[str]], least: int = 20, size: int = SIZE) -> Meaning:
    """From poems as lists of lines; characters seen fewer than `least` times have no vector."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import svds

    couplets = [set(lines[place] + lines[place + 1]) for lines in poems for place in range(0, len(lines) - 1, 2)]
    seen = Counter(character for couplet in couplets for character in couplet)
    characters = [character for character, count in seen.most_common() if count >= least]
    row = {character: place for place, character in enumerate(characters)}
    kept = [[row[c] for c in couplet if c in row] for couplet in couplets]
    ends = np.cumsum([0, *map(len, kept)])
    places = np.concatenate([np.array(couplet, np.int32) for couplet in kept])
    there = csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(kept), len(characters)))
    found, strength, _ = svds(_information(there.T @ there), k=min(size, len(characters) - 1), random_state=0)
    vectors = found * np.sqrt(strength)
    return Meaning(
        characters, (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)).astype(np.float32)
    )


def _information(together):  # type: ignore[no-untyped-def]
    """Positive pointwise mutual information of counts [characters, characters], contexts smoothed by 0.75."""
    together.setdiag(0)
    together = together.tocoo()
    total = np.asarray(together.sum(1)).ravel()
    smooth = total**0.75 / (total**0.75).sum()
    information = np.log(together.data / np.maximum(total[together.row], 1) / smooth[together.col] + 1e-12)
    together.data = np.maximum(information, 0).astype(np.float32)
    together = together.tocsr()
    together.eliminate_zeros()
    return together


def content(theme: str) -> list[str]:
    """The characters of a theme that say what it is about, in the poems' script, each once."""
    return list(dict.fromkeys(c for c in _traditional()(theme) if "\u3400" <= c <= "\u9fff" and c not in EMPTY))


@functools.cache
def _traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


def themes(path: Path = THEMES) -> list[str]:
    """The fixed list of 200."""
    return path.read_text(encoding="utf-8").split()


def choose(poems: Iterable[Sequence[str]], count: int = 180) -> list[str]:
    """The commonest two-character words that begin or end a half line of held-out poems, and the plain descriptions.

    A word has no empty character, each character is in three words at most, and it is seen at least three times as
    often as its characters would meet by chance.
    """
    lines = [line[-5:] for lines in poems for line in lines]
    words = Counter(word for line in lines for word in (line[:2], line[2:4], line[3:]))
    single = Counter(character for line in lines for character in line)
    total, used = sum(single.values()), Counter[str]()
    found: list[str] = []
    for word, seen in words.most_common():
        chance = 3 * len(lines) * single[word[0]] * single[word[1]] / total**2
        meant = not EMPTY & set(word) and len(set(word)) == 2 and seen >= 3 * chance
        if meant and len(found) < count and all(used[character] < 3 for character in word):
            found.append(word)
            used.update(word)
    return [*found, *PLAIN]
