"""The colours of the page: legible on every ground, in light and dark, and nowhere but in one file."""

from __future__ import annotations

import re

import pytest

from studio.web.assets import FOLDER

TEXT, GRAPHICS = 4.5, 3.0
GROUNDS = ("paper", "sheet", "well", "seal-soft")
LEGIBLE = {
    "ink": TEXT,
    "soft": TEXT,
    "seal": TEXT,
    "seal-deep": TEXT,
    "good": TEXT,
    "warn": TEXT,
    "alert": TEXT,
    "edge": GRAPHICS,
}
CSS = FOLDER / "css"


def tokens(selector: str) -> dict[str, str]:
    css = (CSS / "tokens.css").read_text()
    block = css[css.index(f"{selector} {{") :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [":root", ".dark"])
def test_every_colour_is_legible_on_every_ground(look: str) -> None:
    colours = tokens(":root") | tokens(look)
    poor = {
        (name, ground): round(contrast(colours[name], colours[ground]), 2)
        for name, least in LEGIBLE.items()
        for ground in GROUNDS
        if contrast(colours[name], colours[ground]) < least
    }
    assert not poor
    for button in ("seal", "seal-deep"):
        assert contrast(colours["on-seal"], colours[button]) >= TEXT


def test_dark_changes_every_colour() -> None:
    assert set(tokens(":root")) == set(tokens(".dark"))


def test_colours_stand_in_the_tokens_alone() -> None:
    strange = {
        path.name: found
        for path in CSS.glob("*.css")
        if path.stem != "tokens"
        and (found := re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?)\([^)]*\)", path.read_text(), re.I))
    }
    assert not strange
