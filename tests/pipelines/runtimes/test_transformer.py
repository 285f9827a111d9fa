"""The Llama in numpy: the numbers of transformers, with grouped queries and either head, whole and step by step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.runtimes.compat import prepare
from pipelines.runtimes.transformer import ROOM, Llama
from studio.errors import LoadFailed

TOLERANCE = 1e-4


def written(folder: Path, **changes: Any) -> Any:
    """A small random model, saved in half precision as the studio ships them, and read back by transformers."""
    import torch

    prepare()
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(1)
    values: dict[str, Any] = {
        "vocab_size": 50,
        "hidden_size": 48,
        "intermediate_size": 80,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "rope_theta": 500.0,
        # Weights that are larger than a fresh model's: an error in attention must be seen.
        "initializer_range": 0.3,
    }
    LlamaForCausalLM(LlamaConfig(**{**values, **changes})).half().save_pretrained(folder)
    return LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


def reference(model: Any, tokens: np.ndarray) -> np.ndarray:
    import torch

    with torch.no_grad():
        return np.asarray(model(torch.from_numpy(tokens)).logits)


def some_tokens(rows: int, count: int) -> np.ndarray:
    return np.random.default_rng(2).integers(0, 50, (rows, count))


@pytest.mark.parametrize(
    "changes",
    [{}, {"tie_word_embeddings": True}, {"num_key_value_heads": 4}, {"num_key_value_heads": 1, "head_dim": 16}],
    ids=["grouped", "tied", "full", "one-key-head"],
)
def test_it_computes_what_transformers_computes(tmp_path: Path, changes: dict[str, Any]) -> None:
    model, tokens = written(tmp_path, **changes), some_tokens(3, 20)
    expected = reference(model, tokens)
    assert np.abs(expected).max() > 1
    assert np.abs(Llama.load(tmp_path).scores(tokens) - expected).max() < TOLERANCE


def test_steps_with_the_cache_say_the_same_beyond_its_first_room(tmp_path: Path) -> None:
    model, tokens = written(tmp_path), some_tokens(2, 2 * ROOM + 10)
    expected = reference(model, tokens)
    llama = Llama.load(tmp_path)
    logits, state = llama.start(tokens[:, :5])
    assert np.abs(logits - expected[:, 4]).max() < TOLERANCE
    for place in range(5, tokens.shape[1]):
        assert np.abs(llama.step(state, tokens[:, place]) - expected[:, place]).max() < TOLERANCE
    assert state.length == tokens.shape[1]


def test_several_tokens_may_be_read_on(tmp_path: Path) -> None:
    model, tokens = written(tmp_path), some_tokens(2, 12)
    llama = Llama.load(tmp_path)
    _, state = llama.start(tokens[:, :5])
    assert np.abs(llama.go_on(state, tokens[:, 5:]) - reference(model, tokens)[:, -1]).max() < TOLERANCE


def test_selected_rows_go_on_by_themselves(tmp_path: Path) -> None:
    model, tokens = written(tmp_path), some_tokens(2, 6)
    llama = Llama.load(tmp_path)
    _, state = llama.start(tokens)
    picked = state.select([1, 0, 1])
    logits = llama.step(picked, np.array([7, 8, 9]))
    rows = np.concatenate([tokens[[1, 0, 1]], [[7], [8], [9]]], 1)
    assert np.abs(logits - reference(model, rows)[:, -1]).max() < TOLERANCE
    # The state they were taken from is as it was.
    before = np.concatenate([tokens, [[3], [4]]], 1)
    assert np.abs(llama.step(state, np.array([3, 4])) - reference(model, before)[:, -1]).max() < TOLERANCE


def test_what_it_cannot_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="could not be read"):
        Llama.load(tmp_path)
    written(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 4}))
    with pytest.raises(LoadFailed, match=r"layers\.3"):
        Llama.load(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps({**config, "model_type": "gpt2"}))
    with pytest.raises(LoadFailed, match="plain Llama"):
        Llama.load(tmp_path)
