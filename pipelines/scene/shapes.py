"""Shapes as SVG, in scene units."""

from __future__ import annotations

from pipelines.scene.curve import n


def trace(*parts: str | float) -> str:
    """Path data: letters as they are, numbers as SVG writes them."""
    return " ".join(part if isinstance(part, str) else n(part) for part in parts)


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1.0) -> str:
    """A circle around (x, y)."""
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"{_seen("fill", opacity)}/>'


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1.0) -> str:
    """An ellipse around (x, y)."""
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}"{_seen("fill", opacity)}/>'


def rect(x: float, y: float, w: float, h: float, fill: str, opacity: float = 1.0, r: float = 0.0) -> str:
    """A box whose upper left corner is at (x, y); r rounds its corners."""
    corners = f' rx="{n(r)}"' if r else ""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}"{corners} fill="{fill}"{_seen("fill", opacity)}/>'
    )


def path(data: str, fill: str, opacity: float = 1.0, edge: str = "", width: float = 0.0) -> str:
    """A filled shape, with an edge of that colour and width where one is given."""
    line = f' stroke="{edge}" stroke-width="{n(width)}" stroke-linejoin="round"' if edge else ""
    return f'<path d="{data}" fill="{fill}"{_seen("fill", opacity)}{line}/>'


def stroke(data: str, colour: str, width: float, opacity: float = 1.0) -> str:
    """A line with round ends."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{n(width)}" stroke-linecap="round" '
        f'stroke-linejoin="round"{_seen("stroke", opacity)}/>'
    )


def ring(x: float, y: float, rx: float, ry: float, colour: str, width: float, opacity: float = 1.0) -> str:
    """The line of an ellipse around (x, y)."""
    return (
        f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="none" stroke="{colour}" '
        f'stroke-width="{n(width)}"{_seen("stroke", opacity)}/>'
    )


def frame(x: float, y: float, w: float, h: float, colour: str, width: float) -> str:
    """The line of a box whose upper left corner is at (x, y)."""
    return (
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="none" stroke="{colour}" '
        f'stroke-width="{n(width)}"/>'
    )


def dashed(data: str, colour: str, width: float, dash: float, gap: float) -> str:
    """A broken line with round ends."""
    return (
        f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{n(width)}" stroke-linecap="round" '
        f'stroke-dasharray="{n(dash)} {n(gap)}"/>'
    )


def turned(svg: str, degrees: float, x: float, y: float) -> str:
    """A fragment turned clockwise around (x, y)."""
    return f'<g transform="rotate({degrees:.1f} {n(x)} {n(y)})">{svg}</g>'


def _seen(what: str, opacity: float) -> str:
    return f' {what}-opacity="{opacity:.2f}"' if opacity < 1 else ""
