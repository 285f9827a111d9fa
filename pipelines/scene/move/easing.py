"""Easing curves: from 0 to 1 over a progress of 0 to 1. Progress outside that range is held at its ends."""

from __future__ import annotations

import math


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """The value, kept between low and high."""
    return low if value < low else high if value > high else value


def smooth(p: float) -> float:
    """Starts and ends at rest (smoothstep)."""
    p = clamp(p)
    return p * p * (3 - 2 * p)


def settle(p: float) -> float:
    """Starts at rest, is soon at an even pace and comes gently to rest: a camera on rails."""
    p = clamp(p)
    rest = 0.18
    if p < rest:
        return p * p / (2 * rest * (1 - rest))
    if p > 1 - rest:
        return 1 - (1 - p) ** 2 / (2 * rest * (1 - rest))
    return (p - rest / 2) / (1 - rest)


def overshoot(p: float) -> float:
    """Goes a little beyond 1 and comes back (Penner's back-out)."""
    p = clamp(p) - 1
    return 1 + 2.4 * p**3 + 1.4 * p * p


def there_and_back(p: float) -> float:
    """0 at both ends, 1 in the middle, at rest at all three."""
    return 0.5 - 0.5 * math.cos(2 * math.pi * clamp(p))
