"""The modes of animation, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.animation.ask import AnimationParams
from pipelines.animation.moving.engine import Moving
from pipelines.animation.video import VideoDiffusion
from studio.jobs.mode import Mode

ANIMATION: tuple[Mode, ...] = (
    Mode(
        "animation",
        AnimationParams,
        (VideoDiffusion(), Moving()),
        makes="animation",
        examples=(
            "a sailboat on the sea at dusk, seagulls flying by",
            "as night falls, a fox walks through a snowy forest",
            "colourful hot air balloons floating over green hills",
        ),
        formerly={"generator": "animation"},
    ),
)
