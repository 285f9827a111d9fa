"""Colours: mixing in OKLab, changing and lighting the fills of a drawing.

OKLab is Björn Ottosson's perceptual colour space (2020): equal steps in it look equal, so mixes stay clean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import lru_cache

Oklab = tuple[float, float, float]

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


@lru_cache(maxsize=16384)
def to_oklab(colour: str) -> Oklab:
    """#rrggbb or #rgb to OKLab: lightness 0 to 1, two colour axes of about -0.3 to 0.3."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    r, g, b = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_oklab(lab: Oklab) -> str:
    """OKLab to #rrggbb; colours outside sRGB are clipped."""
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(_gamma(min(1.0, max(0.0, c))) * 255):02x}" for c in linear)


def mix(first: str, second: str, share: float) -> str:
    """`share` 0 gives the first colour, 1 the second."""
    one, two = to_oklab(first), to_oklab(second)
    return from_oklab(
        (_between(one[0], two[0], share), _between(one[1], two[1], share), _between(one[2], two[2], share))
    )


def shade(colour: str, lightness: float = 0.0, chroma: float = 1.0) -> str:
    """Lightness is added (-1 to 1), chroma multiplied."""
    value, a, b = to_oklab(colour)
    return from_oklab((min(1.0, max(0.0, value + lightness)), a * chroma, b * chroma))


def lightness(colour: str) -> float:
    """OKLab lightness, 0 to 1."""
    return to_oklab(colour)[0]


def calmed(colour: str, chroma_limit: float = 0.15, part: float = 0.6) -> str:
    """The colour with only a part of what is beyond a limit of chroma: loud ones come near the others."""
    lab = to_oklab(colour)
    vivid = chroma(lab)
    return (
        colour if vivid <= chroma_limit else shade(colour, 0.0, (chroma_limit + (vivid - chroma_limit) * part) / vivid)
    )


def turn(colour: str, degrees: float) -> str:
    """The colour with its hue turned, lightness and chroma kept."""
    value, a, b = to_oklab(colour)
    angle = math.radians(degrees)
    return from_oklab((value, a * math.cos(angle) - b * math.sin(angle), a * math.sin(angle) + b * math.cos(angle)))


def lit(colour: str, lamp: str, strength: float) -> str:
    """The colour as it looks in light of the colour `lamp`; strength 0 leaves it alone."""
    product = "#" + "".join(
        f"{int(x, 16) * int(y, 16) // 255:02x}" for x, y in zip(_pairs(colour), _pairs(lamp), strict=True)
    )
    return mix(colour, product, strength)


def recolour(svg: str, change: Callable[[str], str]) -> str:
    """Every hex colour of an SVG fragment sent through `change`."""
    known: dict[str, str] = {}

    def replace(match: re.Match[str]) -> str:
        colour = match.group().lower()
        if colour not in known:
            known[colour] = change(colour)
        return known[colour]

    # References such as url(#a1b2c3) look like colours too; they are left alone.
    return "".join(
        part if part.startswith(("url(#", 'href="#')) else _HEX.sub(replace, part)
        for part in re.split(r'(url\(#[^)]*\)|href="#[^"]*")', svg)
    )


def chroma(lab: Oklab) -> float:
    """How colourful a colour is: 0 grey, 0.25 as vivid as a screen shows red."""
    return math.hypot(lab[1], lab[2])


def hue(lab: Oklab) -> float:
    """Degrees, 0 to 360: 29 red, 70 orange, 110 yellow, 142 green, 264 blue."""
    return math.degrees(math.atan2(lab[2], lab[1])) % 360


def _pairs(colour: str) -> tuple[str, str, str]:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    return digits[0:2], digits[2:4], digits[4:6]


def _between(one: float, two: float, share: float) -> float:
    return one + (two - one) * share


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
