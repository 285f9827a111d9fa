"""Face: eyes, brows, nose, mouth and cheeks by expression and age; glasses."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.people.head import Head
from pipelines.scene.people.shapes import n, oval, path, stroke

INK = "#2e2430"
LIPS = "#a8324a"
EYES_AT, EYES_UP = 0.38, 0.1


def face(head: Head, *, expression: str, eyes: str, iris: str, brow: str, woman: bool, age: str) -> str:
    """The features. `eyes` is closed, down or empty; `iris` and `brow` are colours."""
    return (
        _cheeks(head, age)
        + _nose(head, age)
        + _eyes(head, expression, eyes, iris, woman, age)
        + _brows(head, expression, brow)
        + _mouth(head, expression, woman)
        + (_wrinkles(head) if age == "old" else "")
    )


def glasses(head: Head, colour: str = "#3b3340") -> str:
    """A round pair on the nose."""
    width, parts = head.rx * 0.085, ""
    edges = []
    for u in (-EYES_AT, EYES_AT):
        x, y = head.at(u, EYES_UP + 0.02)
        rx, ry = head.rx * 0.27 * max(0.45, head.wide(u)), head.ry * 0.25
        parts += oval(x, y, rx, ry, "#ffffff", f' fill-opacity="0.28" stroke="{colour}" stroke-width="{n(width)}"')
        edges.append((x - rx, x + rx))
    y = head.ry * EYES_UP
    parts += stroke(
        f"M{n(edges[0][1])} {n(y)}Q{n((edges[0][1] + edges[1][0]) / 2)} {n(y - head.ry * 0.08)} "
        f"{n(edges[1][0])} {n(y)}",
        colour,
        width,
    )
    for edge, u in ((edges[1][1], 1.0), (edges[0][0], -1.0)):
        ear = head.at(u, 0.0)[0]
        if head.wide(u) >= 0 and head.angle(u) * u < 1.9 and (ear - edge) * u > 0:
            parts += stroke(f"M{n(edge)} {n(y)}L{n(ear)} {n(y - head.ry * 0.05)}", colour, width * 0.8)
    return parts


def _eyes(head: Head, expression: str, eyes: str, iris: str, woman: bool, age: str) -> str:
    parts = ""
    large = {"baby": 1.25, "child": 1.18, "young": 1.06}.get(age, 1.0) * (1.2 if expression == "surprised" else 1.0)
    for u in (-EYES_AT, EYES_AT):
        x, y = head.at(u, EYES_UP)
        wide = 0.5 + 0.5 * head.wide(u)
        if eyes == "closed":
            parts += _lid(head, x, y, wide)
        else:
            y += head.ry * 0.05 * (eyes == "down")
            parts += _eye(head, x, y, wide * large, large, iris, eyes == "down")
            if head.fine and expression != "surprised":
                parts += _upper_lid(head, x, y, wide * large, large)
        if woman and age not in ("baby", "child"):
            parts += _lash(head, x, y, wide, 1 if u > 0 else -1)
    return parts


def _eye(head: Head, x: float, y: float, wide: float, tall: float, iris: str, down: bool) -> str:
    rx, ry = head.rx * 0.125 * wide, head.ry * (0.13 if head.fine else 0.15) * tall * (0.72 if down else 1.0)
    if not head.fine:
        return oval(x, y, rx, ry, mix(iris, INK, 0.72)) + oval(
            x - rx * 0.25, y - ry * 0.35, rx * 0.32, ry * 0.28, "#ffffff"
        )
    look = head.turn * head.rx * 0.035
    white = oval(x, y, rx * 1.7, ry * 1.12, "#ffffff")
    ring = oval(x + look, y + ry * 0.08, rx * 1.05, ry * 0.98, iris)
    pupil = oval(x + look, y + ry * 0.1, rx * 0.62, ry * 0.6, INK)
    glint = oval(x + look - rx * 0.35, y - ry * 0.3, rx * 0.3, ry * 0.26, "#ffffff")
    lid = f"M{n(x - rx * 1.75)} {n(y - ry * 0.1)}Q{n(x)} {n(y - ry * 1.75)} {n(x + rx * 1.75)} {n(y - ry * 0.1)}"
    return white + ring + pupil + glint + stroke(lid, mix(INK, head.dark, 0.15), head.rx * 0.05)


def _upper_lid(head: Head, x: float, y: float, wide: float, tall: float) -> str:
    """Over the top of the iris, which nobody shows whole but in surprise: without it a face stares."""
    rx, ry = head.rx * 0.125 * wide * 1.78, head.ry * 0.15 * tall
    rim = f"M{n(x - rx)} {n(y - ry * 0.12)}Q{n(x)} {n(y - ry * 1.5)} {n(x + rx)} {n(y - ry * 0.12)}"
    skin = path(f"{rim}Q{n(x)} {n(y - ry * 2.7)} {n(x - rx)} {n(y - ry * 0.12)}Z", mix(head.skin, head.dark, 0.35))
    return skin + stroke(rim, mix(INK, head.dark, 0.15), head.rx * 0.05)


def _lid(head: Head, x: float, y: float, wide: float) -> str:
    half = head.rx * 0.17 * wide
    return stroke(f"M{n(x - half)} {n(y)}Q{n(x)} {n(y + head.ry * 0.13)} {n(x + half)} {n(y)}", INK, head.rx * 0.075)


def _lash(head: Head, x: float, y: float, wide: float, side: int) -> str:
    start = x + side * head.rx * (0.2 if head.fine else 0.1) * wide
    return stroke(
        f"M{n(start)} {n(y - head.ry * 0.06)}l{n(side * head.rx * 0.1)} {n(-head.ry * 0.06)}", INK, head.rx * 0.055
    )


def _brows(head: Head, expression: str, colour: str) -> str:
    up = {"surprised": -0.1, "sad": -0.03, "angry": 0.05}.get(expression, 0.0)
    slant = {"sad": 0.09, "angry": -0.17}.get(expression, -0.005)
    parts, angry = "", expression == "angry"
    for u in (-EYES_AT, EYES_AT):
        x, y = head.at(u, EYES_UP - 0.3 + up)
        side = 1 if u > 0 else -1
        half = head.rx * (0.27 if angry else 0.19) * (0.45 + 0.55 * head.wide(u))
        inner, outer = y - slant * head.ry, y + slant * head.ry
        left, right = (outer, inner) if side < 0 else (inner, outer)
        top = min(left, right) - head.ry * 0.07
        thick = head.rx * (0.105 if head.man else 0.075) * (1.45 if angry else 1.0)
        parts += stroke(f"M{n(x - half)} {n(left)}Q{n(x)} {n(top)} {n(x + half)} {n(right)}", colour, thick)
    return parts


def _fine_nose(head: Head, age: str) -> str:
    """The shadow beside the bridge, and the wing below the tip."""
    x, y = head.at(0.0, 0.36)
    small = 0.75 if age in ("baby", "child") else 1.0
    rx, ry, side = head.rx * small, head.ry * small, 1 if head.turn > 0 else -1
    along = ((-0.05, -0.34), (0.04, -0.12), (0.13, -0.02))
    places = [f"{n(x + side * rx * u)} {n(y + ry * v)}" for u, v in along]
    bridge = f"M{places[0]}Q{places[1]} {places[2]}"
    tip = f"M{n(x - rx * 0.13)} {n(y + ry * 0.03)}Q{n(x)} {n(y + ry * 0.11)} {n(x + rx * 0.13)} {n(y + ry * 0.03)}"
    glow = oval(x, y - ry * 0.02, rx * 0.12, ry * 0.09, mix(head.skin, "#ffffff", 0.18))
    return glow + stroke(bridge, head.dark, rx * 0.05) + stroke(tip, shade(head.dark, -0.04), rx * 0.055)


def _lips(head: Head, expression: str, colour: str) -> str:
    """Full lips of somebody who is shown large and is calm or smiles."""
    x, y = head.at(0.0, 0.64)
    half, bow, lift = head.rx * 0.24, y - head.ry * 0.07, head.ry * (0.05 if expression in ("", "smile") else 0.01)
    ends = y - lift
    upper = (
        f"M{n(x - half)} {n(ends)}Q{n(x - half * 0.4)} {n(bow)} {n(x)} {n(y - head.ry * 0.035)}"
        f"Q{n(x + half * 0.4)} {n(bow)} {n(x + half)} {n(ends)}Q{n(x)} {n(y + lift)} {n(x - half)} {n(ends)}Z"
    )
    lower = (
        f"M{n(x - half)} {n(ends)}Q{n(x)} {n(y + lift)} {n(x + half)} {n(ends)}"
        f"Q{n(x)} {n(y + head.ry * 0.19)} {n(x - half)} {n(ends)}Z"
    )
    return path(lower, mix(colour, "#ffffff", 0.14)) + path(upper, shade(colour, -0.04))


def _nose(head: Head, age: str) -> str:
    if head.fine:
        return _fine_nose(head, age)
    x, y = head.at(0.0, 0.34)
    small = 0.7 if age in ("baby", "child") else 1.0
    if abs(head.turn) > 0.35:
        side = 1 if head.turn > 0 else -1
        tip = x + side * head.rx * 0.17 * small
        top = y - head.ry * 0.26 * small
        data = (
            f"M{n(x)} {n(top)}Q{n(tip)} {n(y - head.ry * 0.1)} {n(tip)} {n(y)}"
            f"Q{n(tip - side * head.rx * 0.02)} {n(y + head.ry * 0.09)} {n(x)} {n(y + head.ry * 0.05)}Z"
        )
        return path(data, head.dark)
    return oval(x, y, head.rx * 0.12 * small, head.ry * 0.085 * small, head.dark)


def _cheeks(head: Head, age: str) -> str:
    strength = 0.5 if age in ("baby", "child") else 0.3
    parts = ""
    for u in (-0.6, 0.6):
        wide = head.wide(u)
        if wide > 0.4:
            x, y = head.at(u, 0.42)
            blush = mix(head.skin, "#f0566e", strength * (0.55 if head.fine else 1.0))
            parts += oval(x, y, head.rx * 0.2 * wide, head.ry * 0.13, blush)
    return parts


def _mouth(head: Head, expression: str, woman: bool) -> str:
    x, y = head.at(0.0, 0.64)
    half = head.rx * 0.25 * (0.5 + 0.5 * head.wide(0.0))
    colour = LIPS if woman else mix(head.dark, "#6d1f2b", 0.6)
    width = head.rx * 0.075
    if head.fine and woman and expression in ("", "calm"):
        return _lips(head, expression, colour)
    if expression == "surprised":
        return oval(x, y + head.ry * 0.04, half * 0.5, head.ry * 0.13, mix(colour, INK, 0.3))
    if expression == "sad":
        return stroke(
            f"M{n(x - half)} {n(y + head.ry * 0.08)}Q{n(x)} {n(y - head.ry * 0.1)} {n(x + half)} "
            f"{n(y + head.ry * 0.08)}",
            colour,
            width,
        )
    if expression == "angry":
        return _bared(head, x, y, half * 1.25, colour)
    if expression == "calm":
        return stroke(
            f"M{n(x - half * 0.75)} {n(y)}Q{n(x)} {n(y + head.ry * 0.07)} {n(x + half * 0.75)} {n(y)}", colour, width
        )
    if expression == "smile":
        return path(
            f"M{n(x - half * 1.15)} {n(y - head.ry * 0.04)}Q{n(x)} {n(y + head.ry * 0.04)} "
            f"{n(x + half * 1.15)} {n(y - head.ry * 0.04)}Q{n(x)} {n(y + head.ry * 0.4)} "
            f"{n(x - half * 1.15)} {n(y - head.ry * 0.04)}Z",
            mix(colour, INK, 0.15),
        )
    return stroke(
        f"M{n(x - half)} {n(y - head.ry * 0.02)}Q{n(x)} {n(y + head.ry * 0.16)} {n(x + half)} {n(y - head.ry * 0.02)}",
        colour,
        width,
    )


def _bared(head: Head, x: float, y: float, half: float, colour: str) -> str:
    """The mouth of somebody angry, open over clenched teeth, its corners drawn down."""
    up, low = y - head.ry * 0.07, y + head.ry * 0.16
    bow = f"Q{n(x)} {n(up - head.ry * 0.07)} {n(x + half)} {n(low)}"
    rim = f"M{n(x - half)} {n(low)}{bow}Q{n(x)} {n(low - head.ry * 0.02)} {n(x - half)} {n(low)}Z"
    return path(rim, "#f6efe8", f' stroke="{colour}" stroke-width="{n(head.rx * 0.085)}" stroke-linejoin="round"')


def _wrinkles(head: Head) -> str:
    parts = ""
    for u in (-0.5, 0.5):
        if head.wide(u) > 0.3:
            x, y = head.at(u * 0.8, 0.28)
            reach = head.rx * 0.11
            parts += stroke(
                f"M{n(x - reach)} {n(y)}Q{n(x)} {n(y + reach * 0.7)} {n(x + reach)} {n(y)}",
                shade(head.dark, 0.02),
                head.rx * 0.045,
            )
    return parts
