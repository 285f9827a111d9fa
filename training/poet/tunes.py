"""词牌: the commoner tunes of song lyrics, with the line lengths that most poets kept to."""

from __future__ import annotations

# Line lengths after 欽定詞譜; the two stanzas stand side by side.
TUNES: dict[str, tuple[int, ...]] = {
    "浣溪沙": (7, 7, 7, 7, 7, 7),
    "鷓鴣天": (7, 7, 7, 7, 3, 3, 7, 7, 7),
    "菩薩蠻": (7, 7, 5, 5, 5, 5, 5, 5),
    "西江月": (6, 6, 7, 6, 6, 6, 7, 6),
    "臨江仙": (7, 6, 7, 5, 5, 7, 6, 7, 5, 5),
    "減字木蘭花": (4, 7, 4, 7, 4, 7, 4, 7),
    "蝶戀花": (7, 4, 5, 7, 7, 7, 4, 5, 7, 7),
    "點絳唇": (4, 7, 4, 5, 4, 5, 3, 4, 5),
    "清平樂": (4, 5, 7, 6, 6, 6, 6, 6),
    "虞美人": (7, 5, 7, 9, 7, 5, 7, 9),
    "卜算子": (5, 5, 7, 5, 5, 5, 7, 5),
    "如夢令": (6, 6, 5, 6, 2, 2, 6),
    "憶江南": (3, 5, 7, 7, 5),
    "采桑子": (7, 4, 4, 7, 7, 4, 4, 7),
    "生查子": (5, 5, 5, 5, 5, 5, 5, 5),
    "浪淘沙": (5, 4, 7, 7, 4, 5, 4, 7, 7, 4),
    "南鄉子": (5, 7, 7, 2, 7, 5, 7, 7, 2, 7),
    "阮郎歸": (7, 5, 7, 5, 3, 3, 5, 7, 5),
    "踏莎行": (4, 4, 7, 7, 7, 4, 4, 7, 7, 7),
    "漁家傲": (7, 7, 7, 3, 7, 7, 7, 7, 3, 7),
}
# Other names that poets gave the same tune, and other ways to write it.
NAMES = {
    "望江南": "憶江南",
    "江南好": "憶江南",
    "木蘭花減字": "減字木蘭花",
    "點絳脣": "點絳唇",
    "醜奴兒": "采桑子",
    "採桑子": "采桑子",
    "鵲踏枝": "蝶戀花",
    "鳳棲梧": "蝶戀花",
    "浣沙溪": "浣溪沙",
    "思佳客": "鷓鴣天",
    "重疊金": "菩薩蠻",
    "百尺樓": "卜算子",
    "浪淘沙令": "浪淘沙",
}


def tune_of(name: str, lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The tune's standard name and its lines as the pattern cuts them; an empty name when they do not fit.

    Editors divide long lines differently, so only the sum and the ends of lines within it have to agree.
    """
    name = NAMES.get(name, name)
    pattern = TUNES.get(name)
    text = "".join(lines)
    if pattern is None or len(text) != sum(pattern):
        return "", lines
    ends, place = [], 0
    for length in pattern:
        ends.append(place + length)
        place += length
    written = {sum(map(len, lines[: i + 1])) for i in range(len(lines))}
    if not set(ends) <= written:
        return "", lines
    return name, tuple(text[end - length : end] for end, length in zip(ends, pattern, strict=True))
