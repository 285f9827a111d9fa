"""Mounting: somebody on a horse or a bicycle, drawn as one."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.drawings import Drawings
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table


def mounted(subjects: tuple[Subject, ...], drawings: Drawings) -> tuple[Subject, ...]:
    """Somebody on a horse or bicycle is one drawing."""
    riding: dict[str, str] = table("aliases")["riding"]
    for at, rider in enumerate(subjects):
        mount = subjects[rider.other] if isinstance(rider.other, int) and rider.relation == "on" else None
        somebody = drawings[rider.drawing].category in ("person", "person-activity") or rider.drawing in riding.values()
        if mount and rider.person and mount.drawing in riding:
            person = replace(rider.person, pose=rider.person.pose or "ride")
            rider_up = replace(rider, relation="riding", person=person)
            return mounted((*subjects[:at], rider_up, *subjects[at + 1 :]), drawings)
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
            return mounted(merged(subjects, at, int(str(rider.other)), one), drawings)
    return _each_on_one(subjects)


def _each_on_one(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """As many mounts as riders, where both are several."""
    riders = {one.other: one.count for one in subjects if one.relation == "riding" and one.count > 1}
    return tuple(
        replace(one, count=riders[at]) if at in riders and one.count > 1 else one for at, one in enumerate(subjects)
    )


def merged(subjects: tuple[Subject, ...], first: int, second: int, one: Subject) -> tuple[Subject, ...]:
    """The subjects with one in the place of two, by their indices."""
    keep, gone = min(first, second), max(first, second)

    def moved(other: int | str | None) -> int | str | None:
        if not isinstance(other, int):
            return other
        return keep if other == gone else other - (other > gone)

    kept = [one if at == keep else subject for at, subject in enumerate(subjects) if at != gone]
    return tuple(replace(one, other=moved(one.other), beyond=moved(one.beyond)) for one in kept)  # type: ignore[arg-type]
