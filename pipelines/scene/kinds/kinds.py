"""The kinds of picture that have a plan of their own."""

from __future__ import annotations

from pipelines.scene.kinds.aerial import AERIAL
from pipelines.scene.kinds.cutaway import CUTAWAY
from pipelines.scene.kinds.icon import ICON
from pipelines.scene.kinds.isometric import ISOMETRIC
from pipelines.scene.kinds.logo import LOGO
from pipelines.scene.kinds.maps import MAP
from pipelines.scene.kinds.pattern import PATTERN
from pipelines.scene.kinds.plan import Plan
from pipelines.scene.kinds.poster import POSTER
from pipelines.scene.kinds.setting import PORTRAIT
from pipelines.scene.kinds.silhouettes import SILHOUETTE
from pipelines.scene.kinds.sticker import STICKER
from pipelines.scene.kinds.still_life import STILL_LIFE
from pipelines.scene.scene import Kind

PLANS: dict[Kind, Plan] = {
    "portrait": PORTRAIT,
    "close-up": PORTRAIT,
    "still life": STILL_LIFE,
    "aerial": AERIAL,
    "cutaway": CUTAWAY,
    "isometric": ISOMETRIC,
    "map": MAP,
    "pattern": PATTERN,
    "poster": POSTER,
    "icon": ICON,
    "logo": LOGO,
    "sticker": STICKER,
    "silhouette": SILHOUETTE,
}
