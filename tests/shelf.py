"""A shelf of works for tests: kept quickly, an hour apart, with whatever recipe a test wants."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from PIL import Image

from studio.works.facts import FilmFacts, MusicFacts, PictureFacts, TextFacts
from studio.works.kinds import Kind
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.works import Work, new_id

NOON = datetime(2026, 11, 1, 12, tzinfo=timezone.utc)
ANN = "a" * 32
FACTS: dict[Kind, Any] = {
    "image": PictureFacts(width=640, height=480),
    "poem": TextFacts(),
    "story": TextFacts(),
    "description": TextFacts(),
    "music": MusicFacts(seconds=12.5),
    "animation": FilmFacts(width=320, height=240, seconds=4),
}
SUFFIXES: dict[Kind, str] = {
    "image": ".png",
    "poem": ".md",
    "story": ".md",
    "description": ".md",
    "music": ".wav",
    "animation": ".gif",
}


def a_picture(colour: Any = "red", format: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, format)
    return out.getvalue()


class Shelf:
    """Where tests keep works; each an hour after the one before, the first at one."""

    def __init__(self, store: Store) -> None:
        self.store, self.count = store, 0

    def keep(
        self,
        title: str,
        kind: Kind = "image",
        owner: str = ANN,
        data: bytes = b"",
        beside: Sequence[tuple[str, str]] = (),
        **changes: Any,
    ) -> Work:
        """`beside`: roles and suffixes of further files."""
        self.count += 1
        values: dict[str, Any] = {
            "mode": "sketch",
            "engine": "sketcher",
            "params": {"prompt": f"prompt of {title}", "seed": self.count},
            "seed": self.count,
            "facts": FACTS[kind],
        }
        recipe = Recipe(kind=kind, title=title, **values | changes)
        file = self.store.files.add("main", SUFFIXES[kind], data or a_picture((self.count, 200, 10)))
        others = [self.store.files.add(role, suffix, f"{role} of {title}".encode()) for role, suffix in beside]
        work = Work(
            id=new_id(), owner=owner, job="j", created=NOON + timedelta(hours=self.count), recipe=recipe,
            text=f"words of {title}", files=(file, *others),
        )  # fmt: skip
        self.store.record(work)
        self.store.tint(work)
        return work
