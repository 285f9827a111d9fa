"""What the stylist is asked, and the roles and names of its models."""

from __future__ import annotations

from pipelines.image.ask_picture import StyleParams
from studio.jobs.engine import Ask
from studio.params import Options

ANY, UPSCALER = "any-style", "upscaler"

StyleAsk = Ask[StyleParams, Options]
