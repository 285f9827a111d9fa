"""What sound and moving pictures are before they are files; apart from the codecs, which take long to import."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

VideoFormat = Literal["mp4", "gif", "webp"]
Frame = NDArray[np.uint8]
"""One frame: height x width x 3, RGB."""
