"""The runtime of spaCy: small pipelines that read sentences, on the processor."""

from __future__ import annotations

from pathlib import Path

from pipelines.language.parser import Parser
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain

NAME = "spacy"


class Spacy(Plain):
    """Loads a Parser from the folder of a pipeline."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Parser:
        """Raises LoadFailed for a folder that is none of spaCy's, or without the library."""
        return Parser(path)
