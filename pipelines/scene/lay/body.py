"""Bodies for drawings that show only a head or a bust, so that a fox can sit on a hill and a wizard stand in a wood.

Emoji know many animals and people by their faces alone. Each body here is a few plain shapes in the drawing's own
colours, in units of its box; the face is drawn on top.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipelines.scene.curve import n
from pipelines.scene.palette import mix, shade, to_oklab
from pipelines.scene.scene import Box

ANIMAL_HEADS = {
    "monkey-face": "thin", "dog-face": "thin", "wolf": "bushy", "fox": "bushy", "raccoon": "bushy", "cat-face": "thin",
    "lion": "tuft", "tiger-face": "thin", "cow-face": "tuft", "pig-face": "", "mouse-face": "thin", "hamster": "",
    "rabbit-face": "", "bear": "", "polar-bear": "", "koala": "", "panda": "", "frog": "", "dragon-face": "bushy",
    "grinning-cat": "thin", "smiling-cat-with-heart-eyes": "thin",
}  # fmt: skip
"""Drawings that are an animal's face from the front, with the kind of tail that it has."""
PEOPLE_HEADS = (
    "baby", "child", "boy", "girl", "person", "man", "woman", "person-blond-hair", "person-beard", "man-beard",
    "woman-beard",
    "older-person", "old-man", "old-woman", "person-wearing-turban", "man-wearing-turban", "woman-wearing-turban",
    "santa-claus", "mrs-claus", "mx-claus", "alien", "robot", "clown-face",
)  # fmt: skip
PONIES = {"unicorn": "#ff6dc6", "horse-face": "#2b2226"}
"""Horses shown down to the neck from the side, with the colour of the tail."""
HAIR = ("-hair", "-bald")
ROBES = ("princess", "mage", "veil", "elf", "headscarf", "judge", "genie", "vampire", "student", "older")
SKIN = "#fdc62f"
SHIRTS = ("#e4572e", "#2e86ab", "#4f9d69", "#8e5ea2", "#f2a541", "#d64570", "#3f6fb5")
WHOLE = ("fairy", "mer", "genie", "zombie")
FULL_FIGURES = ("person-sport", "person-activity", "person-resting", "family", "person-symbol")


def with_body(key: str, category: str, box: Box, base: float, main: str, pale: str, low: str) -> tuple[str, Box]:
    """The shapes behind a face, and the box of both together; no shapes where the drawing has its own body.

    `box` is the ink of the face, `base` the part (0 to 1) of its width that its lowest rows fill; `main`, `pale` and
    `low` are its main colour, its lightest large colour and the colour at its lower edge.
    """
    x, y, w, h = box
    # One style shows the whole raccoon, lengthwise.
    if key in ANIMAL_HEADS and w < 1.3 * h:
        return _sitting(key, box, main, pale), (x - w * 0.04, y, w * 1.14, h * 1.78)
    if key in PONIES:
        return _pony(key, box, main), (x, y, w * 1.42, h * 1.86)
    whole = category in FULL_FIGURES or any(word in key for word in WHOLE)
    somebody = category.startswith("person") and not whole
    bare = math.dist(to_oklab(low), to_oklab(SKIN)) < 0.09
    if key in PEOPLE_HEADS or (category == "person" and key.endswith(HAIR)) or (somebody and bare and w > 0.7 * h):
        return _standing(key, box), (x, y, w, h * 1.95)
    if somebody and base > 0.5:
        return _legs(key, box, low), (x, y, w, h * 1.52)
    return "", box


def _sitting(key: str, box: Box, main: str, pale: str) -> str:
    x, y, w, h = box
    cx, top, foot = x + w / 2, y + h * 0.7, y + h * 1.78
    panda = key == "panda"
    coat = pale if panda else main
    limb = "#2b2b33" if panda else shade(main, -0.045)
    belly = pale if not panda else shade(pale, -0.03)
    tail = _tail(ANIMAL_HEADS[key], cx + w * 0.26, foot, w, main, pale)
    trunk = (
        f"M{n2(cx - w * 0.2)} {n2(top)}C{n2(cx - w * 0.34)} {n2(top + h * 0.4)} {n2(cx - w * 0.44)} "
        f"{n2(foot - h * 0.3)} {n2(cx - w * 0.36)} {n2(foot - h * 0.04)}"
        f"Q{n2(cx)} {n2(foot + h * 0.06)} {n2(cx + w * 0.36)} {n2(foot - h * 0.04)}"
        f"C{n2(cx + w * 0.44)} {n2(foot - h * 0.3)} {n2(cx + w * 0.34)} {n2(top + h * 0.4)} "
        f"{n2(cx + w * 0.2)} {n2(top)}Z"
    )
    haunches = "".join(
        (
            f'<ellipse cx="{n2(cx + s * w * 0.31)}" cy="{n2(foot - h * 0.2)}" rx="{n2(w * 0.14)}" '
            f'ry="{n2(h * 0.2)}" fill="{limb}"/>'
        )
        for s in (-1, 1)
    )
    chest = f'<ellipse cx="{n2(cx)}" cy="{n2(top + h * 0.5)}" rx="{n2(w * 0.19)}" ry="{n2(h * 0.4)}" fill="{belly}"/>'
    legs = "".join(
        f'<path d="M{n2(cx + s * w * 0.13)} {n2(foot - h * 0.5)}V{n2(foot - h * 0.06)}" stroke="{limb}" '
        f'stroke-width="{n2(w * 0.15)}" stroke-linecap="round"/>'
        f'<ellipse cx="{n2(cx + s * w * 0.14)}" cy="{n2(foot - h * 0.045)}" rx="{n2(w * 0.1)}" '
        f'ry="{n2(h * 0.055)}" fill="{limb if panda else mix(pale, main, 0.25)}"/>'
        for s in (-1, 1)
    )
    return f'{tail}{haunches}<path d="{trunk}" fill="{coat}"/>{chest}{legs}'


def _tail(kind: str, x: float, foot: float, w: float, main: str, pale: str) -> str:
    dark = shade(main, -0.03)
    if kind == "bushy":
        fur = (
            f"M{n2(x)} {n2(foot - w * 0.06)}C{n2(x + w * 0.22)} {n2(foot)} {n2(x + w * 0.36)} "
            f"{n2(foot - w * 0.16)} {n2(x + w * 0.3)} {n2(foot - w * 0.46)}"
            f"C{n2(x + w * 0.22)} {n2(foot - w * 0.36)} {n2(x + w * 0.08)} {n2(foot - w * 0.36)} "
            f"{n2(x - w * 0.02)} {n2(foot - w * 0.16)}Z"
        )
        tip = (
            f"M{n2(x + w * 0.31)} {n2(foot - w * 0.32)}L{n2(x + w * 0.3)} {n2(foot - w * 0.46)}"
            f"Q{n2(x + w * 0.24)} {n2(foot - w * 0.38)} {n2(x + w * 0.14)} {n2(foot - w * 0.345)}"
            f"Q{n2(x + w * 0.24)} {n2(foot - w * 0.27)} {n2(x + w * 0.31)} {n2(foot - w * 0.32)}Z"
        )
        return f'<path d="{fur}" fill="{dark}"/><path d="{tip}" fill="{pale}"/>'
    if kind in ("thin", "tuft"):
        line = (
            f"M{n2(x - w * 0.05)} {n2(foot - w * 0.08)}C{n2(x + w * 0.22)} {n2(foot)} {n2(x + w * 0.34)} "
            f"{n2(foot - w * 0.14)} {n2(x + w * 0.26)} {n2(foot - w * 0.36)}"
        )
        end = (
            (
                f'<circle cx="{n2(x + w * 0.26)}" cy="{n2(foot - w * 0.38)}" r="{n2(w * 0.07)}" '
                f'fill="{shade(main, -0.25)}"/>'
            )
            if kind == "tuft"
            else ""
        )
        return (
            f'<path d="{line}" fill="none" stroke="{dark}" stroke-width="{n2(w * 0.085)}" stroke-linecap="round"/>{end}'
        )
    return ""


def _pony(key: str, box: Box, main: str) -> str:
    """Trunk, four legs and a tail behind a horse's head that looks to the left."""
    x, y, w, h = box
    dark, hoof, tail = shade(main, -0.07), shade(main, -0.3), PONIES[key]
    top, low, foot = y + h * 0.82, y + h * 1.42, y + h * 1.86
    legs = "".join(
        f'<path d="M{n2(x + k * w)} {n2(low - h * 0.12)}V{n2(foot - h * 0.1)}" stroke="{colour}" '
        f'stroke-width="{n2(w * 0.15)}"/>'
        f'<rect x="{n2(x + (k - 0.085) * w)}" y="{n2(foot - h * 0.11)}" width="{n2(w * 0.17)}" '
        f'height="{n2(h * 0.11)}" rx="{n2(w * 0.02)}" fill="{hoof}"/>'
        for k, colour in ((0.64, dark), (1.14, dark), (0.48, main), (0.98, main))
    )
    trunk = (
        f"M{n2(x + w * 0.4)} {n2(top + h * 0.1)}"
        f"C{n2(x + w * 0.36)} {n2(low)} {n2(x + w * 0.5)} {n2(low + h * 0.04)} {n2(x + w * 0.72)} {n2(low)}"
        f"C{n2(x + w * 0.9)} {n2(low + h * 0.04)} "
        f"{n2(x + w * 1.16)} "
        f"{n2(low + h * 0.06)} "
        f"{n2(x + w * 1.18)} "
        f"{n2(top + h * 0.3)}"
        f"C{n2(x + w * 1.18)} "
        f"{n2(top + h * 0.02)} {n2(x + w * 0.98)} "
        f"{n2(top + h * 0.06)} "
        f"{n2(x + w * 0.86)} "
        f"{n2(top + h * 0.08)}Z"
    )
    hair = (
        f"M{n2(x + w * 1.1)} {n2(top + h * 0.1)}C{n2(x + w * 1.34)} {n2(top)} {n2(x + w * 1.42)} "
        f"{n2(top + h * 0.3)} {n2(x + w * 1.36)} {n2(top + h * 0.72)}"
        f"C{n2(x + w * 1.28)} "
        f"{n2(top + h * 0.62)} {n2(x + w * 1.22)} "
        f"{n2(top + h * 0.4)} "
        f"{n2(x + w * 1.12)} "
        f"{n2(top + h * 0.3)}Z"
    )
    return f'<path d="{hair}" fill="{tail}"/>{legs}<path d="{trunk}" fill="{main}"/>'


def _standing(key: str, box: Box) -> str:
    """A small body with shirt and trousers, or a dress, under a head."""
    x, y, w, h = box
    cx, top, foot = x + w / 2, y + h * 0.86, y + h * 1.95
    shirt = _shirt(key)
    skin = {"alien": "#86d72f", "robot": "#b4acbc"}.get(key, SKIN)
    trousers = shade(mix(shirt, "#26315a", 0.75), -0.05) if "claus" not in key else shirt
    dress = any(word in key for word in ("girl", "woman", "mrs"))
    hem = foot - h * (0.34 if dress else 0.44)
    legs = "".join(
        f'<path d="M{n2(cx + s * w * 0.12)} {n2(hem - h * 0.1)}V{n2(foot - h * 0.07)}" '
        f'stroke="{skin if dress else trousers}" stroke-width="{n2(w * 0.15)}"/>'
        f"<path "
        f'd="M{n2(cx + s * w * 0.12 - w * 0.1)} {n2(foot)}q0 {n2(-h * 0.11)} {n2(w * 0.1)} {n2(-h * 0.11)}'
        f't{n2(w * 0.1)} {n2(h * 0.11)}Z" fill="#4a3b47"/>'
        for s in (-1, 1)
    )
    arms = "".join(
        f'<path d="M{n2(cx + s * w * 0.19)} {n2(top + h * 0.18)}'
        f'L{n2(cx + s * w * 0.36)} {n2(top + h * 0.47)}" stroke="{shade(shirt, -0.05)}" '
        f'stroke-width="{n2(w * 0.13)}" stroke-linecap="round"/>'
        f'<circle cx="{n2(cx + s * w * 0.385)}" cy="{n2(top + h * 0.52)}" r="{n2(w * 0.07)}" fill="{skin}"/>'
        for s in (-1, 1)
    )
    wide = 0.36 if dress else 0.23
    torso = (
        f"M{n2(cx - w * 0.2)} {n2(top)}"
        f"Q{n2(cx - w * 0.26)} {n2(top + h * 0.1)} {n2(cx - w * 0.21)} {n2(top + h * 0.3)}"
        f"L{n2(cx - w * wide)} {n2(hem)}"
        f"Q{n2(cx)} {n2(hem + h * 0.06)} {n2(cx + w * wide)} {n2(hem)}"
        f"L{n2(cx + w * 0.21)} {n2(top + h * 0.3)}"
        f"Q{n2(cx + w * 0.26)} {n2(top + h * 0.1)} {n2(cx + w * 0.2)} {n2(top)}Z"
    )
    return f'{legs}{arms}<path d="{torso}" fill="{shirt}"/>'


def _legs(key: str, box: Box, low: str) -> str:
    """The lower half of somebody who is shown down to the chest."""
    x, y, w, h = box
    cx, top, foot = x + w / 2, y + h * 0.97, y + h * 1.52
    if any(word in key for word in ROBES):
        robe = (
            f"M{n2(cx - w * 0.36)} {n2(top - h * 0.04)}"
            f"Q{n2(cx - w * 0.36)} {n2(top + h * 0.2)} {n2(cx - w * 0.44)} {n2(foot - h * 0.03)}"
            f"Q{n2(cx)} {n2(foot + h * 0.07)} {n2(cx + w * 0.44)} {n2(foot - h * 0.03)}"
            f"Q{n2(cx + w * 0.36)} {n2(top + h * 0.2)} {n2(cx + w * 0.36)} {n2(top - h * 0.04)}Z"
        )
        folds = "".join(
            f"M{n2(cx + k * w)} {n2(top + h * 0.14)}L{n2(cx + k * 1.35 * w)} {n2(foot)}" for k in (-0.16, 0.12)
        )
        return (
            f'<path d="{robe}" fill="{low}"/><path d="{folds}" stroke="{shade(low, -0.06)}" '
            f'stroke-width="{n2(w * 0.02)}"/>'
        )
    trousers = low if "astronaut" in key else shade(mix(low, "#2b2f4a", 0.55), -0.04)
    coat = (
        f"M{n2(cx - w * 0.33)} {n2(top - h * 0.04)}L{n2(cx - w * 0.27)} {n2(top + h * 0.16)}H{n2(cx + w * 0.27)}"
        f"L{n2(cx + w * 0.33)} {n2(top - h * 0.04)}Z"
    )
    legs = "".join(
        f'<path d="M{n2(cx + s * w * 0.135)} {n2(top + h * 0.1)}'
        f'V{n2(foot - h * 0.07)}" '
        f'stroke="{trousers}" '
        f'stroke-width="{n2(w * 0.23)}"/>'
        f"<path "
        f'd="M{n2(cx + s * w * 0.15 - w * 0.15)} {n2(foot)}q0 {n2(-h * 0.12)} {n2(w * 0.15)} {n2(-h * 0.12)}'
        f't{n2(w * 0.15)} {n2(h * 0.12)}Z" fill="{shade(trousers, -0.14)}"/>'
        for s in (-1, 1)
    )
    return f'{legs}<path d="{coat}" fill="{shade(low, -0.015)}"/>'


def _shirt(key: str) -> str:
    fixed = {
        "alien": "#5b6b8c",
        "robot": "#7f8aa3",
        "clown-face": "#d64570",
        "firefighter": "#f8312f",
        "baby": "#9fd0ee",
    }
    return "#d9303a" if "claus" in key else fixed.get(key) or pick(SHIRTS, key)


def pick(choices: Sequence[str], key: str) -> str:
    """One of the choices, always the same for a key."""
    return choices[sum(map(ord, key)) % len(choices)]


def n2(value: float) -> str:
    """A number in a drawing's own units, where a tenth is coarse."""
    return f"{value:.2f}" if abs(value) < 100 else n(value)
