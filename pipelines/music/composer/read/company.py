"""How many play, and whether anybody joins those who are named: solos, duos, lists that are all there is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipelines.music.composer.genres import Genre, moods
from pipelines.music.composer.read.ensemble import asked, split
from pipelines.music.composer.read.wording import wording
from pipelines.music.composer.read.words import Match, spans
from pipelines.music.score.instruments import instruments

TRIO = 3
"""So many players have chords between them."""
_COUNTED = {"duo": 2, "duet": 2, "trio": 3, "quartet": 4, "quintet": 5, "sextet": 6, "二重奏": 2, "三重奏": 3,
            "四重奏": 4, "五重奏": 5, "六重奏": 6, "合奏": 0}  # fmt: skip
_COUNT = re.compile("|".join(rf"(?<![a-z]){word}s?(?![a-z])" if word.isascii() else word for word in _COUNTED))
_MANY = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "a pair of": 2, "两": 2, "二": 2, "三": 3, "四": 4}
_MANY_BEFORE = re.compile(
    r"(?:(?<![a-z\d/])(two|three|four|a pair of|[234]) (?:[a-z]+ )?|(?<![一二三四五六七八九十])(两|二|三"
    r"|四)[把支个架台只](?:[^。,]{0,2}))$"
)
_SOLO_BEFORE = re.compile(
    r"(?<![a-z])(?:solo|unaccompanied|lone|only an?|just an?|just|only|nothing but(?: an?)?"
    r"|single) (?:[a-z]+ )?$|(?:只有|只用|仅有|仅用|只要|一个人|单独的?|无伴奏|独奏)[一个把的]*$"
)
_SOLO_AFTER = re.compile(r"\s*(?:solo(?![a-z])|alone|only|unaccompanied|独奏|独自|solo曲)(?! (?:in|over) the)")
_PASSAGE = re.compile(
    r"(?:with|and|plus|then|featuring|has|add|including|into|long|epic|ripping|,)\s+(?:an? |the "
    r"|some )?(?:[a-z]+ ){0,2}$"
)
"""A solo within a piece: "rock with a guitar solo"."""
_PIECE = re.compile(
    r"\s*(?:pieces?|sonatas?|sonatinas?|[eé]tudes?|preludes?|nocturnes?|partitas?|impromptu|miniatures?|ballade"
    r"|improvisation|music|小品|曲(?!风)|奏鸣曲|练习曲|独奏曲|夜曲|音乐)(?![a-z])"
)
_LISTED = re.compile(r"(?:\s|,|、|/|\+|&|和|与|及|跟|and|with|an?|the|two|three|solo|[一两把支个])*(?:[a-z]+ )?")
_LEADS_BEFORE = re.compile(
    r"(?<![a-z])(?:(?:melody|lead|tune|theme|main voice|hook|topline|solo line)(?: is)?(?: played)?"
    r"(?: on| by| for| from| in|:| =)|led by|lead|leading|main instrument(?: is|:)?) (?:an? |the )?(?:solo |[a-z]+ )?$"
    r"|(?:主奏|领奏|主旋律|旋律|主角|主音|独奏乐器)(?:由|用|是|为|:)?$|以$"
)
_LEADS_AFTER = re.compile(
    r"\s*(?:(?:as )?(?:the |a )?(?:lead(?:s|ing)?(?! (?:to|into|up))|melody|main melody|melodies|hook|theme|topline"
    r"|tune)(?![a-z])"
    r"|(?:(?:should|must|will|to|can|could) )?(?:plays?|playing|carr(?:y|ies|ying)|takes?|taking|has|have|having|sings?"
    r"|in|on|with|leads?) (?:the |on )?(?:main |whole )?(?:lead|melody|melodies|tune|theme|top)(?![a-z])"
    r"|(?:来|作|作为|为|当|担任|演奏)?(?:主奏|领奏|主旋律|主导|为主|主音|旋律))"
)
"""Before and behind a player who is to have the tune."""
_BORDER = re.compile(r"[,.;:。、]")
_BAND_ENDS = re.compile(
    r"\s*(?:(?:duet|duo|music|piece|song|tune|二重奏|小品|曲)\s*)?(?:$|[,.;:。]|in [a-g](?![a-z])|at \d)"
)
_SMALL = re.compile(r"(?<![a-z])(?:an?|the|two|and|very|some|really)(?![a-z])|一首|一段|一曲|来|写|和|而")
"""What may stand before and behind a list of players that is all there is."""
_FOR = re.compile(
    r"(?<![a-z])(?:for|between|by|only|just|nothing but)\s+(?:(?:solo|an?|the|two|three) )*(?:[a-z]+ )?$|(?:只有"
    r"|只用|仅用|写给|为)$"
)


def leader(text: str, matches: Sequence[Match]) -> Match | None:
    """Who is to have the tune: "led by fiddle", "the violin plays the melody", 小号主奏."""
    for match in matches:
        before, after = text[: match.start], text[match.end :]
        if split(match)[0] != "ensemble" and (_LEADS_BEFORE.search(before) or _LEADS_AFTER.match(after)):
            return match
    return None


def several(text: str, match: Match, keys: list[str]) -> list[str]:
    """Two of them where two are asked for."""
    said = _MANY_BEFORE.search(text, 0, match.start)
    number = _MANY.get(next(word for word in said.groups() if word)) if said else None
    return keys * number if number and len(keys) == 1 else keys


def filled(named: list[str], count: int, genre: Genre, refused: set[str]) -> list[str]:
    """As many as the word for it says: a flute duo has two flutes, a trio with flute and harp one more."""
    if len(named) >= count:
        return named
    if len(named) == 1:
        return named * count
    usual = [key for key in (*genre.bass, *genre.chords, *genre.counter) if key not in refused and key not in named]
    return [*named, *usual[: count - len(named)]]


def is_group(text: str, matches: Sequence[Match]) -> bool:
    """Whether several of one kind are all there are: "for two guitars"."""
    if len(matches) != 1 or not (said := _MANY_BEFORE.search(text, 0, matches[0].start)):
        return False
    return bool(re.search(r"(?<![a-z])(?:for|by|between) $|(?:^|[,.;:。、为])\s*$", text[: said.start()]))


def counted(text: str) -> int | None:
    found = _COUNT.search(text)
    return _COUNTED[found[0] if found[0] in _COUNTED else found[0][:-1]] if found else None


def is_solo(text: str, place: int, matches: Sequence[Match]) -> bool:
    """Whether the player at this place of the matches is asked for by himself."""
    match, before = matches[place], text[: matches[place].start]
    listed = [_LISTED.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(matches)]
    if split(match)[0] == "ensemble" or any(listed[max(0, place - 1) : place + 1]):
        return bool(re.search(r"solo (?:[a-z]+ )?$", before)) and not _PASSAGE.search(before)
    if _SOLO_BEFORE.search(before):
        return True
    return bool(_SOLO_AFTER.match(text, match.end)) and not _PASSAGE.search(before)


def is_list(text: str, matches: Sequence[Match]) -> bool:
    """Whether those named are all there are: "for flute and harp", "just piano and strings"."""
    if len(matches) < 2:
        return False
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(matches)]
    joined = all(_LISTED.fullmatch(gap) for gap in gaps)
    ends = re.match(r"\s*(?:only|alone)(?![a-z])", text[matches[-1].end :])
    return joined and bool(_FOR.search(text, 0, matches[0].start) or ends or _is_band(text, matches))


def _is_band(text: str, matches: Sequence[Match]) -> bool:
    """Whether a list that is all there is between two commas can play by itself: a tune and what goes with it."""
    before = _BORDER.split(text[: matches[0].start])[-1]
    whole = _are_qualities(before) and _BAND_ENDS.match(text, matches[-1].end)
    players = [instruments()[key] for match in matches for key in several(text, match, asked(match, None))]
    harmony = len(players) >= TRIO or any("chords" in item.roles for item in players)
    return bool(whole) and harmony and any("lead" in item.roles for item in players)


def _are_qualities(words: str) -> bool:
    """Whether words say nothing but how something is: "a soft, slow"."""
    known = [word for mood in moods().values() for word in mood.words]
    known += [word for kinds in wording("pace").values() for word in kinds]
    for start, end, _ in reversed(spans(words, {"quality": known})):
        words = words[:start] + words[end:]
    return not _SMALL.sub("", words).strip(" 的地-")


def is_piece(text: str, matches: Sequence[Match]) -> bool:
    """A piano piece is for a piano; one for an instrument that cannot accompany itself may be accompanied."""
    if len(matches) != 1 or split(matches[0])[0] == "absent":
        return False
    keys = asked(matches[0], None)
    able = (
        len(keys) == 1
        and {"lead", "chords"} <= set(instruments()[keys[0]].roles)
        and instruments()[keys[0]].touch == "struck"
    )
    return able and bool(_PIECE.match(text, matches[0].end))
