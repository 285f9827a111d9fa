"""Plan: how one kind of picture is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.scene.kinds.member import Member
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Layer

Group = Sequence[Member]


def nothing(stage: Stage, group: Group) -> None:
    """Paints nothing."""


def as_laid(stage: Stage, group: Group) -> None:
    """Leaves it to the layout of scenes where things go."""


def as_they_are(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """The things where they are."""
    return spots


def untouched(stage: Stage, layer: Layer) -> Layer:
    """The layer as it is."""
    return layer


@dataclass(frozen=True)
class Plan:
    """What is painted behind the things, where they go, what is painted before them, and what becomes of each."""

    behind: Callable[[Stage, Group], None]
    spots: Callable[[Stage, Group], list[Spot] | None] = as_laid
    """None where they go as in a scene."""
    settle: Callable[[Stage, list[Spot]], list[Spot]] = as_they_are
    """Where they come to be in the end, if they were laid as in a scene."""
    front: Callable[[Stage, Group], None] = nothing
    change: Callable[[Stage, Layer], Layer] = untouched
    """What becomes of the layer of a thing."""
    timeless: bool = True
    """Whether it looks the same at night and in the rain."""
    plain: bool = True
    """Whether things are drawn without the shadows that a low light throws."""
    most: int = 24
    """How many things it holds."""
    close: bool = False
    """Whether people are shown from the chest up."""
    empty: bool = False
    """Whether it is a picture without any thing as well."""
    furnished: bool = False
    """Whether a place where no thing was named has its usual ones."""
