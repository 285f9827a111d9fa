"""The library of one visitor with 20,000 works: how fast it opens and is searched, and what reading it costs."""

from __future__ import annotations

import io
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import Request, urlopen

import psutil
import sqlalchemy as sa

from benchmarks.report import Row
from benchmarks.start import served
from studio.people.tokens import Tokens
from studio.people.visitor import Visitor
from studio.settings import Settings
from studio.works.card import values_of
from studio.works.cards import batches
from studio.works.facts import MusicFacts, PictureFacts, TextFacts
from studio.works.kinds import Kind
from studio.works.marks import Marks
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.tables import CardRow, WorkRow
from studio.works.works import Work, WorkFile, new_id, now

WORKS = 20_000
OWNER = "a" * 32
PICTURES = 50
"""Different pictures among them."""
OPENING, SEARCHING, GROWING = 0.5, 0.15, 1.03
PAGES, ROUNDS = 50, 7
SEARCHES = ("nowhere-to-be-found", "lighthouse", "the sea a", "明月", "lighthouse storm watercolour")
_WORDS = """\
lighthouse storm watercolour sea moon fox forest winter birds dawn river mountain city night rain
garden boat cloud star house road field summer autumn song piano slow bright quiet old red blue
green 明月 春天 江水 a the of in over under
"""
_FACTS = {"image": PictureFacts(width=1024, height=768), "poem": TextFacts(), "music": MusicFacts(seconds=30.0)}


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home:
        settings = Settings(home=Path(home))
        fill(settings, WORKS)
        token = Tokens.of(settings.home, settings.secret).issue(Visitor(OWNER))
        began = time.perf_counter()
        with served("app.py", home) as page:
            yield Row(f"start with {WORKS:,} works", time.perf_counter() - began, "s", None)
            yield from _measured(Reader(page.url, token), psutil.Process(page.pid))


class Reader:
    """A visitor who reads the library over HTTP."""

    def __init__(self, url: str, token: str) -> None:
        self._url, self._headers = f"{url}library", {"Authorization": f"Bearer {token}"}

    def read(self, query: str) -> dict[str, object]:
        with urlopen(Request(f"{self._url}?{query}", headers=self._headers)) as answer:
            return dict(json.loads(answer.read()))

    def times(self, query: str) -> list[float]:
        """Seconds of each of some rounds; one beforehand warms the caches."""
        times = []
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            self.read(query)
            times.append(time.perf_counter() - began)
        return times[1:]


def _measured(reader: Reader, server: psutil.Process) -> Iterator[Row]:
    opened = reader.times("limit=60&facets=1")
    yield Row("library opens", median(opened), "s", OPENING, how=f"{WORKS:,} works", samples={"open": opened})
    searched = {words: reader.times(f"limit=60&q={quote(words)}") for words in SEARCHES}
    worst = max(searched, key=lambda words: median(searched[words]))
    yield Row("library is searched", median(searched[worst]), "s", SEARCHING, how=f"worst: {worst!r}", samples=searched)
    read_pages(reader)
    before = server.memory_info().rss
    read_pages(reader)
    after = server.memory_info().rss
    how = f"{before / 2**20:.0f} to {after / 2**20:.0f} MB over {PAGES} pages of 100"
    yield Row("server after reading / before", after / before, "x", GROWING, how=how)


def read_pages(reader: Reader) -> None:
    """One page after the other, as somebody who scrolls."""
    after = ""
    for _ in range(PAGES):
        after = str(reader.read(f"limit=100&after={after}")["next"])


def fill(settings: Settings, count: int) -> None:
    """Works of one owner, written straight into the tables and records."""
    store, chance = Store.open(settings), random.Random(7)
    try:
        files = [store.files.add("main", ".png", _picture(chance)) for _ in range(PICTURES)]
        for part in batches(map(str, range(count)), 1000):
            works = [_work(int(number), chance, files) for number in part]
            for work in works:
                store.records.write(work)
            _insert(store, works)
    finally:
        store.close()


def _insert(store: Store, works: Sequence[Work]) -> None:
    values = [work.model_dump(mode="json", exclude={"created"}) for work in works]
    with store.database.session() as session:
        session.execute(sa.insert(WorkRow), [
            {**value, "kind": work.kind, "created": work.created} for value, work in zip(values, works, strict=True)
        ])  # fmt: skip
        cards = [{**values_of(work, Marks(id=work.id)), "colour": "#808080", "hue": "grey"} for work in works]
        session.execute(sa.insert(CardRow), cards)


def _work(number: int, chance: random.Random, files: Sequence[WorkFile]) -> Work:
    kind: Kind = ("image", "poem", "music")[number % 3]
    title, prompt = (" ".join(chance.choices(_WORDS.split(), k=length)) for length in (6, 20))
    params = {"prompt": prompt, "seed": number}
    recipe = Recipe(mode=kind, engine="x", kind=kind, title=title, params=params, seed=number, facts=_FACTS[kind])
    text = " ".join(chance.choices(_WORDS.split(), k=90))
    created = now() - timedelta(minutes=number)
    return Work(
        id=new_id(), owner=OWNER, job="j", created=created, recipe=recipe, text=text, files=(chance.choice(files),)
    )


def _picture(chance: random.Random) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (512, 384), (chance.randrange(256), chance.randrange(256), 90)).save(out, "PNG")
    return out.getvalue()
