"""Manner: how people are shown, by phrases that are more than their words: "hand in hand", "seen from behind"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pipelines.scene.scene import Missed, Person, Subject
from pipelines.scene.tables import table

_VAGUE = ("", "stand", "hold", "walk", "look")
"""Poses that a phrase takes the place of."""


def shown(subjects: tuple[Subject, ...], prompt: str) -> tuple[Subject, ...]:
    """The subjects, with people who do together what a phrase says, and whoever is nearest to words for somebody's
    back seen from behind."""
    text = prompt.lower()
    pose = next((pose for pose, pattern in _poses().items() if pattern.search(text)), "")
    found = tuple(_posed(one, pose) for one in subjects) if pose else subjects
    people = [at for at, one in enumerate(found) if one.person]
    back = _backs().search(text)
    if not back or not people:
        return found
    who = min(people, key=lambda at: _far(text, found[at].word.lower(), back))
    turned = _with(found[who], seen="behind")
    return (*found[:who], turned, *found[who + 1 :])


def unsaid(missed: Iterable[Missed], subjects: tuple[Subject, ...], prompt: str) -> tuple[Missed, ...]:
    """What is missed, without the words of phrases that people are shown by."""
    poses = {one.person.pose for one in subjects if one.person}
    behind = any(one.person and one.person.seen for one in subjects)
    patterns = [pattern for pose, pattern in _poses().items() if pose in poses] + ([_backs()] if behind else [])
    told = [found[0] for pattern in patterns if (found := pattern.search(prompt.lower()))]
    return tuple(one for one in missed if not any(one.word.lower() in phrase for phrase in told))


def _posed(subject: Subject, pose: str) -> Subject:
    free = subject.person is not None and subject.person.pose in _VAGUE and not subject.holds
    return _with(subject, pose=pose) if free else subject


def _with(subject: Subject, **said: str) -> Subject:
    return replace(subject, person=replace(subject.person or Person(), **said))  # type: ignore[arg-type]


def _far(text: str, word: str, found: re.Match[str]) -> int:
    """Letters between the words and a name in the text; many for a name that is not there."""
    at = text.find(word)
    return len(text) if at < 0 else min(abs(at - found.end()), abs(found.start() - at - len(word)))


@cache
def _backs() -> re.Pattern[str]:
    return re.compile("|".join(table("people")["seen"]["behind"]))


@cache
def _poses() -> dict[str, re.Pattern[str]]:
    entries = table("doing").items()
    return {pose: re.compile("|".join(entry["phrases"])) for pose, entry in entries if "phrases" in entry}
