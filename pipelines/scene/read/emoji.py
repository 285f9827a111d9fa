"""Emoji of a prompt: each adds its thing, unless a word beside it has named that already."""

from __future__ import annotations

from collections import Counter

from pipelines.language.noun import Noun
from pipelines.scene.read.draft import BEHIND, Draft, Picture
from pipelines.scene.read.prompt import FLAG
from pipelines.scene.read.sense import Sense, Who, named
from pipelines.scene.read.sentence import COUNT
from pipelines.scene.read.somebody import somebody

_JOINER = "\u200d"


def add_emoji(picture: Picture, emoji: tuple[str, ...]) -> None:
    """Add what the emoji show. The same one several times is several of it."""
    parts = [part for one in emoji for part in _people_of(one, picture)]
    for number, (one, count) in enumerate(Counter(parts).items()):
        key = picture.drawings.for_emoji(one)
        if FLAG.fullmatch(one):
            picture.miss(one, "no drawing", "flag")
        elif key is None:
            picture.miss(one, "no drawing")
        else:
            _add(picture, key, one, BEHIND + number, count)


def _people_of(emoji: str, picture: Picture) -> list[str]:
    """A family without a drawing of its own is those that it is made of."""
    if picture.drawings.for_emoji(emoji) or _JOINER not in emoji:
        return [emoji]
    return [part.strip("\ufe0f") for part in emoji.split(_JOINER)]


def _add(picture: Picture, key: str, emoji: str, at: int, count: int) -> None:
    found = named(picture.drawings[key].name.lower(), picture.drawings)
    who = found.people[0] if found and found.people else None
    if any(_is_same(draft, key, who) for draft in picture.drafts.values()):
        return
    noun = Noun(at, emoji, emoji)
    sense = Sense(emoji, thing=key)
    person = somebody(who, (), ()) if who else None
    what = {"count": min(COUNT, count)}
    picture.drafts[at] = Draft(noun, sense, "person" if person else key, what, person)


def _is_same(draft: Draft, key: str, who: Who | None) -> bool:
    """Whether a word has named what an emoji shows."""
    if draft.person and who:
        return draft.person.sex in ("", who.sex) and draft.person.age == who.age
    return draft.drawing == key
