"""The modes of pictures, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.image.ask import EnhanceParams, ImageParams, from_parameters
from pipelines.image.diffusion import Diffusion
from pipelines.image.enhancer.engine import Enhancer
from pipelines.image.illustrator.engine import Illustrator
from pipelines.image.painter.engine import Painter
from studio.jobs.mode import Mode

IMAGE: tuple[Mode, ...] = (
    Mode(
        "image",
        ImageParams,
        (Diffusion(), Illustrator(), Painter()),
        makes="image",
        examples=(
            "three birds over the sea at dawn",
            "a fox under the moon in a snowy forest, watercolour",
            "rich in colour, flowing lines, full of movement and rhythm",
        ),
        from_parameters=from_parameters,
        formerly={"generator": "image"},
    ),
    Mode("enhance", EnhanceParams, (Enhancer(),), makes="image"),
)
