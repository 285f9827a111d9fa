"""Flock: birds that fly together, in a loose V or arc."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.lay.places import Placing
from pipelines.scene.lay.spot import Ground, Spot
from pipelines.scene.scene import Box


class Flocking(Placing):
    """Finding the spots of many that fly."""

    def _flock(self, ground: Ground) -> list[Spot]:
        """A loose V or arc for up to a dozen, a cloud of them above that."""
        count, stage = self.subject.count, self.stage
        if count > 12:
            return self._free(ground, count)
        low, high = self._across()
        lead = self._try(ground, 0)
        heading = 1 if self.rng.random() < 0.5 else -1
        step = lead.width * self.rng.uniform(1.12, 1.35)
        opening, slope = self.rng.uniform(0.7, 0.85), self.rng.uniform(0.16, 0.4)
        arms = [(0, 0)]
        for k in range(1, count):
            arms.append(((k + 1) // 2, 1 if k % 2 else -1))
        span = step * (max(a for a, _ in arms) + 0.5)
        x = min(max(lead.x, low + (span if heading > 0 else 0)), max(low + span, high - (span if heading < 0 else 0)))
        spots = []
        for arm, side in arms:
            sx = x - heading * step * (arm + self.rng.uniform(-0.06, 0.06))
            # The first pair must clear each other; those behind are apart already by the length of a step.
            spread = opening + slope * (arm - 1) if arm else 0.0
            sy = lead.foot - lead.height / 2 + side * spread * lead.height + self.rng.uniform(-0.15, 0.15) * lead.height
            size = lead.height * self.rng.uniform(0.8, 1.0) * (1 - 0.03 * arm)
            spot = self._hanging(sx, sy, size, ground)
            spots.append(replace(spot, flip=(heading > 0) != self._looks_right))
        floor = stage.height * 0.85 if ground == "afloat" else stage.horizon * 0.94
        return _moved_into(
            spots, (stage.width * 0.04, stage.height * 0.04, stage.width * 0.92, floor - stage.height * 0.04)
        )


def _moved_into(spots: list[Spot], frame: Box) -> list[Spot]:
    """The group moved into a frame as a whole, and made smaller where it is larger than the frame."""
    left, top = min(s.box[0] for s in spots), min(s.box[1] for s in spots)
    right, bottom = max(s.box[0] + s.box[2] for s in spots), max(s.foot for s in spots)
    x, y, w, h = frame
    scale = min(1.0, w / (right - left), h / (bottom - top))
    new_left = min(max(left, x), x + w - (right - left) * scale)
    new_top = min(max(top, y), y + h - (bottom - top) * scale)
    return [
        replace(s, x=new_left + (s.x - left) * scale, foot=new_top + (s.foot - top) * scale, height=s.height * scale)
        for s in spots
    ]
