"""Networks: which one enlarges what."""

from __future__ import annotations

DRAWINGS, PHOTOS = "drawings", "photos"
ROLES = {DRAWINGS: "upscaler", PHOTOS: "upscaler-photo"}
"""Their keys in the catalog by what they enlarge."""
