"""Windows: panes in the back wall, with the weather outside, curtains, and the light that falls on the floor."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.scene.curve import line, n
from pipelines.scene.interior.room import Room
from pipelines.scene.nature.view import View, seen_outside, view
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path, stroke, trace


@dataclass(frozen=True)
class Window:
    """A kind of window. Lengths are metres; `up` is the height of its sill."""

    wide: float
    tall: float
    up: float
    columns: int
    rows: int
    curtains: bool = False
    arched: bool = False
    dark_frame: bool = False


WINDOWS: dict[str, Window] = {
    "cottage": Window(1.5, 1.25, 1.02, 2, 2, curtains=True),
    "tall": Window(1.2, 1.9, 0.75, 2, 3, curtains=True),
    "wide": Window(2.6, 1.4, 1.0, 3, 1),
    "shop front": Window(2.5, 1.9, 0.55, 3, 1, dark_frame=True),
    "loft": Window(2.3, 1.75, 0.9, 5, 4, dark_frame=True),
    "arched": Window(1.05, 2.1, 0.85, 2, 4, arched=True),
    "high": Window(2.4, 0.75, 1.95, 4, 1),
    "picture": Window(3.0, 1.55, 0.8, 1, 1),
    "bay": Window(2.9, 1.65, 0.7, 4, 2, curtains=True),
    "french": Window(1.9, 2.2, 0.06, 2, 3, curtains=True),
    "country": Window(1.9, 1.3, 0.95, 4, 3, curtains=True),
    "attic": Window(1.1, 1.1, 1.1, 2, 2, arched=True),
}


def paint_window(room: Room, kind: Window, x: float, outside: View) -> None:
    """A window whose left edge is x metres along the back wall; kept as the anchor "window" by its sill."""
    stage = room.stage
    m = room.metre
    left, top = room.left + x * m, room.foot - (kind.up + kind.tall) * m
    wide, tall = kind.wide * m, kind.tall * m
    outline = _outline(kind, left, top, wide, tall)
    frame = room.change("#3d4048" if kind.dark_frame else mix(room.wall, "#ffffff", 0.78))
    bar = m * 0.06
    svg = view(stage, (left, top, wide, tall), outside, outline, _sheen(left, top, wide, tall))
    svg += stroke(_bars(kind, left, top, wide, tall), frame, bar * 0.7)
    svg += stroke(outline, frame, bar * 1.6)
    svg += (
        f'<rect x="{n(left - bar * 2)}" y="{n(top + tall)}" width="{n(wide + bar * 4)}" height="{n(bar * 1.7)}" '
        f'fill="{frame}"/><rect x="{n(left - bar * 2)}" y="{n(top + tall + bar * 1.7)}" width="{n(wide + bar * 4)}" '
        f'height="{n(bar * 0.5)}" fill="{shade(room.change(room.wall), -0.07)}"/>'
    )
    if kind.curtains:
        svg += _curtains(room, left, top, wide, tall)
    stage.anchors.setdefault("window", (left, top + tall - bar, wide, bar * 1.7))
    stage.add(" ".join(("window", *seen_outside(stage.brief))), "far", 0.12, svg)


def _outline(kind: Window, left: float, top: float, wide: float, tall: float) -> str:
    if not kind.arched:
        return trace("M", left, top, "h", wide, "v", tall, "h", -wide, "Z")
    r = wide / 2
    return trace("M", left, top + r, "a", r, r, 0, 0, 1, wide, 0, "V", top + tall, "H", left, "Z")


def _bars(kind: Window, left: float, top: float, wide: float, tall: float) -> str:
    data = ""
    for k in range(1, kind.columns):
        x = left + wide * k / kind.columns
        start = top if not kind.arched or kind.columns == 2 else top + wide * 0.14
        data += trace("M", x, start, "V", top + tall)
    for k in range(1, kind.rows):
        y = top + tall * k / kind.rows
        if not kind.arched or y > top + wide * 0.45:
            data += trace("M", left, y, "h", wide)
    return data or trace("M", left, top)


def _sheen(left: float, top: float, wide: float, tall: float) -> str:
    """Two slanting reflections on the glass."""
    panes = "".join(
        line(
            [
                (left + wide * a, top),
                (left + wide * b, top),
                (left + wide * (b - 0.3), top + tall),
                (left + wide * (a - 0.3), top + tall),
            ],
            closed=True,
        )
        for a, b in ((0.42, 0.56), (0.62, 0.66))
    )
    return path(panes, "#ffffff", 0.13)


def _curtains(room: Room, left: float, top: float, wide: float, tall: float) -> str:
    colour = room.change(mix(room.second, "#fff3e0", 0.25))
    m, rng = room.metre, room.stage.random("curtains")
    low = min(room.foot - m * 0.02, top + tall + m * (0.1 if rng.random() < 0.5 else 2.0))
    svg = ""
    for side in (0, 1):
        x, dx = left + wide * side, (1 - 2 * side) * m
        y = top - m * 0.12
        drop = low - y
        outline = ("M", x - dx * 0.22, y, "H", x + dx * 0.26)
        bow = ("C", x + dx * 0.24, y + drop * 0.45, x + dx * 0.08, y + drop * 0.6, x + dx * 0.12, low)
        svg += path(trace(*outline, *bow, "H", x - dx * 0.24, "Z"), colour)
        for k in (-0.12, 0.0, 0.12):
            start, end = x + dx * k, x + dx * (k * 0.6 - 0.06)
            fold = trace("M", start, y, "C", start, y + drop * 0.5, start - dx * 0.06, y + drop * 0.6, end, low)
            svg += stroke(fold, shade(colour, -0.05), m * 0.018)
    rod = room.change(shade(room.wood, -0.12))
    return svg + (
        f'<path d="M{n(left - m * 0.32)} {n(top - m * 0.12)}H{n(left + wide + m * 0.32)}" stroke="{rod}" '
        f'stroke-width="{n(m * 0.04)}" stroke-linecap="round"/>'
    )


def paint_light(room: Room, kind: Window, x: float) -> None:
    """The patch that the window's light throws on the floor, and the beam to it."""
    stage = room.stage
    if stage.brief.weather not in ("clear", "wind", "cloudy"):
        return
    night = stage.brief.daytime == "night"
    colour = "#a9bcf0" if night else stage.tones.light
    strong = 0.1 if night else {"clear": 0.3, "wind": 0.26, "cloudy": 0.12}[stage.brief.weather]
    lean = 0.5 if stage.lit_from_left else -0.5
    near, far = room.pen(x + lean * 1.6, 1.9), room.pen(x + lean * 0.6, 0.45)
    svg = ""
    step = kind.wide / kind.columns
    for k in range(kind.columns):
        a, b = k * step + 0.05, (k + 1) * step - 0.05
        svg += line([far.at(a, 0), far.at(b, 0), near.at(b, 0), near.at(a, 0)], closed=True)
    stage.add("sunlight", "light", 0.43, path(svg, colour, strong))
