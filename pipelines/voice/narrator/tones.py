"""Tones: 一 and 不 change theirs with what follows (Chao, A Grammar of Spoken Chinese, 1968, 1.3.4)."""

from __future__ import annotations

_COUNTED = "零〇一二两三四五六七八九十百千万亿第初周期拜点"
"""After these, 一 is a figure."""
_FIGURES = "零〇一二三四五六七八九"
_DATED = "月日号楼"
"""Before these too."""
_FALLING = {"个": "4"}
"""What has lost its tone, and still counts as having it."""


def changed(read: list[tuple[str, list[str]]]) -> list[list[str]]:
    """The syllables of words in their order, hao3, each tone as it is spoken. A word whose characters and syllables
    are not as many is left as it is."""
    chars: list[tuple[str, str]] = []
    begins, closing = [], set()
    for word, sounds in read:
        begins.append(len(chars))
        # What has no sound parts those around it.
        chars += [(word[at] if len(word) == len(sounds) else "", sound) for at, sound in enumerate(sounds)] or [
            ("", "")
        ]
        if len(sounds) > 1:
            closing.add(len(chars) - 1)
    told = [_spoken(chars, at, at in closing) for at in range(len(chars))]
    return [told[begin : begin + len(sounds)] for begin, (_, sounds) in zip(begins, read, strict=True)]


def _spoken(chars: list[tuple[str, str]], at: int, closes: bool) -> str:
    """`closes`: whether the character is the last of a longer word, as in 统一."""
    char, sound = chars[at]
    before, after = (chars[at - 1][0] if at else ""), (chars[at + 1] if at + 1 < len(chars) else ("", ""))
    tone = _FALLING.get(after[0], after[1][-1:])
    if char not in ("一", "不"):
        return sound
    if before and before == after[0]:
        return f"{sound[:-1]}5"
    if char == "不":
        return "bu2" if tone == "4" else "bu4" if tone else sound
    if closes or (before and before in _COUNTED) or (after[0] and after[0] in _DATED + _FIGURES):
        return "yi1"
    return {"4": "yi2", "1": "yi4", "2": "yi4", "3": "yi4"}.get(tone, "yi1")
