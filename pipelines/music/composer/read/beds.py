"""Which sounds are to lie under the music: rain, waves, the crackle of vinyl.

Whoever names a sound wants to hear it ("vinyl crackle", 雨声). Whoever names what sounds may only tell of it ("dancing
in the rain"), unless it is asked for as a sound: "with rain", "rain in the background", "the sound of rain", 伴着雨.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.music.composer.beds import beds
from pipelines.music.composer.read.words import NOTHING, Match, find
from pipelines.music.composer.tables import read_table
from studio.words import Sentence, say

ANY, ABSENT = "any", "absent"
_THING = "?"
"""Behind a key: the word names what sounds, and not its sound."""
_SOFT = (
    r"(?:(?:the|a|an|some|soft|softly|gentle|light|heavy|hard|distant|far|far-off|quiet|faint|falling|pouring|steady"
    r"|slow|calm|warm|cold|low|loud|subtle|rolling|crashing|rumbling|howling|blowing|running|flowing|babbling"
    r"|crackling|crackly|real|actual|natural|ambient|background|recorded|ocean|sea|summer|winter|autumn|spring|night"
    r"|evening|old|dusty|a bit of|a little|a touch of|a hint of|lots of|plenty of"
    r"|(?:sounds?|noises?|recordings?|samples?|ambience) of)\s+)*"
)
_BEFORE = re.compile(
    r"(?<![a-z])(?:with|add|adding|featuring|plus|including|include|put|layer(?:ed)?(?: with| over)?|mixed with"
    r"|backed by|(?:sounds?|noises?|recordings?|ambience|patter|roar|rumble|howl|crash) of|hear|hearing)\s+"
    + _SOFT
    + r"$"
)
_AFTER = re.compile(
    r"\s+(?:sounds?|noises?|ambien[ct]e|ambiance|backgrounds?|bed|effects?|sfx|samples?|textures?|atmosphere"
    r"|recordings?|loops?|crackles?|crackling|hiss|underneath|(?:softly |gently |playing |falling )?in the background"
    r"|(?:sounds? )?(?:behind|under) (?:it|the|everything|all))(?![a-z])"
)
_NOT_AFTER = re.compile(r"-|'s\b|\s+(?:of|in (?:my|your|his|her|our|their)|on (?:my|your|his|her|our|their))(?![a-z])")
_HAN_BEFORE = re.compile(
    r"(?:伴着|伴有|伴随着?|带有|带着?|加上|加入|加点|加一?[点些]|加|配上|配以|混入|混合|夹杂着?|背景(?:里|中)?(?:有|是|要)?|听见|听到)"
    r"(?:一点|一些|点|些|轻轻|淅沥|淡淡|细细|微微|远处|远远|窗外|轻柔|柔和|温柔|真实|的|地)*$"
)
_HAN_AFTER = re.compile(
    r"(?:的|拍岸的?|落下的?|拍打的?|吹过的?|滴落的?)?(?:声|声音|音效|背景|环境音|环境声|噪音|噪声|杂音|底噪|白噪)"
)
_HAN_NOT_AFTER = re.compile(r"(?:一样|般|似)?的(?!声|音|背景|环境|噪|.{0,4}?(?:音乐|曲|歌|钢琴|吉他|冥想|伴奏|节拍))")
_LINK = re.compile(r"\s*(?:,|&|(?<![a-z])and(?![a-z])|、|和|与|及|还有|以及|,\s*and)\s*" + _SOFT)


@dataclass(frozen=True)
class Beds:
    """What was said of sounds under the music."""

    wanted: tuple[str, ...] = ()
    """Keys of data/beds.toml, in the order of the text."""
    refused: frozenset[str] = frozenset()
    missed: tuple[Sentence, ...] = ()


UNSAID = Beds()


def read_beds(text: str) -> Beds:
    """What a description in small letters and one spelling says of sounds under the music."""
    found = find(text, _lexicon())
    asked = _asked(text, [match for match in found if not match.ruled_out])
    against = {match.key.rstrip(_THING) for match in found if match.ruled_out}
    refused = frozenset(beds() if ANY in against else against & beds().keys())
    keys = dict.fromkeys(match.key.rstrip(_THING) for match in asked)
    absent = dict.fromkeys(text[match.start : match.end] for match in asked if match.key.rstrip(_THING) == ABSENT)
    missed = tuple(say("composer.missed.bed", name=name) for name in absent)
    return Beds(tuple(key for key in keys if key in beds() and key not in refused), refused, missed)


def _asked(text: str, found: list[Match]) -> list[Match]:
    """Those that are asked for as sounds. What is joined to one that is, is asked for too: "with rain and thunder"."""
    asked = [_is_sound(text, match) for match in found]
    for index in range(1, len(found)):
        asked[index] |= asked[index - 1] and _are_joined(text, found[index - 1], found[index])
    for index in range(len(found) - 1, 0, -1):
        asked[index - 1] |= asked[index] and _are_joined(text, found[index - 1], found[index])
    return [match for match, is_asked in zip(found, asked, strict=True) if is_asked and match.key != ANY]


def _is_sound(text: str, match: Match) -> bool:
    if not match.key.endswith(_THING):
        return True
    before, after = text[: match.start], text[match.end :]
    if text[match.start].isascii():
        return bool(_AFTER.match(after) or (_BEFORE.search(before) and not _NOT_AFTER.match(after)))
    return bool(_HAN_AFTER.match(after) or (_HAN_BEFORE.search(before) and not _HAN_NOT_AFTER.match(after)))


def _are_joined(text: str, first: Match, second: Match) -> bool:
    between = text[first.end : second.start]
    return bool(_LINK.fullmatch(between)) and not _NOT_AFTER.match(text[second.end :])


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    table = read_table("beds")
    kinds = {**table["bed"], ABSENT: table["absent"], ANY: table["any"]}
    words = {key: tuple(entry["sounds"]) for key, entry in kinds.items()}
    things = {f"{key}{_THING}": tuple(entry["things"]) for key, entry in kinds.items()}
    return {**words, **things, NOTHING: tuple(table["hides"]["words"])}
