"""Unpainted: parts of the background that were named, and that no layer of the picture shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.scene.scene import Brief, Layer, Missed
from pipelines.scene.tables import table


def unpainted(brief: Brief, layers: Sequence[Layer]) -> Iterator[Missed]:
    """What to say of them, in the person's own words."""
    if brief.abstract:
        return
    told = {one.word for one in brief.missed}
    painted = {word for layer in layers for word in _words(layer)}
    for word, feature in brief.named:
        if feature in brief.features and word not in told and not painted & shown_by(feature):
            yield Missed(word, "part")


def _words(layer: Layer) -> list[str]:
    """Of a thing the key of its drawing: who asked for the moon may have got it as a thing."""
    name = layer.subject.drawing if layer.subject else layer.name
    return name.lower().replace("-", " ").split()


def shown_by(feature: str) -> set[str]:
    """Words of the names of layers that show a part of the background."""
    lists = table("unwanted")
    return {feature, feature.removesuffix("s"), *lists["shows"].get(feature, ()), *lists["also"].get(feature, ())}
