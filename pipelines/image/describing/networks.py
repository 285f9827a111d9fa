"""Networks: what the describer asks, where it is there."""

from __future__ import annotations

from pipelines.image.subject import FINDER

NAMER, SUBJECT = "namer", "subject"
ROLES = {NAMER: "efficientnet-lite0", SUBJECT: FINDER}
"""Their keys in the catalog by what they tell."""
