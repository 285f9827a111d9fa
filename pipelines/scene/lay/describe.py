"""The picture in a sentence, for people who cannot see it."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.scene.lay.phrases import (
    CHINESE_KINDS,
    CHINESE_PLACES,
    CHINESE_TIMES,
    CHINESE_WEATHERS,
    DOING,
    KINDS,
    NOWHERE,
    NUMBERS,
    PARTS,
    PEOPLE,
    PLACES,
    TIMELESS,
    TIMES,
    VIEWS,
    WEATHERS,
)
from pipelines.scene.scene import Brief, Scene, Subject
from pipelines.scene.tables import table

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def describe(scene: Scene) -> str:
    """One sentence, in Chinese where the prompt is: "Three birds flying over the sea at dawn."."""
    brief = scene.brief
    counts = Counter(layer.subject for layer in scene.layers if layer.subject)
    if brief.kind == "pattern":
        counts = Counter({subject: subject.count for subject in brief.subjects})
    chinese = bool(_CHINESE.search(brief.prompt))
    if brief.kind == "scene" and brief.abstract:
        return _thingless(scene, chinese)
    if chinese:
        return _chinese(brief, counts)
    kind, things = KINDS.get(brief.kind, ""), _things(brief, counts)
    bare = bool(kind) and (brief.abstract or (brief.kind in NOWHERE and not brief.place))
    around = _lit_only(brief) if bare else _around(brief, bool(things or kind))
    if kind and not things:
        # Of a place alone: "pixel art of a city", but "a map".
        view = "" if bare else VIEWS[brief.setting].removeprefix("of ")
        kind = f"{kind} {view}" if view else kind.rpartition(" ")[0]
        around = _lit_only(brief)
    said = " ".join(filter(None, (kind, things, _shared(brief), *around)))
    return said[:1].upper() + said[1:] + "."


def _lit_only(brief: Brief) -> tuple[str, ...]:
    """The time of day, of a picture that is nowhere."""
    return (TIMES.get(brief.daytime, ""),) if brief.kind not in TIMELESS else ()


def _thingless(scene: Scene, chinese: bool) -> str:
    """Forms; or an empty place, where what was asked for has no drawing."""
    if any(layer.role == "shape" for layer in scene.layers):
        return "一幅抽象画。" if chinese else "An abstract picture."
    return "一处空着的地方。" if chinese else "An empty place."


def _things(brief: Brief, counts: Counter[Subject]) -> str:
    """All things, each beside what it was said to be on or with: what is named there is not named again."""
    subjects = brief.subjects
    shown = [at for at, subject in enumerate(subjects) if counts[subject] and not _of_group(subjects, at)]
    inner = {_attached(subjects, at) for at in shown} - {None}
    held = {at for at in shown if subjects[at].relation == "with"}
    parts = [_phrase(brief, counts, at) for at in shown if at not in held and at not in inner - _holders(subjects)]
    return _listed(list(dict.fromkeys(parts)))


def _of_group(subjects: tuple[Subject, ...], at: int) -> bool:
    """Whether one word named it together with others, as a family its mother."""
    other = subjects[at].other
    if not isinstance(other, int) or other >= len(subjects):
        return False
    same, people = subjects[other].drawing == subjects[at].drawing, subjects[at].person is not None
    return subjects[other].word == subjects[at].word and (people or not same)


def _attached(subjects: tuple[Subject, ...], at: int) -> int | None:
    """The subject that this one is described by: the hill of a cat on a hill. Rings of such are not followed."""
    other = subjects[at].other
    if not isinstance(other, int) or other >= len(subjects) or subjects[at].relation == "with":
        return None
    return None if isinstance(subjects[other].other, int) else other


def _holders(subjects: tuple[Subject, ...]) -> set[int]:
    return {s.other for s in subjects if s.relation == "with" and isinstance(s.other, int)}


def _phrase(brief: Brief, counts: Counter[Subject], at: int) -> str:
    subject = brief.subjects[at]
    words = [_named(subject, counts[subject])]
    held = [s for s in brief.subjects if s.relation == "with" and s.other == at and counts[s]]
    if held:
        words.append("with " + _listed([_named(s, counts[s]) for s in held]))
    doing = DOING.get(subject.verb, "")
    other = _attached(brief.subjects, at)
    if other is not None and counts[brief.subjects[other]]:
        target = brief.subjects[other]
        if target.word == subject.word:
            return _family(subject, target, counts)
        rides = subject.relation == "on" and subject.verb in ("walk", "run")
        words += ["riding" if rides else f"{doing} {subject.relation}".strip(), _named(target, counts[target])]
    elif isinstance(subject.other, str) and subject.relation and _shared(brief) is None:
        words += [doing, _where(subject)]
    elif _shared(brief) is None:
        words.append(doing)
    return " ".join(filter(None, words))


def _family(young: Subject, grown: Subject, counts: Counter[Subject]) -> str:
    if young.drawing != grown.drawing:
        return _named(grown, 1)
    return f"a family of {_named(young, counts[young] + counts[grown])}"


def _where(subject: Subject) -> str:
    other = str(subject.other)
    return f"{subject.relation} {PARTS.get(other, _scenery(other))}"


def _shared(brief: Brief) -> str | None:
    """The place that all things of several were said to have."""
    subjects = [subject for subject in brief.subjects if subject.relation != "with"]
    if len(subjects) < 2 or not all(isinstance(subject.other, str) and subject.relation for subject in subjects):
        return None
    places = {_where(subject) for subject in subjects}
    return places.pop() if len(places) == 1 else None


def _scenery(word: str) -> str:
    return word if word in ("clouds", "trees") else f"the {word}"


def _named(subject: Subject, count: int) -> str:
    if subject.person and subject.person.name:
        return subject.person.name
    word = subject.word if _plain(subject.word) else subject.drawing.replace("-", " ")
    if count == 1:
        return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {word if word.endswith('s') or word in _UNCHANGED else _plural(word)}"


_UNCHANGED = ("sheep", "fish", "deer", "people", "children", "men", "women", "mice", "geese", "wolves", "family")


def _plain(word: str) -> bool:
    """Whether it is words and no emoji."""
    return word.replace("-", " ").replace("'", " ").replace(" ", "").isalpha()


def _plural(word: str) -> str:
    if word.endswith(("x", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _listed(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)


def _around(brief: Brief, things: bool) -> tuple[str, ...]:
    """Place, time and weather, where nothing was placed by them already."""
    named = {subject.other for subject in brief.subjects if isinstance(subject.other, str)}
    place = PLACES[brief.setting] if things else f"a view {VIEWS[brief.setting]}"
    if brief.place:
        there = table("places")[brief.place].get("said", f"in a {brief.place}")
        return (there if things else f"a view {there}", *_weather(brief, named))
    if brief.setting in named or (brief.setting == "sea" and "beach" in named):
        place = ""
    elif things and brief.setting == "sea" and "beach" in brief.features:
        place = "on a beach"
    return (place, *_weather(brief, named))


def _weather(brief: Brief, named: set[str]) -> tuple[str, ...]:
    """What else is around, the season, the time of day and the weather."""
    rest = [PARTS[part] for part in brief.features if part in PARTS and part not in named]
    season = f"in {brief.season}" if brief.season and brief.weather != "snow" else ""
    parts = (f"with {_listed(rest)}" if rest else "", season, TIMES.get(brief.daytime, ""))
    return (*parts, WEATHERS.get(brief.weather, ""))


def _chinese(brief: Brief, counts: Counter[Subject]) -> str:
    """黎明，大海：三只鸟。"""
    words: Counter[str] = Counter()
    mounts = {subject.other for subject in brief.subjects if subject.relation == "riding"}
    for at, subject in enumerate(brief.subjects):
        words[_chinese_word(subject, brief)] += 0 if at in mounts else counts[subject]
    people = {_chinese_word(subject, brief) for subject in brief.subjects if subject.drawing.startswith(PEOPLE)}
    things = "、".join(_chinese_named(word, count, word in people) for word, count in words.items() if count)
    place = CHINESE_PLACES[brief.setting] if brief.kind not in NOWHERE else ""
    place = table("places")[brief.place]["chinese"][0] if brief.place else place
    time = CHINESE_TIMES[brief.daytime] if brief.kind not in TIMELESS else ""
    parts = (CHINESE_KINDS.get(brief.kind, ""), time, CHINESE_WEATHERS.get(brief.weather, ""), place)
    return "：".join(filter(None, ("，".join(filter(None, parts)), things))) + "。"


def _chinese_word(subject: Subject, brief: Brief) -> str:
    """骑马的女孩."""
    rides = subject.relation == "riding" and isinstance(subject.other, int)
    return f"骑{brief.subjects[int(str(subject.other))].word}的{subject.word}" if rides else subject.word


def _chinese_named(word: str, count: int, person: bool) -> str:
    if count == 1:
        return word
    digits = "零一两三四五六七八九十"
    number = digits[count] if count < len(digits) else str(count)
    return f"{number}{'个' if person else '只'}{word}"
