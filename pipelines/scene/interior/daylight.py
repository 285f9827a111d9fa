"""Daylight: what light does in a room: patches of sun, a window in the side wall, soft dark in the corners."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.scene.curve import Point, line, n
from pipelines.scene.interior.room import Room, on_floor
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import View, view
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import ellipse, path, rect, stroke

SUN = {"clear": 0.34, "wind": 0.3, "cloudy": 0.12}
"""How strong the patches of sun are in each weather that has any."""
SLIM = 0.14
"""Part of the picture's width from which a side wall has room for a window."""


@dataclass(frozen=True)
class SideWindow:
    """A window in the side wall that the light comes from: from `far` to `near` metres before the back wall."""

    far: float
    near: float
    sill: float = 0.85
    top: float = 2.3


def sun(stage: Stage) -> tuple[str, float]:
    """Colour and strength of what comes in through a window; the strength is 0 without any."""
    if stage.brief.daytime == "night":
        return "#a9bcf0", 0.12 if stage.brief.weather in SUN else 0.0
    return stage.tones.light, SUN.get(stage.brief.weather, 0.0)


def side_window(room: Room, outside: View) -> SideWindow | None:
    """Paints a window in the side wall that the light comes from, where it is broad enough."""
    stage = room.stage
    corner = room.left if stage.lit_from_left else stage.width - room.right
    if corner < SLIM * stage.width:
        return None
    rng = stage.random("side window")
    # As far to the viewer as the side wall is seen: what is nearer lies outside the picture.
    reach = _reach(room)
    window = SideWindow(reach * 0.16, reach * rng.uniform(0.78, 0.9), rng.choice((0.35, 0.85, 0.95)))
    shape = _corners(room, window)
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    box = (min(xs), max(min(ys), -stage.height * 0.05), max(xs) - min(xs), max(ys) - max(min(ys), -stage.height * 0.05))
    svg = view(stage, box, outside, line(shape, closed=True), horizon=0.6)
    stage.add("side window", "far", 0.2, svg + _frame(room, window) + _reveal(room, window))
    return window


def _reach(room: Room) -> float:
    """How many metres of the side wall are in the picture."""
    ex = room.eye[0]
    left = room.stage.lit_from_left
    corner, edge = (room.left, 0.0) if left else (room.right, float(room.stage.width))
    scale = (edge - ex) / (corner - ex)
    return max(0.3, 5.0 - 5.0 / max(1.01, scale))


def _on_wall(room: Room, ahead: float, up: float) -> Point:
    """A point of the lit side wall."""
    scale, (ex, ey) = room.scale(ahead), room.eye
    corner = room.left if room.stage.lit_from_left else room.right
    return ex + (corner - ex) * scale, ey + (room.foot - up * room.metre - ey) * scale


def _corners(room: Room, w: SideWindow) -> list[Point]:
    return [_on_wall(room, *at) for at in ((w.far, w.sill), (w.far, w.top), (w.near, w.top), (w.near, w.sill))]


def _frame(room: Room, w: SideWindow) -> str:
    colour = room.change(mix(room.wall, "#ffffff", 0.78))
    edge = line(_corners(room, w), closed=True)
    bars = ""
    for k in (1, 2):
        at = w.far + (w.near - w.far) * k / 3
        bars += line([_on_wall(room, at, w.sill), _on_wall(room, at, w.top)])
    high = w.sill + (w.top - w.sill) * 0.66
    bars += line([_on_wall(room, w.far, high), _on_wall(room, w.near, high)])
    thick = room.metre * 0.06
    return stroke(bars, colour, thick * 0.7) + stroke(edge, colour, thick * 1.5)


def _reveal(room: Room, w: SideWindow) -> str:
    """The sill, lit from outside."""
    colour = room.change(mix(room.wall, "#ffffff", 0.85))
    shape = [
        _on_wall(room, at, up)
        for at, up in ((w.far, w.sill), (w.near, w.sill), (w.near, w.sill - 0.09), (w.far, w.sill - 0.09))
    ]
    return path(line(shape, closed=True), colour)


def side_light(room: Room, w: SideWindow) -> None:
    """The sun through the side window: panes of light that slant over the floor, and up the back wall."""
    colour, strong = sun(room.stage)
    if not strong:
        return
    left = room.stage.lit_from_left
    svg = ""
    step = (w.near - w.far) / 3
    for k in range(3):
        a, b = w.far + step * k + 0.05, w.far + step * (k + 1) - 0.05
        near_x, far_x = 0.55 + w.sill * 0.35, 2.1 + w.sill * 0.5
        spots = ((near_x, a + 0.25), (far_x, a + 0.75), (far_x, b + 0.75), (near_x, b + 0.25))
        svg += path(
            line([on_floor(room, x if left else room.wide - x, at) for x, at in spots], closed=True), colour, strong
        )
    room.stage.add("sunlight", "light", 0.43, svg)


def wall_light(room: Room) -> None:
    """The shape of a window that the sun throws on the back wall from somewhere behind the viewer."""
    colour, strong = sun(room.stage)
    rng = room.stage.random("wall light")
    if not strong or room.stage.brief.daytime == "night":
        return
    left, m = room.stage.lit_from_left, room.metre
    x0 = room.left + max(0.0, -room.left) + (room.wide * m * 0.05)
    x = x0 + rng.uniform(0.9, 1.6) * m if left else min(room.right, room.stage.width) - rng.uniform(2.3, 3.0) * m
    y, lean, svg = room.foot - rng.uniform(2.3, 2.6) * m, 0.4 * m * (1 if left else -1), ""
    for row in range(2):
        for column in range(2):
            px, py = x + column * 0.56 * m + lean * row, y + row * 0.78 * m
            shape = [
                (px, py),
                (px + 0.5 * m, py + 0.06 * m),
                (px + 0.5 * m + lean * 0.9, py + 0.76 * m),
                (px + lean * 0.9, py + 0.7 * m),
            ]
            svg += path(line(shape, closed=True), colour, strong * 0.85)
    room.stage.add("light on the wall", "light", 0.13, svg)


def paint_corners(room: Room) -> None:
    """Soft dark where walls meet, below the ceiling and along the floor: drawn on the bare room."""
    stage, m = room.stage, room.metre
    dark = shade(mix(room.change(room.wall), "#2a1c3a", 0.55), -0.12)
    svg = ""
    for corner in (room.left, room.right):
        if -m < corner < stage.width + m:
            svg += ellipse(corner, room.foot - 1.3 * m, m * 0.75, m * 2.2, stage.glow(dark, 0.34))
    svg += ellipse(stage.width / 2, room.foot, stage.width * 0.75, m * 0.34, stage.glow(dark, 0.3))
    svg += ellipse(stage.width / 2, max(room.ceiling, 0.0), stage.width * 0.8, m * 0.7, stage.glow(dark, 0.26))
    stage.add("corners", "light", 0.135, svg)


def paint_bloom(room: Room) -> None:
    """What the light does in the air of the room, over the furniture: bright towards the window, dim away from it; in
    the evening a dark room around the glow of its lamps."""
    stage = room.stage
    x, y = stage.light[0], room.foot - room.metre * 1.6
    if room.lamps:
        x, y = (sum(lamp[k] for lamp in room.lamps) / len(room.lamps) for k in (0, 1))
    name = stage.ident("dim")
    dark, strong = (
        ("#22101e", 0.56 if stage.brief.daytime == "night" else 0.42)
        if room.dark
        else (shade(mix(room.change(room.wall), "#3a2438", 0.6), -0.1), 0.26)
    )
    r = (stage.width**2 + stage.height**2) ** 0.5 * (0.62 if room.dark else 0.8)
    stops = (
        ((0.0, 0.06), (0.35, 0.2), (0.7, 0.6), (1.0, 1.0))
        if room.dark
        else ((0.0, 0.0), (0.35, 0.06), (0.7, 0.5), (1.0, 1.0))
    )
    stage.defs.append(
        f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{n(x)}" cy="{n(y)}" r="{n(r)}">'
        + "".join(
            f'<stop offset="{part}" stop-color="{dark}" stop-opacity="{strong * much:.3f}"/>' for part, much in stops
        )
        + "</radialGradient>"
    )
    svg = rect(*stage.frame, f"url(#{name})")
    if room.dark:
        svg += "".join(ellipse(cx, cy, r * 1.3, r * 1.3, stage.glow("#ffc878", 0.36, 0.02)) for cx, cy, r in room.lamps)
    elif strength := sun(stage)[1] * 0.8:
        svg += ellipse(x, y, room.metre * 2.6, room.metre * 2.2, stage.glow(stage.tones.light, strength))
    stage.add("light of the room", "light", 0.455, svg)
