"""Strips: the part of the ground of a place on which something stands: the road, the pavement, a lawn, a floor by the
wall."""

from __future__ import annotations

from pipelines.scene.drawings import Concept
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.whereabouts import INDOORS, land_of
from pipelines.scene.scene import Box, Subject
from pipelines.scene.tables import table

NEAR, FAR = "near", "lawn"
"""Anchors of a place where two lands meet: what is of the house is near, what is of the land is beyond."""


TALL = 2.4
"""Metres from which something stands beyond, whatever it is: no windmill stands on a terrace."""


def strip_of(stage: Stage, subject: Subject, concept: Concept) -> Box | None:
    """The strip that it stands on there; none where the whole ground is one."""
    anchors = stage.anchors
    if "roadway" in anchors and rolls(concept):
        return anchors["roadway"]
    if "niche" in anchors and concept.key in table("pieces")["by_the_wall"] and not subject.relation:
        return anchors["niche"]
    if FAR in anchors and NEAR in anchors:
        near = subject.person or land_of(concept) in (INDOORS, "") or _is_related(stage, subject)
        return anchors[NEAR if near and concept.metres < TALL else FAR]
    return anchors.get("pavement")


def _is_related(stage: Stage, subject: Subject) -> bool:
    """Whether it is beside another thing or another beside it: those are at one depth."""
    subjects = stage.brief.subjects
    mine = [at for at, one in enumerate(subjects) if one == subject]
    return isinstance(subject.other, int) or any(one.other in mine for one in subjects)


def rolls(concept: Concept) -> bool:
    """Whether it drives on a road, and is not what stands beside one."""
    return concept.category == "transport-ground" and concept.key not in table("habitats")["beside_the_road"]["things"]
