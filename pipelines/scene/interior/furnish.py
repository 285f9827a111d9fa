"""Furnishing: which furniture of a plan fits along the wall, and where each piece goes."""

from __future__ import annotations

from random import Random
from typing import Any

from pipelines.scene.interior.beds import BEDS
from pipelines.scene.interior.carpets import CARPETS
from pipelines.scene.interior.consoles import CONSOLES
from pipelines.scene.interior.cupboards import CUPBOARDS
from pipelines.scene.interior.daylight import side_light, side_window, wall_light
from pipelines.scene.interior.desks import DESKS
from pipelines.scene.interior.fittings import FITTINGS
from pipelines.scene.interior.hangings import HANGINGS
from pipelines.scene.interior.lamps import LAMPS
from pipelines.scene.interior.niche import by_wall, covers_niche, make_niche, wall_of
from pipelines.scene.interior.piece import Piece
from pipelines.scene.interior.room import Room
from pipelines.scene.interior.seats import SEATS
from pipelines.scene.interior.windows import WINDOWS, Window, paint_light, paint_window
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.view import View, seen_outside
from pipelines.scene.pen import Pen
from pipelines.scene.tables import table

PIECES: dict[str, Piece] = {
    **BEDS,
    **CARPETS,
    **CONSOLES,
    **CUPBOARDS,
    **DESKS,
    **FITTINGS,
    **HANGINGS,
    **LAMPS,
    **SEATS,
}
SINGLE = ("armchair", "floor lamp", "piano", "fridge", "stove", "palm")
"""Furniture of which a wall has one."""
FURNITURE = ("stands", "repeat", "main", "hangs", "ceiling", "front")
"""What of a plan is furniture."""
NARROW = "arched"
"""The window for which there is room nearly everywhere."""
HIGH = 1.3
"""Metres: what is higher hides the wall behind it."""
BROAD = 1.6
"""Metres of wall from which what stands there has the middle of it."""
LOWEST = 0.17
"""How far down a lamp hangs from the ceiling, as a part of the picture's height: no head and no picture is there."""
Gap = tuple[float, float]


def furnish(room: Room, plan: dict[str, Any]) -> None:
    """All furniture of a plan of data/rooms.toml, back to front, but none that the picture is of."""
    rng = room.stage.random("furniture")
    plan = {key: _without(room, value) if key in FURNITURE else value for key, value in plan.items()}
    window = WINDOWS.get(plan.get("window", NARROW if _has_window(room) else ""))
    outside = plan.get("view", "hills")
    beside = side_window(room, outside) if window and not _has_window(room) else None
    row = _row(room, plan, window, rng)
    free = _free(room, row)
    _hang(room, plan.get("main", []), free, rng)
    if window and not (beside and rng.random() < 0.5):
        free = _windows(room, window, outside, free, rng)
    elif not beside and rng.random() < 0.5:
        wall_light(room)
    _hang(room, plan.get("hangs", []), free, rng)
    _stand(room, row, rng)
    if beside:
        side_light(room, beside)
    _from_ceiling(room, plan.get("ceiling", []), rng)
    _before(room, plan.get("front", []), rng)


def _without(room: Room, names: list[str]) -> list[str]:
    """The names of pieces that show nothing of what was asked for, or refused."""
    brief = room.stage.brief
    taken = {subject.drawing for subject in brief.subjects} | set(brief.without)
    shows: dict[str, list[str]] = table("pieces")["shows"]
    return [name for name in names if not taken & set(shows.get(name, ()))]


def _visible(room: Room) -> Gap:
    """From where to where the back wall is in the picture, in metres."""
    left, right = max(room.left, 0.0), min(room.right, float(room.stage.width))
    return (left - room.left) / room.metre, (right - room.left) / room.metre


def _row(room: Room, plan: dict[str, Any], window: Window | None, rng: Random) -> list[tuple[str, float]]:
    """Pieces along the wall with their left edges in metres: the high ones at the ends, the low ones between."""
    start, end = _visible(room)
    mine = by_wall(room.stage)
    if mine:
        return _around(room, plan, wall_of(mine) * mine.count + 0.3, rng)
    chosen = _chosen(plan, end - start, window.wide + 0.5 if window else 0.3)
    high = [name for name in chosen if PIECES[name].tall > HIGH]
    low = [name for name in chosen if PIECES[name].tall <= HIGH]
    rng.shuffle(high)
    rng.shuffle(low)
    # Where a window was asked for, all that is high leaves one wide part of the wall to it.
    ends = (0, len(high))
    at = rng.randint(*ends) if len(high) > 1 and not _has_window(room) else rng.choice(ends)
    order = [*high[:at], *low, *high[at:]]
    if (middle := plan.get("middle")) in order:
        order.remove(middle)
        order.insert((len(order) + 1) // 2, middle)
    spare = end - start - sum(PIECES[name].wide for name in order)
    close = plan.get("close") or _has_window(room)
    gap = min(0.03 if close else 0.7, spare / (len(order) + 1))
    lean = rng.uniform(0.35, 0.65)
    if _has_window(room):
        lean = 0.03 if at else 0.97
    x = start + (spare - gap * (len(order) - 1)) * lean
    placed = []
    for name in order:
        placed.append((name, x))
        x += PIECES[name].wide + gap
    return placed


def _around(room: Room, plan: dict[str, Any], niche: float, rng: Random) -> list[tuple[str, float]]:
    """The pieces beside a free part of the wall near a line of thirds, kept as the anchor "niche": it is two metres
    high there. Each goes to the side with more room, as long as one has any."""
    start, end = _visible(room)
    middle = start + (end - start) * (rng.choice((0.36, 0.42, 0.58, 0.64)) if niche < BROAD else 0.5)
    left, right = middle - niche / 2, middle + niche / 2
    placed = []
    # Where a window was asked for, the rest of the wall is left to it.
    for name in [] if _has_window(room) else [*plan["stands"], *plan.get("repeat", [])]:
        wide = PIECES[name].wide
        if end - right >= max(wide - 0.3, left - start):
            placed.append((name, right))
            right += wide + 0.06
        elif left - start >= wide - 0.3:
            placed.append((name, left - wide))
            left -= wide + 0.06
    make_niche(room, middle, niche)
    return placed


def _has_window(room: Room) -> bool:
    brief = room.stage.brief
    asked = "window" in brief.features or bool(seen_outside(brief))
    return asked or any(subject.other == "window" for subject in brief.subjects)


def _chosen(plan: dict[str, Any], wide: float, reserved: float) -> list[str]:
    """Names that fit a wall `wide` metres long, of which the high ones leave `reserved` metres for a window."""
    chosen: list[str] = []
    taken = high = 0.0
    for name in [*plan["stands"], *plan.get("repeat", []) * 2]:
        piece = PIECES[name]
        tall = piece.wide if piece.tall > HIGH else 0.0
        if name in chosen and name in SINGLE:
            continue
        if taken + piece.wide > wide - 0.2 or (tall and high + tall > wide - reserved):
            continue
        chosen.append(name)
        taken, high = taken + piece.wide, high + tall
    return chosen


def _free(room: Room, row: list[tuple[str, float]]) -> list[Gap]:
    """The parts of the wall that nothing high stands before."""
    start, end = _visible(room)
    free, at = [], start
    taken = [(x, x + PIECES[name].wide) for name, x in row if PIECES[name].tall > HIGH]
    mine = by_wall(room.stage)
    if mine and table("pieces")["by_the_wall"][mine.drawing][1] > HIGH:
        x, _, wide, _ = room.stage.anchors["niche"]
        taken.append(((x - room.left) / room.metre, (x + wide - room.left) / room.metre))
    for left, right in sorted(taken):
        free.append((at, left))
        at = right
    return [*free, (at, end)]


def _windows(room: Room, window: Window, outside: View, free: list[Gap], rng: Random) -> list[Gap]:
    """One to three windows in the widest free part; returns what is left of the wall."""
    widest = max(free, key=lambda gap: gap[1] - gap[0])
    room_for = widest[1] - widest[0] - 0.3
    if _has_window(room) and room_for <= window.wide:
        window = WINDOWS[NARROW]
    count = min(rng.choice((1, 2, 2, 3)), int(room_for / (window.wide + 0.45)))
    if not count:
        count = 1 if room_for > window.wide else 0
    free = [gap for gap in free if gap != widest]
    used = count * window.wide + max(0, count - 1) * 0.45
    x = widest[0] + 0.15 + (room_for - used) * rng.uniform(0.1, 0.9)
    left = x
    for _ in range(count):
        paint_window(room, window, x, outside)
        x += window.wide + 0.45
    if count and outside != "space":
        paint_light(room, window, left)
    return [*free, (widest[0], left - 0.3), (x - 0.45 + 0.3, widest[1])] if count else [*free, widest]


def _hang(room: Room, names: list[str], free: list[Gap], rng: Random) -> None:
    """As many of the things for the wall as it has room for, each in the widest free part."""
    for name in names:
        piece = PIECES[name]
        widest = max(free, key=lambda gap: gap[1] - gap[0])
        spare = widest[1] - widest[0] - piece.wide
        if spare < 0.15:
            continue
        free.remove(widest)
        x = widest[0] + spare * rng.uniform(0.3, 0.7)
        up = (
            0.25
            if piece.tall > 2.2
            else min(1.75 - piece.tall / 2 + rng.uniform(-0.05, 0.1), room.tall - piece.tall - 0.15)
        )
        pen = room.pen(x, 0.0)
        piece.paint(room, pen.moved(0, max(up, 1.1 if piece.tall < 1.2 else 0.3)), rng)
        room.stage.add(name, "far", 0.12, pen.svg)
        free += [(widest[0], x - 0.1), (x + piece.wide + 0.1, widest[1])]


def _stand(room: Room, row: list[tuple[str, float]], rng: Random) -> None:
    for name, x in sorted(row, key=lambda pair: -PIECES[pair[0]].tall):
        pen = room.pen(x)
        PIECES[name].paint(room, pen, rng)
        room.stage.add(name, "far", 0.14, pen.svg)
        _keep(room.stage, PIECES[name], pen)


def _from_ceiling(room: Room, names: list[str], rng: Random) -> None:
    stage = room.stage
    for number, name in enumerate(names):
        piece = PIECES[name]
        ahead = 0.5
        metre = room.metre * room.scale(ahead)
        ceiling = room.eye[1] + (room.ceiling - room.eye[1]) * room.scale(ahead)
        spare = stage.width - piece.wide * metre
        x = spare * (0.5 if piece.wide < 0.3 and not number else rng.uniform(0.2, 0.8))
        fixed = min(max(ceiling, -0.3 * metre), stage.height * LOWEST - piece.tall * metre)
        pen = Pen(x, fixed, metre, room.change, lit_from_left=stage.lit_from_left)
        piece.paint(room, pen, rng)
        stage.add(name, "far", 0.3, pen.svg)


def _before(room: Room, names: list[str], rng: Random) -> None:
    """Furniture in the room: at one side, then the other; carpets in the middle."""
    stage = room.stage
    side = rng.choice((0, 1))
    for name in names:
        piece = PIECES[name]
        middle = name in CARPETS
        ahead = 0.95 if middle else rng.uniform(0.75, 1.3)
        scale = room.scale(ahead)
        wide = piece.wide * room.metre * scale
        edge = stage.width * rng.uniform(-0.03, 0.06)
        x = (stage.width - wide) / 2 if middle else edge if side else stage.width - wide - edge
        if not middle and covers_niche(stage, x, wide):
            continue
        ex = room.eye[0]
        pen = room.pen((ex + (x - ex) / scale - room.left) / room.metre, ahead)
        piece.paint(room, pen, rng)
        stage.add(name, "ground" if middle else "far", 0.42 if middle else 0.45, pen.svg)
        _keep(stage, piece, pen, first=True)
        side = side if middle else 1 - side


def _keep(stage: Stage, piece: Piece, pen: Pen, *, first: bool = False) -> None:
    """The upper side of the piece as an anchor; the nearest piece of a kind counts."""
    if piece.top and (first or piece.top not in stage.anchors):
        x, y = pen.at(0, piece.level)
        stage.anchors[piece.top] = (x, y - 0.05 * pen.metre, piece.wide * pen.metre, 0.1 * pen.metre)
