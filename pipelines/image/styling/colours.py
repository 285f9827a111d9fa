"""Colours kept: the lightness of what was painted with the colours of what was there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from pipelines.image.light import Floats, from_lab, shown, to_lab
from pipelines.image.strips import strips

if TYPE_CHECKING:
    from PIL.Image import Image

_HALVINGS = 5


def recoloured(after: Image, before: Image, check: Callable[[], None] = lambda: None) -> Image:
    """The lightness of one RGB picture with the colours of another of its size. `check` may raise to stop."""
    from PIL import Image

    new, old = np.array(after), np.asarray(before)
    for rows in strips(len(new)):
        check()
        new[rows] = from_lab(_joined(to_lab(new[rows])[..., 0], to_lab(old[rows])))
    return Image.fromarray(new)


def _joined(lightness: Floats, old: Floats) -> Floats:
    """The old colours at another lightness. A vivid colour exists at few of them only: it goes as far as it can."""
    lab = old.copy()
    lab[..., 0] = lightness
    vivid = ~shown(lab)
    here, there = old[..., 0][vivid], lightness[vivid]
    near, far = np.zeros_like(here), np.ones_like(here)
    tried = old[vivid]
    for _ in range(_HALVINGS):
        share = (near + far) / 2
        tried[:, 0] = here + share * (there - here)
        fits = shown(tried)
        near, far = np.where(fits, share, near), np.where(fits, far, share)
    lab[..., 0][vivid] = here + near * (there - here)
    return lab
