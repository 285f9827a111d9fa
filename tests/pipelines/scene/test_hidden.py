"""What is in a picture and can hardly be seen is said."""

from __future__ import annotations

import pytest

from pipelines.scene.paint.hidden import hidden
from pipelines.scene.scene import Brief, Layer, Scene, Subject

CAT, SOFA = Subject("cat", "cat"), Subject("sofa", "sofa")


def scene(*layers: Layer) -> Scene:
    return Scene(100, 100, 7, Brief("a cat behind a sofa", (CAT, SOFA)), layers)


def square(subject: Subject | None, x: float, side: float, opacity: float = 1.0) -> Layer:
    svg = f'<rect x="{x}" y="20" width="{side}" height="{side}" fill="#334455" fill-opacity="{opacity}"/>'
    return Layer("square", "thing" if subject else "near", 0.5, svg, (x, 20, side, side), subject)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (square(SOFA, 20, 40), ["cat"]),
        (square(None, 20, 40), ["cat"]),
        (square(SOFA, 20, 40, 0.3), []),
        (square(SOFA, 40, 40), []),
        (square(SOFA, 70, 20), []),
    ],
)
def test_what_something_opaque_covers_is_said(before: Layer, said: list[str]) -> None:
    assert [(one.word, one.why) for one in hidden(scene(square(CAT, 25, 30), before))] == [(w, "hidden") for w in said]


def test_what_covers_nothing_since_it_is_behind_is_no_matter() -> None:
    assert not list(hidden(scene(square(SOFA, 20, 40), square(CAT, 25, 30))))


def test_of_several_it_is_enough_that_some_are_seen() -> None:
    assert not list(hidden(scene(square(CAT, 5, 10), square(CAT, 25, 30), square(SOFA, 20, 40))))
