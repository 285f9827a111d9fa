"""Weather in front of the things: rain, snow, fog, lightning, leaves in the wind."""

from __future__ import annotations

from pipelines.scene.curve import line, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix

INDOORS = ("room", "space", "underwater")


def paint_weather(stage: Stage) -> None:
    """Falling and drifting things, on top of all but the front of the picture."""
    if stage.brief.setting in INDOORS:
        return
    painters = {"rain": _rain, "storm": _rain, "snow": _snow, "fog": _fog, "wind": _leaves}
    if stage.brief.weather in painters:
        painters[stage.brief.weather](stage)
    elif stage.brief.season == "autumn":
        _leaves(stage)


def paint_lightning(stage: Stage) -> None:
    """One bolt of a storm, behind the land."""
    rng = stage.random("lightning")
    x, y, points = stage.width * rng.choice((0.22, 0.72, 0.8)), stage.horizon * 0.18, []
    points.append((x, y))
    while y < stage.horizon:
        x, y = x + stage.unit * rng.uniform(-4, 4), y + stage.unit * rng.uniform(3, 7)
        points.append((x, y))
    branch = points[len(points) // 2]
    fork = [
        branch,
        (branch[0] + stage.unit * 5, branch[1] + stage.unit * 5),
        (branch[0] + stage.unit * 6, branch[1] + stage.unit * 10),
    ]
    path = line(points) + line(fork)
    svg = "".join(
        (
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{n(stage.unit * w)}" '
            f'stroke-opacity="{o}" stroke-linejoin="round"/>'
        )
        for colour, w, o in (("#cfd8ff", 3.2, 0.14), ("#dfe6ff", 1.5, 0.3), ("#ffffff", 0.6, 1))
    )
    stage.add("lightning", "light", 0.06, svg)


def _rain(stage: Stage) -> None:
    rng = stage.random("rain")
    lean = 0.16 + (0.14 if stage.brief.weather == "storm" else 0)
    for near in (0, 1):
        path = ""
        for _ in range(150 - 60 * near):
            x, y = rng.uniform(stage.left, stage.right), rng.uniform(stage.top, stage.bottom)
            long = stage.unit * rng.uniform(2.5, 4.5) * (1 + near)
            path += f"M{n(x)} {n(y)}l{n(-long * lean)} {n(long)}"
        colour = mix(stage.tones.sky_edge, "#ffffff", 0.7)
        svg = (
            f'<path d="{path}" stroke="{colour}" stroke-width="{n(stage.unit * (0.14 + 0.12 * near))}" '
            f'stroke-opacity="{0.38 + 0.14 * near}" stroke-linecap="round"/>'
        )
        stage.add("rain", "weather", 0.7 + 0.2 * near, svg)


def _snow(stage: Stage) -> None:
    rng = stage.random("snow")
    for near in (0, 1, 2):
        svg = ""
        for _ in range((150, 80, 26)[near]):
            x, y = rng.uniform(stage.left, stage.right), rng.uniform(stage.top, stage.bottom)
            r = stage.unit * rng.uniform(0.16, 0.32) * (1 + near * 0.9)
            svg += f'<circle cx="{n(x)}" cy="{n(y)}" r="{r:.2f}"/>'
        stage.add(
            "snow",
            "weather",
            0.6 + 0.15 * near,
            f'<g fill="#ffffff" fill-opacity="{(0.7, 0.85, 0.92)[near]}">{svg}</g>',
        )


def _fog(stage: Stage) -> None:
    rng = stage.random("fog")
    colour = mix(stage.tones.sky_edge, stage.tones.sky_low, 0.4)
    for i in range(4):
        svg = ""
        for _ in range(3):
            x, y = rng.uniform(stage.left, stage.right), stage.horizon + stage.unit * (rng.uniform(-8, 8) + 9 * i)
            rx, ry = stage.unit * rng.uniform(40, 80), stage.unit * rng.uniform(5, 10)
            svg += (
                f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{stage.glow(colour, 0.75, 0.2)}"/>'
            )
        stage.add("fog", "weather", 0.4 + 0.15 * i, svg)


def _leaves(stage: Stage) -> None:
    rng = stage.random("leaves")
    colours = (
        ("#d9822b", "#c5532d", "#e3b23c", "#a8632a")
        if stage.brief.season in ("autumn", "")
        else ("#f6b7c8", "#fbd3dc", "#ffffff", "#f39bb4")
    )
    if stage.brief.season in ("summer",):
        colours = ("#7fae4b", "#9cc45f", "#5f9445", "#c2d27a")
    svg = ""
    for _ in range(34):
        x, y, size = (
            rng.uniform(stage.left, stage.right),
            rng.uniform(stage.top, stage.height),
            stage.unit * rng.uniform(0.7, 1.6),
        )
        leaf = f"M0 0Q{n(size * 0.5)} {n(-size * 0.5)} {n(size)} 0Q{n(size * 0.5)} {n(size * 0.5)} 0 0Z"
        svg += (
            f'<path transform="translate({n(x)} {n(y)}) rotate({n(rng.uniform(0, 360))})" d="{leaf}" '
            f'fill="{stage.tones.change(rng.choice(colours))}"/>'
        )
    stage.add("leaves", "weather", 0.8, svg)
