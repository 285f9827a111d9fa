"""The modes of pictures, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from typing import Any

from pipelines.image.ask import EnhanceParams, GridParams, ImageParams, from_parameters
from pipelines.image.ask_picture import (
    ChangeParams,
    CutoutParams,
    DescribeParams,
    EditParams,
    EnlargeParams,
    ExtendParams,
    GuideParams,
    LayersParams,
    LinesParams,
    RepaintParams,
    StyleParams,
)
from pipelines.image.captioning.engine import Captioner
from pipelines.image.cutting.engine import Cutter
from pipelines.image.describing.engine import Describer
from pipelines.image.diffusion import Diffusion
from pipelines.image.enhancer.engine import Enhancer
from pipelines.image.enlarging.engine import Enlarger
from pipelines.image.extend import Extend
from pipelines.image.grid import Grid
from pipelines.image.guide import FollowGuide
from pipelines.image.illustrator.engine import Illustrator
from pipelines.image.layering import Layering
from pipelines.image.lining.engine import Lining
from pipelines.image.painter.engine import Painter
from pipelines.image.redraw import Redraw
from pipelines.image.repaint import Repaint
from pipelines.image.rewrite import Rewrite
from pipelines.image.styling.engine import Styling
from studio.jobs.engine import Engine
from studio.jobs.mode import Mode

PAINTERS: tuple[Engine[Any, Any], ...] = (Diffusion(), Illustrator(), Painter())
IMAGE: tuple[Mode, ...] = (
    Mode(
        "image",
        ImageParams,
        PAINTERS,
        makes="image",
        examples=(
            "three birds over the sea at dawn",
            "a fox under the moon in a snowy forest, watercolour",
            "rich in colour, flowing lines, full of movement and rhythm",
        ),
        from_parameters=from_parameters,
        formerly={"generator": "image"},
    ),
    Mode(
        "grid",
        GridParams,
        tuple(Grid(engine) for engine in PAINTERS),
        makes="image",
        examples=("a lighthouse on a cliff at sunset",),
    ),
    Mode(
        "change",
        ChangeParams,
        (Redraw(),),
        makes="image",
        examples=("the same scene in winter, under deep snow", "an oil painting with thick strokes"),
    ),
    Mode(
        "repaint",
        RepaintParams,
        (Repaint(),),
        makes="image",
        examples=("a red hat", "an empty lawn"),
    ),
    Mode(
        "extend",
        ExtendParams,
        (Extend(),),
        makes="image",
        examples=("a wide landscape under a clear sky",),
    ),
    Mode(
        "guide",
        GuideParams,
        (FollowGuide(),),
        makes="image",
        examples=("a palace of ice at dawn", "a pencil drawing, softly shaded"),
    ),
    Mode(
        "edit",
        EditParams,
        (Rewrite(),),
        makes="image",
        examples=("make it night, with lit windows", "put the hat of picture 2 on the cat"),
    ),
    Mode("layers", LayersParams, (Layering(),), makes="image"),
    Mode("cutout", CutoutParams, (Cutter(),), makes="image"),
    Mode("enlarge", EnlargeParams, (Enlarger(),), makes="image"),
    Mode("enhance", EnhanceParams, (Enhancer(),), makes="image"),
    Mode("style", StyleParams, (Styling(),), makes="image"),
    Mode("lines", LinesParams, (Lining(),), makes="image"),
    Mode("describe", DescribeParams, (Captioner(), Describer()), makes="description"),
)
