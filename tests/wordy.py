"""Texts that carry the mark, of words drawn at random, and a model of the catalog that could have written them."""

from __future__ import annotations

from pathlib import Path

from pipelines.runtimes.leaning import leaning
from studio.media.text_mark import TextKey
from studio.models.catalog import Catalog, ModelSpec
from tests import tiny
from tests.fakes import put_in_cache

SPEC = ModelSpec(
    key="wordy", title="Wordy", task="text-generation", runtime="transformers", repo="someone/wordy",
    revision="0" * 40, weights_mb=1, working_mb=1, licence="MIT", commercial="yes",
)  # fmt: skip


def wordy(hub: Path) -> Catalog:
    """A catalog with the one model, whose words are here."""
    snapshot = put_in_cache(hub, SPEC.repo, SPEC.revision, "config.json", "model.safetensors", "tokenizer.json")
    with tiny.at_work():
        words = tiny.word_tokenizer().backend_tokenizer.to_str()
    (snapshot / "tokenizer.json").write_text(words, "utf-8")
    return Catalog([SPEC], hub)


def written(key: TextKey | None, count: int) -> str:
    """So many words, marked where there is a key."""
    with tiny.at_work():
        import torch

        tokenizer = tiny.word_tokenizer()
        dice = torch.Generator().manual_seed(1)
        lean = leaning(key).construct_processor(0, torch.device("cpu")) if key else lambda ids, scores: scores
        ids, first = torch.zeros((1, 1), dtype=torch.long), 3
        scores = torch.zeros(1, len(tokenizer)).index_fill(1, torch.arange(first), -torch.inf)
        for _ in range(count):
            chosen = torch.multinomial(lean(ids, scores).softmax(1), 1, generator=dice)
            ids = torch.cat((ids, chosen), 1)
        text: str = tokenizer.decode(ids[0, 1:])
        return text
