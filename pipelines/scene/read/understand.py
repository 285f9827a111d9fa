"""Understanding a prompt: what is named, how much of it, what it is like, where it is, and what is around it.

    prompt -> terms (words.py) -> nouns by meaning (nouns.py) -> subjects and surroundings (reader.py) -> Brief (here)

Rules and word lists first; meaning only for nouns that the lists lack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.read.meaning import Meaning
from pipelines.scene.read.nouns import read_nouns
from pipelines.scene.read.reader import SCENERY, Reader
from pipelines.scene.read.words import terms
from pipelines.scene.scene import Brief, Setting, Subject
from pipelines.scene.tables import table

COLOURS = 6


def understand(prompt: str, drawings: Drawings, meaning: Meaning | None) -> Brief:
    """What the prompt asks for. Any text will do; without `meaning`, nouns that the word lists lack are unknown.

    Bounded: at most 12 subjects of at most 60 each, 12 unknown words and 6 colours, however long the prompt.
    """
    reader = Reader(drawings)
    reader.read(read_nouns(terms(prompt, drawings), drawings, meaning))
    said = reader.said
    features = tuple(dict.fromkeys(said["feature"]))
    asked = [colour for value in said["palette"] for colour in value.split()]
    scenery = any(said[kind] for kind in SCENERY)
    first: Any = {kind: values[0] for kind, values in said.items() if values}
    return Brief(
        prompt=prompt,
        subjects=_mounted(tuple(_finished(subject, drawings) for subject in reader.subjects), drawings),
        setting=_setting(reader, scenery),
        daytime=first.get("daytime") or ("night" if _shows_night(features) else "day"),
        weather=first.get("weather", "clear"),
        season=first.get("season", ""),
        features=features,
        palette=tuple(dict.fromkeys([*reader.palette, *asked]))[:COLOURS],
        mood=first.get("mood", ""),
        camera=next(filter(None, said["camera"]), ""),
        abstract=not reader.subjects and not scenery,
        unknown=tuple(reader.unknown),
    )


def _shows_night(features: tuple[str, ...]) -> bool:
    return bool({"moon", "stars"} & set(features)) and "sun" not in features


def _setting(reader: Reader, scenery: bool) -> Setting:
    """What was said; else what the things imply; else a meadow under whatever scenery was named."""
    said: Any = reader.said["setting"]
    if said:
        # Snow lies on whatever else was named, and what is under water is in the sea as well.
        return (
            "underwater" if "underwater" in said else next((setting for setting in said if setting != "snow"), "snow")
        )
    built = any(reader.drawings[s.drawing].category.startswith(("place", "transport")) for s in reader.subjects)
    if "window" in reader.said["feature"] and not built:
        return "room"
    implied = [setting for s in reader.subjects if (setting := _implied(reader.drawings[s.drawing]))]
    if implied:
        # Beside a ship, an octopus comes up to the surface.
        return "sea" if implied[0] == "underwater" and "sea" in implied else implied[0]
    return "meadow" if scenery else "plain"


def _implied(concept: Concept) -> Setting | None:
    """Where a thing is usually seen, by its drawing or else by its category; from data/aliases.toml."""
    lists: Any = table("aliases")
    by_drawing = (setting for setting, keys in lists["setting"].items() if concept.key in keys)
    by_category = (setting for setting, kinds in lists["setting_of_kind"].items() if concept.category in kinds)
    return next(by_drawing, None) or next(by_category, None)


def _finished(subject: Subject, drawings: Drawings) -> Subject:
    """Choose the posture that fits the verb, and the usual motion where nothing was said."""
    stranded = subject.relation == "on" and subject.other == "beach"
    beside = subject.relation in ("on", "in", "beside", "under", "with") and isinstance(subject.other, int)
    placed = stranded or beside
    verb = subject.verb or ("" if placed else drawings[subject.drawing].motion)
    drawing = table("aliases")["postures"].get(subject.drawing, {}).get(verb, subject.drawing)
    size = round(subject.size * (1.0 if drawing == subject.drawing else _smaller(subject.drawing)), 2)
    return replace(subject, drawing=drawing, verb="" if verb == "still" else verb, size=size)


def _mounted(subjects: tuple[Subject, ...], drawings: Drawings) -> tuple[Subject, ...]:
    """Somebody on a horse or bicycle is one drawing."""
    riding: dict[str, str] = table("aliases")["riding"]
    for at, rider in enumerate(subjects):
        mount = subjects[rider.other] if isinstance(rider.other, int) and rider.relation == "on" else None
        somebody = drawings[rider.drawing].category in ("person", "person-activity") or rider.drawing in riding.values()
        if mount and somebody and mount.drawing in riding and mount.count == rider.count:
            word = f"{rider.word} on a {mount.word}" if rider.word.isascii() else f"骑{mount.word}的{rider.word}"
            one = replace(
                mount,
                drawing=riding[mount.drawing],
                word=word,
                size=rider.size,
                verb=drawings[riding[mount.drawing]].motion or mount.verb or rider.verb,
                horizontal=mount.horizontal or rider.horizontal,
            )
            return _mounted(_merged(subjects, at, int(str(rider.other)), one), drawings)
    return subjects


def _merged(subjects: tuple[Subject, ...], first: int, second: int, one: Subject) -> tuple[Subject, ...]:
    """The subjects with one in the place of two."""
    keep, gone = min(first, second), max(first, second)

    def moved(other: int | str | None) -> int | str | None:
        if not isinstance(other, int):
            return other
        return keep if other == gone else other - (other > gone)

    kept = [one if at == keep else subject for at, subject in enumerate(subjects) if at != gone]
    return tuple(replace(subject, other=moved(subject.other)) for subject in kept)


def _smaller(drawing: str) -> float:
    """A child is drawn as a grown person who is not as tall."""
    return next((float(factor) for factor, keys in table("aliases")["smaller"].items() if drawing in keys), 1.0)
