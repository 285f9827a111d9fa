"""What a description rules out: how far a "no", a "without" or a 不要 reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import instruments

_AGAINST = re.compile(
    r"(?<![a-z])(?:no(?! (?:less|more|longer|one|matter|problem|doubt))|no-(?=[a-z])|without|w/o|sans|minus|never"
    r"|not(?! (?:only|just|without|to mention))|(?:do|does|is|are|should|must|can|wo|would)n'?t|cannot"
    r"|nothing (?:with|of|like)|excluding|exclude|except(?: for)?"
    r"|(?:everything|anything|all) but|avoid(?:ing)?|omit(?:ting)?|skip(?:ping)?|leave out|leaving out|drop the"
    r"|remove"
    r"|removing|mute|lacking|free of|devoid of|instead of|rather than|zero|neither|nor|ban|hold the)(?![a-z])"
    r"|没有|不要|不用|不需要|不想要|不想听|不加|不带|不含|不用到|不使用|不是|不能有|(?<![特告离分区个性级])别(?![致墅样人具])|去掉|除去|除了|排除|禁止|避免|而非"
    r"|无(?![比限尽边论数穷])|毫不|并不|不太|不(?![断仅只但过失同可错朽息止]|一样|得不)"
)
_END = re.compile(
    r"[.;!?\n。;!?]| - |(?<![a-z])(?:but|except|just|only|instead|plus|rather|please|use|with|featuring|add|keep|give"
    r"|i want|in|for|by|on|at|from|to|over|like|as|while|where|when|so|because)(?![a-z])"
    r"|但|只|而是|改用|要(?!有)|用(?!到)|就"
)
_LEAD = re.compile(
    r"(?:\s*(?:(?:use|using|with|add|want|include|have|like|be|sound|in|for|on|at)(?![a-z])|要|用|加|有|使用))*\s*"
)
_LINK = re.compile(r"\s*(,\s*(?:or|nor|and)\s|,|(?<![a-z])(?:or|nor|and|&)(?![a-z])|、|和|与|及|跟|或者?|也)\s*")
_COMMA_OR_LAST = re.compile(r"\s*(,|(?<![a-z])(?:and|or|nor|&)(?![a-z]))\s*")
_TURNS = ("except", "except for", "excluding", "除了")
_NOTHING = re.compile(r"(?<![a-z])(?:no|without|nothing)(?: any)?(?: other)?(?: instruments?| sounds?| players?)? $")
_ITEM_END = re.compile(r"[,.;、。\n]|\b(?:or|nor|and)\b|和|与|及|或")
_CLAUSE_END = re.compile(r"[.;。\n]")
_TOO_MUCH = re.compile(r"too (?:much|many)|太多")
_OFF = re.compile(r":? ?(?:none|off|excluded|muted)(?![a-z])")
_ATTRIBUTIVE = ("没有", "无", "不", "不带", "不含", "不加", "不用", "不太", "不是", "去掉")
"""What ends with its own clause: 没有鼓的摇滚 is rock without drums, where 不要吵闹的鼓 wants no drums."""
_DEGREE = re.compile(
    r"(?:(?:too|so|very|overly|all that|that|quite|really)(?: much| many)?(?![a-z])|[太很那][么多]?|过于)\s*"
)
_NEW = re.compile(r"(?:an?|some|the|lots|plenty|more|very|quite|that|it|make|很|非常|一)(?![a-z])")
"""How something begins that is wanted again: "no drums and a soft piano"."""


def ruled_out(text: str, start: int, kinds: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether what stands at `start` is ruled out by what stands before it.

    `kinds` are the places of all words of its kind: "no bass, drums and guitar" goes on as long as there are such,
    "no drums, slow and sad" does not.
    """
    before = [match for match in _AGAINST.finditer(text, 0, start) if match.end() <= start]
    before = [match for match in before if not _is_turned(text, match)]
    return any(_reaches(text, match.end(), start, kinds) for match in before[-3:]) or _after(text, start, kinds)


def _is_turned(text: str, against: re.Match[str]) -> bool:
    """Whether it takes back what was ruled out: "nothing except bells"."""
    return against[0] in _TURNS and bool(_NOTHING.search(text, 0, against.start()))


def _reaches(text: str, begin: int, start: int, kinds: Sequence[tuple[int, int]]) -> bool:
    """Whether a ruling that ends at `begin` still holds at `start`."""
    between = text[begin:start]
    # "Not with drums", "不要用鼓": what follows the ruling at once belongs to it.
    lead = _LEAD.match(between)
    inner = between[lead.end() if lead else 0 :]
    # "Not slow pop" is pop.
    if lead and not lead[0].strip() and text[:begin].endswith("not") and _quality().fullmatch(inner):
        return False
    if _END.search(inner) or ("的" in inner and (text[:begin].endswith(_ATTRIBUTIVE) or _is_thing(inner))):
        return False
    # "A not too fast waltz" is a waltz; "not too much" is not none.
    if degree := _DEGREE.match(inner):
        return not inner[degree.end() :].strip() and not _TOO_MUCH.match(inner)
    if not _ruled_before(begin, start, kinds) and len(inner.split()) > 4:
        return False
    return all(_goes_on(text, begin + match.end(), match[1], start, kinds) for match in _LINK.finditer(between))


def _is_thing(inner: str) -> bool:
    """Whether what stands before a 的 is somebody who plays: 不要钢琴的爵士 is jazz."""
    before = inner.split("的")[0]
    return any(before.endswith(name) for name in _players())


def _ruled_before(begin: int, start: int, kinds: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= first and last <= start for first, last in kinds)


def _goes_on(text: str, at: int, link: str, start: int, kinds: Sequence[tuple[int, int]]) -> bool:
    """Whether what is ruled out goes on behind a link of a list that ends at `at`."""
    if _NEW.match(text, at):
        return False
    item = _ITEM_END.split(text[at:], maxsplit=1)[0]
    bare = any(at <= first and last <= at + len(item) and len(item[: first - at].split()) < 2 for first, last in kinds)
    if link.strip() in ("or", "nor", "或", "或者", "、") or "or" in link:
        return bare or start - at < 24
    if link.strip() != ",":
        return bare
    # A comma alone may begin something else; where the list is closed with "or" or "and" it does not.
    rest = _CLAUSE_END.split(text[at:], maxsplit=1)[0]
    return bare and _closed(rest, at, kinds)


def _closed(rest: str, at: int, kinds: Sequence[tuple[int, int]]) -> bool:
    """Whether a list of words of one kind, which begins at `at`, is closed: "drums, bass and guitar"."""
    firsts = {first - at for first, _ in kinds}
    place = 0
    for link in _COMMA_OR_LAST.finditer(rest):
        if place not in firsts:
            return False
        place = link.end()
        if link[1] != ",":
            return place in firsts
    return False


def _after(text: str, start: int, kinds: Sequence[tuple[int, int]]) -> bool:
    """Whether it is ruled out by what is joined to it: "drums: none", "drums off"."""
    end = next((last for first, last in kinds if first == start), None)
    tail = text[end:] if end is not None else ""
    return bool(_OFF.match(tail))


@cache
def _players() -> tuple[str, ...]:
    """Names of players in Chinese."""
    tables = read_table("players")
    words = [word for kind in ("family", "absent") for entry in tables[kind].values() for word in entry["words"]]
    words += [word for item in instruments().values() for word in item.words]
    return tuple(word for word in words if not word.isascii())


@cache
def _quality() -> re.Pattern[str]:
    """Words that say how music is, one or more: what rules them out leaves the music."""
    words = [word for table in ("pace", "energy") for words in wording(table).values() for word in words]
    latin = "|".join(sorted((re.escape(word) for word in words if word.isascii()), key=len, reverse=True))
    return re.compile(rf"\s*(?:(?:{latin})[\s,-]+)+")
