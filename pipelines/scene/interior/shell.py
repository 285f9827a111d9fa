"""Shell: the four sides of a room in perspective, and the light on them."""

from __future__ import annotations

from pipelines.scene.curve import line, n
from pipelines.scene.interior.daylight import paint_corners
from pipelines.scene.interior.floors import FLOORS
from pipelines.scene.interior.room import Room, floor_plan, outward
from pipelines.scene.interior.walls import WALLS
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path, rect


def paint_shell(room: Room, wall: str = "plain", floor: str = "boards") -> None:
    """Walls, ceiling and floor. The patterns are keys of WALLS and FLOORS."""
    stage = room.stage
    rng = stage.random("shell")
    svg = _back(room) + WALLS[wall](room, rng)
    stage.add("wall", "sky", 0.1, svg + _ceiling(room))
    left, right, top = max(room.left, 0.0), min(room.right, float(stage.width)), max(room.ceiling, 0.0)
    stage.anchors["wall"] = (left, top, right - left, room.foot - top)
    stage.add("floor", "ground", 0.14, _ground(room) + FLOORS[floor](room, rng) + _skirting(room))
    # After the floor: they hide what its pattern has too much.
    stage.add("side walls", "far", 0.14, _sides(room))
    paint_corners(room)
    if wall == "logs" and room.ceiling > -room.metre:
        stage.add("slopes", "far", 0.145, _slopes(room))


def _back(room: Room) -> str:
    stage = room.stage
    colour = room.change(room.wall)
    fill = stage.vertical((0, shade(colour, -0.035)), (1, shade(colour, 0.025)), top=room.ceiling, bottom=room.foot)
    x, y, w, h = stage.frame
    svg = rect(x, y, w, h, fill)
    # The wall is lighter near the window and the lamp.
    glow = stage.glow(mix(colour, "#fff3d8", 0.7), 0.5)
    r = room.metre * 3
    return svg + (
        f'<ellipse cx="{n(stage.light[0])}" cy="{n(room.foot - room.metre * 1.7)}" rx="{n(r)}" ry="{n(r * 0.8)}" '
        f'fill="{glow}"/>'
    )


def _sides(room: Room) -> str:
    stage, svg = room.stage, ""
    for corner, edge, lit_side in (
        (room.left, stage.left, not stage.lit_from_left),
        (room.right, stage.right, stage.lit_from_left),
    ):
        if corner == edge:
            continue
        shape = [
            (corner, room.ceiling),
            (corner, room.foot),
            outward(room, corner, room.foot, edge),
            outward(room, corner, room.ceiling, edge),
        ]
        colour = shade(room.change(room.wall), 0.015 if lit_side else -0.055)
        svg += path(line(shape, closed=True), colour)
        svg += (
            f'<path d="M{n(corner)} {n(room.ceiling)}V{n(room.foot)}" stroke="{shade(colour, -0.05)}" '
            f'stroke-width="{n(stage.unit * 0.25)}"/>'
        )
    return svg


def _ceiling(room: Room) -> str:
    stage = room.stage
    if room.ceiling < -stage.unit:
        return ""
    left = outward(room, room.left, room.ceiling, stage.left) if room.left > stage.left else (stage.left, room.ceiling)
    right = (
        outward(room, room.right, room.ceiling, stage.right)
        if room.right < stage.right
        else (stage.right, room.ceiling)
    )
    shape = [
        (room.left, room.ceiling),
        (room.right, room.ceiling),
        right,
        (right[0], min(right[1], stage.top)),
        (left[0], min(left[1], stage.top)),
        left,
    ]
    colour = room.change(mix(room.wall, "#ffffff", 0.45))
    fill = stage.vertical((0, shade(colour, 0.01)), (1, shade(colour, -0.05)), top=0, bottom=room.ceiling)
    svg = path(line(shape, closed=True), fill)
    moulding = shade(room.change(room.wall), 0.05)
    return svg + (
        f'<path d="M{n(room.left)} {n(room.ceiling)}H{n(room.right)}" stroke="{moulding}" '
        f'stroke-width="{n(room.metre * 0.07)}"/>'
    )


def _ground(room: Room) -> str:
    stage = room.stage
    colour = room.change(room.floor)
    fill = stage.vertical((0, shade(colour, -0.05)), (1, shade(colour, 0.025)), top=room.foot, bottom=stage.height)
    shape = line(floor_plan(room), closed=True)
    shadow = stage.vertical(
        (0, shade(colour, -0.2), 0.5), (1, shade(colour, -0.2), 0), top=room.foot, bottom=room.foot + room.metre * 0.5
    )
    return path(shape, fill) + path(shape, shadow)


def _skirting(room: Room) -> str:
    colour = room.change(mix(room.wall, "#ffffff", 0.6))
    tall = room.metre * 0.11
    left, right = max(room.left, room.stage.left), min(room.right, room.stage.right)
    return (
        f'<rect x="{n(left)}" y="{n(room.foot - tall)}" width="{n(right - left)}" height="{n(tall)}" fill="{colour}"/>'
        f'<rect x="{n(left)}" y="{n(room.foot - tall)}" width="{n(right - left)}" height="{n(tall * 0.2)}" '
        f'fill="{shade(colour, -0.06)}"/>'
    )


def _slopes(room: Room) -> str:
    """The undersides of a roof that leans over both sides, with their beams."""
    stage, m, svg = room.stage, room.metre, ""
    colour = room.change(shade(room.wall, -0.05))
    for corner, edge, way in ((max(room.left, 0.0), stage.left, 1), (min(room.right, stage.width), stage.right, -1)):
        low, high = (corner, room.foot - 1.5 * m), (corner + way * 1.5 * m, room.ceiling)
        out_low, out_high = (
            (edge, low[1] - 0.2 * m),
            outward(room, *high, edge) if way * (high[0] - room.eye[0]) < 0 else (edge, stage.top),
        )
        shape = [low, high, (out_high[0], min(out_high[1], stage.top)), out_low]
        svg += path(line(shape, closed=True), colour)
        for k in range(5):
            at = k / 4
            x1, y1 = low[0] + (high[0] - low[0]) * at, low[1] + (high[1] - low[1]) * at
            svg += path(
                line(
                    [
                        (x1, y1),
                        (x1 - way * 6 * m, y1 - 2.2 * m),
                        (x1 - way * 6 * m, y1 - 2.32 * m),
                        (x1, y1 - 0.08 * m),
                    ],
                    closed=True,
                ),
                shade(colour, -0.05),
            )
        beam = [low, high, (high[0] + way * 0.14 * m, high[1]), (low[0], low[1] + 0.2 * m)]
        svg += path(line(beam, closed=True), room.change(shade(room.wood, -0.04)))
    return svg
