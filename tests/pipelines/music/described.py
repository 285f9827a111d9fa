"""Descriptions as the composer reads them."""

from __future__ import annotations

from pipelines.music.composer.read.reading import Reading, Wishes, read


def heard(prompt: str, seed: int = 1, **wishes: object) -> Reading:
    return read(prompt, Wishes(**wishes), seed)  # type: ignore[arg-type]


def missed(prompt: str, **wishes: object) -> list[str]:
    return [sentence.key.removeprefix("composer.missed.") for sentence in heard(prompt, **wishes).missed]
