"""What a prompt in plain Chinese is about, in words that a poem of old could use."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Collection
from pathlib import Path

MOST = 4
# Characters that carry grammar in today's Chinese; classical ones among them say little alone.
GRAMMAR = frozenset(
    "的了着著是在有和與跟或而且但把被讓給對從向往於為以及也都就還又再才只很太更最非常這那哪此其之一二兩三四五六七八九十個隻條片張首"
    "朵顆座位名些點們我你您他她它咱自己誰什麼怎樣沒不別會能可要想說寫詩詞篇關作請用里裡裏中上下內外前後間邊時候正當過來去起到地得"
)


@functools.cache
def today() -> dict[str, str]:
    """What people write today, and the word that verse has for it."""
    words: dict[str, str] = json.loads((Path(__file__).parent / "data" / "today.json").read_text(encoding="utf-8"))
    return words


def traditional(text: str) -> str:
    """Chinese text in traditional characters; text that is traditional already stays."""
    return _converter("s2t")(text)


def simplified(text: str) -> str:
    """Chinese text in simplified characters."""
    return _converter("t2s")(text)


def themes(prompt: str, words: Collection[str], known: Collection[str]) -> list[str]:
    """Up to four theme words of a prompt, in its order.

    Args:
        prompt: plain Chinese in either script, or a few words.
        words: two-character words that the poet knows well.
        known: characters that it can write.
    """
    found: list[str] = []
    for part in re.findall("[\u3400-\u9fff]+", traditional(prompt)):
        found += _words_of(part, words, known)
    unique = [word for word in dict.fromkeys(found) if not any(word != other and word in other for other in found)]
    # Two characters say more than one: those go first when there are too many.
    kept = sorted(unique, key=lambda word: -len(word))[:MOST]
    return [word for word in unique if word in kept]


def _words_of(part: str, words: Collection[str], known: Collection[str]) -> list[str]:
    found, place = [], 0
    while place < len(part):
        pair, one = part[place : place + 2], part[place]
        if key := next((key for key in (pair, one) if key in today()), ""):
            found.append(today()[key])
            place += len(key)
        elif len(pair) == 2 and pair in words and not GRAMMAR & set(pair):
            found.append(pair)
            place += 2
        else:
            if one not in GRAMMAR and one in known:
                found.append(one)
            place += 1
    return found


@functools.cache
def _converter(name: str) -> Callable[[str], str]:
    """Loaded once: reading the tables takes longer than a line of a poem."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert
