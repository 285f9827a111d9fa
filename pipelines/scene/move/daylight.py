"""Daylight: a prompt in which day turns to night, or night to day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.scene.move.easing import smooth
from pipelines.scene.scene import Brief, Daytime, Layer, Scene

_NIGHTFALL = re.compile(
    r"\b(night|darkness|evening)\s+(is\s+)?(falls|falling|comes|coming|arrives|arriving)\b|nightfall"
    r"|\b(turn(s|ing)?|fad(es|ing)|chang(es|ing)|becom(es|ing)|goes|go|going|passes|passing)\s+(in)?to\s+(the\s+)?(night|dark)"
    r"|\b(day|dusk)\s+(in)?to\s+(the\s+)?night|\bgets?(ting)? dark|\bgrow(s|ing)? dark|until (the )?night"
    r"|夜幕降临|天黑|入夜|夜晚降临|白天.*黑夜|渐渐变黑"
)
_SUNSET = re.compile(
    r"\bsun ?set(s|ting)?\b|\bsun (is |goes |going |sinks|sinking)+\s*(down|setting)?|日落|落日|夕阳西下"
)
_SUNRISE = re.compile(
    r"\bsun ?ris(e|es|ing)\b|\b(day|dawn|morning) (breaks|breaking|comes|coming)\b|\bdaybreak\b"
    r"|\bnight\s+(in)?to\s+(the\s+)?(day|dawn|morning)\b|\bturn(s|ing)?\s+(in)?to\s+(day|dawn|morning)\b|日出|天亮|破晓|旭日"
)
_CHANGES: tuple[tuple[re.Pattern[str], Daytime, Daytime], ...] = (
    (_SUNRISE, "night", "dawn"),
    (_NIGHTFALL, "day", "night"),
    (_SUNSET, "day", "dusk"),
)
INDOORS = ("space", "underwater")


@dataclass(frozen=True)
class Daylight:
    """The time of day at the start and at the end of a film."""

    start: Daytime
    end: Daytime

    def share(self, progress: float) -> float:
        """How much of the end is seen, 0 to 1, at a progress of 0 to 1. Both ends are held for a while."""
        return smooth((progress - 0.15) / 0.65)

    def briefs(self, brief: Brief) -> tuple[Brief, Brief]:
        """The same picture at its start and at its end."""
        return replace(brief, daytime=self.start), replace(brief, daytime=self.end)


def luminary_paths(start: Scene, end: Scene) -> tuple[float, float]:
    """How far sun or moon go down in the first scene, and how far below its place the other one's begins, in scene
    units. Where both show the same one, the two paths are one and the same."""
    one, two = _luminary(start), _luminary(end)
    if one and two and one.name == two.name:
        way = _middle(two) - _middle(one)
        return way, -way
    return tuple(  # type: ignore[return-value]
        scene.horizon * scene.height + 0.8 * light.box[3] - _middle(light) if light else 0.0
        for scene, light in ((start, one), (end, two))
    )


def is_luminary(layer: Layer) -> bool:
    """Whether the layer is the sun, the moon or their glow."""
    return layer.role == "light" and layer.name.startswith(("sun", "moon", "glow")) and layer.name != "sunlight"


def _luminary(scene: Scene) -> Layer | None:
    return next((layer for layer in scene.layers if is_luminary(layer) and not layer.name.startswith("glow")), None)


def _middle(layer: Layer) -> float:
    return layer.box[1] + layer.box[3] / 2


def read_daylight(brief: Brief) -> Daylight | None:
    """The change of light that the prompt tells of, or None."""
    if brief.setting in INDOORS or brief.abstract:
        return None
    text = brief.prompt.lower()
    return next((Daylight(start, end) for pattern, start, end in _CHANGES if pattern.search(text)), None)
