"""Draw docs/house.svg, the map of the house: its rooms on their floors, and who imports whom.

python -m scripts.draw_house           draw it anew
python -m scripts.draw_house --check   exit with 1 when the drawn one is not up to date
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from scripts.imports import ROOT, imports, modules

TARGET = ROOT / "docs" / "house.svg"
WIDTH, GAP, HEIGHT, BAND = 960, 14, 50, 76
FLOORS = (
    ("app", ("app",)),
    ("tabs", ("tabs",)),
    ("pipelines", ("pipelines.registry",)),
    ("", ("pipelines.image", "pipelines.writing", "pipelines.music", "pipelines.animation")),
    ("", ("pipelines.scene", "pipelines.runtimes")),
    ("studio", ("studio.cli", "studio.web")),
    ("", ("studio.house", "studio.doctor")),
    ("", ("studio.jobs", "studio.people")),
    ("", ("studio.works",)),
    ("", ("studio.models", "studio.media")),
    ("", ("studio.params", "studio.settings", "studio.errors", "studio.words")),
)
"""From the top of the house to its ground."""
INK, PAPER, ROOM, SEAL = "#2b2622", "#faf8f4", "#ffffff", "#c8452d"


class Box(NamedTuple):
    """A room on the map."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def boxes() -> dict[str, Box]:
    placed = {}
    for floor, (_, rooms) in enumerate(FLOORS):
        width = (WIDTH - 120 - GAP * (len(rooms) - 1)) / len(rooms)
        for number, room in enumerate(rooms):
            placed[room] = Box(100 + number * (width + GAP), 16 + floor * BAND, width)
    return placed


def room_of(module: str) -> str | None:
    """The room of the map that a module stands in."""
    rooms = [room for _, floor in FLOORS for room in floor if module == room or module.startswith(f"{room}.")]
    return rooms[0] if rooms else None


def passages() -> Counter[tuple[str, str]]:
    """How many imports lead from one room to another."""
    found: Counter[tuple[str, str]] = Counter()
    for module, others in imports().items():
        for other in others:
            mine, its = room_of(module), room_of(other)
            if mine and its and mine != its:
                found[mine, its] += 1
    return found


def drawn() -> str:
    """The map as SVG. It shows names alone, so that it changes only when rooms or passages do."""
    height = 16 + len(FLOORS) * BAND
    places = boxes()
    body = "".join((*_houses(places), *_passages(places), *_rooms(places)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" role="img" aria-label="Map of the house">'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>{body}</svg>\n'
    )


def _houses(places: dict[str, Box]) -> Iterator[str]:
    for title, rooms in FLOORS:
        if title:
            y = places[rooms[0]].y + HEIGHT / 2 + 5
            yield f'<text x="16" y="{y:g}" font-size="15" font-weight="600" fill="{SEAL}">{title}</text>'


def _passages(places: dict[str, Box]) -> Iterator[str]:
    """From the lower edge of who imports to the upper edge of what is imported."""
    for start, end in sorted(passages()):
        a, b = places[start], places[end]
        x1, y1, x2, y2 = a.middle, a.y + HEIGHT, b.middle, b.y
        if a.y == b.y:
            x1, x2 = (a.x + a.width, b.x) if a.x < b.x else (a.x, b.x + b.width)
            y1 = y2 = a.y + HEIGHT / 2
        bend = (y2 - y1) / 2
        curve = f"M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"
        near = abs(b.y - a.y) <= BAND
        opacity, width = (0.8, 1.6) if near else (0.28, 1.0)
        yield f'<path d="{curve}" fill="none" stroke="{INK}" stroke-opacity="{opacity}" stroke-width="{width}"/>'


def _rooms(places: dict[str, Box]) -> Iterator[str]:
    for room, box in places.items():
        name = escape(room.rpartition(".")[2])
        inside = ", ".join(_inside(room))
        yield (
            f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{HEIGHT}" rx="8" fill="{ROOM}" '
            f'stroke="{INK}" stroke-opacity=".35"/>'
            f'<text x="{box.middle:g}" y="{box.y + 21:g}" font-size="14" font-weight="600" text-anchor="middle" '
            f'fill="{INK}">{name}</text>'
            f'<text x="{box.middle:g}" y="{box.y + 38:g}" font-size="10.5" text-anchor="middle" fill="{INK}" '
            f'fill-opacity=".7">{escape(_fitting(inside, box.width))}</text>'
        )


def _inside(room: str) -> list[str]:
    """What stands in a room: its modules and folders by name."""
    prefix = f"{room}."
    names = (name.removeprefix(prefix).partition(".")[0] for name in modules() if name.startswith(prefix))
    return sorted(dict.fromkeys(name for name in names if not name.startswith("__")))


def _fitting(text: str, width: float) -> str:
    """As much of a list as fits."""
    room = int(width / 5.6)
    return text if len(text) <= room else text[: room - 1].rpartition(",")[0] + " …"


def main() -> None:
    TARGET.write_text(drawn(), encoding="utf-8")


if __name__ == "__main__":
    main()
