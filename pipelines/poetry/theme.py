"""What a prompt in plain Chinese is about, in words that a poem of old could use."""

from __future__ import annotations

import re
from collections.abc import Collection

MOST = 4
# Characters that carry grammar in today's Chinese; classical ones among them say little alone.
GRAMMAR = frozenset(
    "的了着著是在有和與跟或而且但把被讓給對從向往於為以及也都就還又再才只很太更最非常這那哪此其之一二兩三四五六七八九十個隻條片張首"
    "朵顆座位名些點們我你您他她它咱自己誰什麼怎樣沒不別會能可要想說寫詩詞篇關作請用里裡裏中上下內外前後間邊時候正當過來去起到地得"
)
# What people write today, and the word that verse has for it.
TODAY = {
    "月亮": "明月", "太陽": "白日", "晚上": "夜", "夜晚": "夜", "早上": "曉", "早晨": "清晨", "傍晚": "黃昏", "秋天": "秋",
    "春天": "春", "夏天": "夏", "冬天": "冬", "秋日": "秋日", "眼睛": "眼", "眼淚": "淚", "媽媽": "慈母", "母親": "慈母",
    "爸爸": "父", "父親": "父", "朋友": "故人", "友誼": "故人", "愛情": "相思", "愛人": "佳人", "戀人": "佳人", "思念": "相思",
    "想念": "相思", "想家": "思鄉", "家鄉": "故鄉", "故鄉": "故鄉", "回家": "歸", "旅行": "行客", "旅途": "客路", "孩子": "兒童",
    "小孩": "兒童", "老人": "老翁", "喝酒": "酒", "孤單": "孤", "寂寞": "寂寞", "快樂": "歡", "高興": "歡", "悲傷": "愁",
    "難過": "愁", "離別": "別離", "分別": "別離", "告別": "別離", "大海": "滄海", "海洋": "滄海", "海邊": "海", "森林": "林",
    "樹林": "林", "樹葉": "葉", "落葉": "落葉", "花朵": "花", "小鳥": "鳥", "星星": "星", "星空": "星河", "銀河": "星河",
    "天空": "碧空", "城市": "城", "農村": "村", "鄉村": "村", "鄉下": "村", "道路": "路", "小路": "徑", "小河": "溪",
    "河流": "江", "下雨": "雨", "下雪": "雪", "雪花": "雪", "颳風": "風", "狗": "犬", "小狗": "犬", "小貓": "貓", "戰爭": "戰",
    "戰士": "征人", "士兵": "征人", "歷史": "古", "夢想": "夢", "房子": "屋", "窗戶": "窗", "金色": "金", "紅色": "紅",
    "綠色": "綠", "白色": "白", "青春": "少年", "年輕": "少年", "生日": "壽", "新年": "新年", "春節": "新年", "中秋": "中秋",
    "茶": "茶", "音樂": "琴", "唱歌": "歌", "跳舞": "舞", "飄舞": "飄", "日落": "夕陽", "夕陽": "夕陽", "日出": "曉日",
}  # fmt: skip


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
        if pair in TODAY or one in TODAY:
            key = pair if pair in TODAY else one
            found.append(TODAY[key])
            place += len(key)
        elif len(pair) == 2 and pair in words and not GRAMMAR & set(pair):
            found.append(pair)
            place += 2
        else:
            if one not in GRAMMAR and one in known:
                found.append(one)
            place += 1
    return found


def _converter(name: str):  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC(name).convert
