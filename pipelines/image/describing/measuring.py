"""Measuring: what can be told of a picture without knowing what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from pipelines.image.describing.colours import Seen, main_colours
from pipelines.image.light import Floats, to_lab
from pipelines.image.material import Material, material_of

Brightness = Literal["very_dark", "dark", "even", "bright", "very_bright"]
Contrast = Literal["flat", "even", "strong"]
Warmth = Literal["warm", "cool", "neutral", "grey"]
Sharpness = Literal["soft", "sharp", "unclear"]
Shape = Literal["square", "wide", "tall", "panorama", "column"]
Third = Literal["first", "middle", "last"]

_SMALL, _ROWS = 192, 48
_LOOKED_AT = 1024
"""Pixels of a side of the middle that sharpness is measured in, as they are."""
_BRIGHTNESS: tuple[tuple[float, Brightness], ...] = (
    (0.25, "very_dark"),
    (0.45, "dark"),
    (0.72, "even"),
    (0.87, "bright"),
)
"""Where each ends, as mean lightness."""
_DETAIL = 0.8
"""Of 255: how much has to differ for sharpness to be seen."""
_STEP = 0.1
"""Of lightness and colour between both sides of a horizon."""


@dataclass(frozen=True)
class Measured:
    """What was measured of a picture. Sizes in pixels."""

    width: int
    height: int
    material: Material
    colours: tuple[Seen, ...]
    brightness: Brightness
    contrast: Contrast
    warmth: Warmth
    sharpness: Sharpness
    symmetric: bool
    """Whether its left half mirrors the right one."""
    horizon: Third | None
    """In which third, from above, a line goes from side to side; None where none does."""

    @property
    def shape(self) -> Shape:
        ratio = self.width / self.height
        if 0.95 < ratio < 1.05:
            return "square"
        return "panorama" if ratio >= 2 else "column" if ratio <= 0.5 else "wide" if ratio > 1 else "tall"


def measured(picture: Image.Image, drawn: bool = False) -> Measured:
    """`picture`: RGB of any size; `drawn`: see `material_of`."""
    small = picture.resize((_SMALL, _SMALL), Image.Resampling.BOX, reducing_gap=2)
    lab = to_lab(np.asarray(small))
    return Measured(
        width=picture.width,
        height=picture.height,
        material=material_of(picture, drawn),
        colours=tuple(main_colours(picture)),
        brightness=_brightness(float(lab[..., 0].mean())),
        contrast=_contrast(lab[..., 0]),
        warmth=_warmth(lab[..., 1:]),
        sharpness=_sharpness(picture),
        symmetric=_symmetric(lab),
        horizon=_horizon(lab),
    )


def _brightness(mean: float) -> Brightness:
    return next((name for end, name in _BRIGHTNESS if mean < end), "very_bright")


def _contrast(light: Floats) -> Contrast:
    dark, bright = np.percentile(light, (5, 95))
    return "flat" if bright - dark < 0.3 else "strong" if bright - dark > 0.65 else "even"


def _warmth(colours: Floats) -> Warmth:
    if float(np.hypot(colours[..., 0], colours[..., 1]).mean()) < 0.012:
        return "grey"
    yellow = float(colours[..., 1].mean())
    return "warm" if yellow > 0.025 else "cool" if yellow < -0.015 else "neutral"


def _sharpness(picture: Image.Image) -> Sharpness:
    """How much of what differs over some pixels differs from one to the next: soft pictures have no finest detail."""
    left, top = ((side - _LOOKED_AT) // 2 if side > _LOOKED_AT else 0 for side in picture.size)
    middle = picture.crop((left, top, min(picture.width, left + _LOOKED_AT), min(picture.height, top + _LOOKED_AT)))
    grey = middle.convert("L")
    fine, coarse = (_differs(grey, radius) for radius in (1, 4))
    if coarse < _DETAIL:
        return "unclear"
    return "soft" if fine / coarse < 0.2 else "sharp"


def _differs(grey: Image.Image, radius: int) -> float:
    blurred = grey.filter(ImageFilter.GaussianBlur(radius))
    return float(np.abs(np.asarray(grey, np.float32) - np.asarray(blurred, np.float32)).mean())


def _symmetric(lab: Floats) -> bool:
    light = lab[..., 0] - lab[..., 0].mean()
    together = float((light * light[:, ::-1]).mean()) / max(float(np.square(light).mean()), 1e-6)
    return together > 0.85 and float(light.std()) > 0.03


def _horizon(lab: Floats) -> Third | None:
    """Where the rows above differ from those below alike in nearly all columns."""
    rows = lab.reshape(_ROWS, _SMALL // _ROWS, _SMALL // 4, 4, 3).mean(axis=(1, 3))
    steps = np.linalg.norm(rows[2:-1] - rows[1:-2], axis=-1)
    line = int(np.argmax(np.percentile(steps, 15, axis=1)))
    if float(np.percentile(steps[line], 15)) < _STEP:
        return None
    return _third(np.array([(line + 2) / _ROWS]))


def _third(place: NDArray[np.floating]) -> Third:
    share = float(place.mean())
    return "first" if share < 0.38 else "last" if share > 0.62 else "middle"
