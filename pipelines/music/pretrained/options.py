"""What every pretrained model can be told."""

from __future__ import annotations

from pydantic import Field

from studio.params import Options

MOST = 4
"""Takes of one job."""


class TakesOptions(Options):
    """How many pieces are made of the same words, with seeds counting up."""

    section = "takes"

    takes: int = Field(1, ge=1, le=MOST)
