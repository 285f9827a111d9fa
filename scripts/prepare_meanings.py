"""Write the vectors of what the composer's genres and moods mean. Run it after a change of a `meaning`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from pipelines.music.composer.read.meanings import FILE, sentences
from pipelines.scene.read.meaning import Meaning
from studio.models.catalog import Catalog


def main() -> None:
    catalog = Catalog.read()
    folder = catalog.locate(catalog["minilm"])
    if folder is None:
        raise SystemExit("The sentence model is not here; install the requirements first.")
    model = Meaning(folder)
    texts = {kind: sentences(kind) for kind in ("genres", "moods")}
    genres, moods = (model.encode(list(by_key.values())).astype(np.float16) for by_key in texts.values())
    everything = np.array([text for by_key in texts.values() for text in by_key.values()])
    np.savez_compressed(FILE, genres=genres, moods=moods, texts=everything)
    print(f"{FILE}: {FILE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
