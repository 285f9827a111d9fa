"""The picture in a sentence, for people who cannot see it."""

from __future__ import annotations

import re
from collections import Counter

from pipelines.scene.scene import Brief, Scene, Subject

PLACES = {
    "plain": "",
    "meadow": "in a meadow",
    "forest": "in a forest",
    "sea": "by the sea",
    "city": "in a city",
    "desert": "in the desert",
    "snow": "in the snow",
    "mountain": "in the mountains",
    "space": "in space",
    "room": "in a room",
    "underwater": "under water",
    "garden": "in a garden",
}
VIEWS = PLACES | {
    "plain": "of open land",
    "meadow": "of a meadow",
    "forest": "of a forest",
    "sea": "of the sea",
    "city": "of a city",
    "desert": "of the desert",
    "snow": "of a snowy land",
    "mountain": "of mountains",
    "space": "of space",
    "room": "of a room",
    "garden": "of a garden",
}
TIMES = {"dawn": "at dawn", "dusk": "at dusk", "night": "at night"}
WEATHERS = {
    "rain": "in the rain",
    "snow": "in falling snow",
    "fog": "in fog",
    "storm": "in a storm",
    "wind": "in the wind",
    "cloudy": "under a cloudy sky",
}
DOING = {
    "walk": "walking",
    "run": "running",
    "fly": "flying",
    "swim": "swimming",
    "jump": "jumping",
    "sleep": "sleeping",
}
PARTS = {"hill": "a hill", "river": "a river", "path": "a path", "mountain": "a mountain", "rainbow": "a rainbow"}
NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CHINESE_TIMES = {"dawn": "黎明", "day": "", "dusk": "黄昏", "night": "夜晚"}
CHINESE_WEATHERS = {"rain": "雨中", "snow": "雪中", "fog": "雾中", "storm": "暴风雨中", "wind": "风中"}
CHINESE_PLACES = {
    "plain": "",
    "meadow": "草地上",
    "forest": "森林里",
    "sea": "大海",
    "city": "城市里",
    "desert": "沙漠里",
    "snow": "雪地里",
    "mountain": "山间",
    "space": "太空中",
    "room": "房间里",
    "underwater": "水下",
    "garden": "花园里",
}
PEOPLE = ("person", "man", "woman", "boy", "girl", "child", "baby")

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def describe(scene: Scene) -> str:
    """One sentence, in Chinese where the prompt is: "Three birds flying over the sea at dawn."."""
    brief = scene.brief
    counts = Counter(layer.subject for layer in scene.layers if layer.subject)
    chinese = bool(_CHINESE.search(brief.prompt))
    if brief.abstract:
        return "一幅抽象画。" if chinese else "An abstract picture."
    if chinese:
        return _chinese(brief, counts)
    things = _things(brief, counts)
    said = " ".join(filter(None, (things, _shared(brief), *_around(brief, bool(things)))))
    return said[:1].upper() + said[1:] + "."


def _things(brief: Brief, counts: Counter[Subject]) -> str:
    """All things, each beside what it was said to be on or with: what is named there is not named again."""
    subjects = brief.subjects
    shown = [at for at, subject in enumerate(subjects) if counts[subject]]
    inner = {_attached(subjects, at) for at in shown} - {None}
    held = {at for at in shown if subjects[at].relation == "with"}
    parts = [_phrase(brief, counts, at) for at in shown if at not in held and at not in inner - _holders(subjects)]
    return _listed(list(dict.fromkeys(parts)))


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
    if brief.setting in named or (brief.setting == "sea" and "beach" in named):
        place = ""
    elif things and brief.setting == "sea" and "beach" in brief.features:
        place = "on a beach"
    rest = [PARTS[part] for part in brief.features if part in PARTS and part not in named]
    season = f"in {brief.season}" if brief.season and brief.weather != "snow" else ""
    parts = (f"with {_listed(rest)}" if rest else "", season, TIMES.get(brief.daytime, ""))
    return (place, *parts, WEATHERS.get(brief.weather, ""))


def _chinese(brief: Brief, counts: Counter[Subject]) -> str:
    """黎明，大海：三只鸟。"""
    words: Counter[str] = Counter()
    for subject in brief.subjects:
        words[subject.word] += counts[subject]
    people = {subject.word for subject in brief.subjects if subject.drawing.startswith(PEOPLE)}
    things = "、".join(_chinese_named(word, count, word in people) for word, count in words.items() if count)
    parts = (CHINESE_TIMES[brief.daytime], CHINESE_WEATHERS.get(brief.weather, ""), CHINESE_PLACES[brief.setting])
    return "：".join(filter(None, ("，".join(filter(None, parts)), things))) + "。"


def _chinese_named(word: str, count: int, person: bool) -> str:
    if count == 1:
        return word
    digits = "零一两三四五六七八九十"
    number = digits[count] if count < len(digits) else str(count)
    return f"{number}{'个' if person else '只'}{word}"
