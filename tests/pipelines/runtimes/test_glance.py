"""Previews take at most a twentieth of the time, after the first."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipelines.runtimes.glance import SHARE, Glance
from pipelines.runtimes.watch import Watch


class Clock:
    """Time that goes on only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(("step", "look"), [(1.0, 0.001), (1.0, 0.1), (0.01, 0.02), (0.5, 0.2)])
def test_looking_stays_within_its_share(step: float, look: float) -> None:
    clock = Clock()
    glance, spent, taken = Glance(clock), 0.0, 0
    for number in range(200):
        clock.now += step
        if glance.is_due():
            with glance.taken():
                clock.now += look
            spent, taken = spent + look, taken + 1
            assert number == 0 or spent <= SHARE * clock.now
        assert number > 0 or taken == 1, "the first is always shown"
    assert (taken == 200) == (look < SHARE * step / 2)


def test_a_preview_that_fails_counts_as_well() -> None:
    clock = Clock()
    glance = Glance(clock)
    with pytest.raises(RuntimeError), glance.taken():
        clock.now += 10
        raise RuntimeError
    clock.now += 1
    assert not glance.is_due()


def test_a_preview_in_two_parts_costs_both() -> None:
    now = [0.0]
    glance = Glance(lambda: now[0])
    with glance.taken():
        now[0] += 1.0
    with glance.taken(more=True):
        now[0] += 2.0
    now[0] = 6 / SHARE - 0.1
    assert not glance.is_due(), "spent three, and the next takes three again"
    now[0] = 6 / SHARE + 0.1
    assert glance.is_due()


class Late:
    """Cells that an accelerator delivers when it is told to."""

    here = False

    def arrived(self) -> bool:
        return self.here

    def image(self) -> bytes:
        return b"seen"


def test_what_has_not_arrived_is_shown_at_a_later_step() -> None:
    late, shown, looks = Late(), list[bytes](), list[int]()

    class Eye:
        def look(self, latents: int) -> Late:
            looks.append(latents)
            return late

    watch = Watch(SimpleNamespace(preview=lambda image: shown.append(image)), Eye())  # type: ignore[arg-type]
    watch.step(1)
    watch.step(2)
    assert (looks, shown) == ([1], [])
    late.here = True
    watch.step(3)
    assert (looks, shown) == ([1], [b"seen"])
