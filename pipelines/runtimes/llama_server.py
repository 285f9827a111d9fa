"""LlamaServer: a GGUF model run by llama.cpp inside this process."""

from __future__ import annotations

import ctypes
import importlib.util
import secrets
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import BadInput, LoadFailed
from studio.words import say

CONTEXT = 2048
FLOOR = -12.0
"""A log-probability below this counts as this: one odd token must not drown a whole sentence."""


@dataclass(frozen=True)
class Token:
    """One sampled token and its natural-log probability (0 is certain)."""

    text: str
    logprob: float


@dataclass(frozen=True)
class Completion:
    """What the model wrote for one prompt."""

    tokens: tuple[Token, ...]
    finished: bool
    """True when it ended by itself or at a stop text, False at the token limit."""

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)

    @property
    def logprob(self) -> float:
        """Mean log-probability of a token."""
        return sum(max(FLOOR, token.logprob) for token in self.tokens) / max(1, len(self.tokens))


OnToken = Callable[[Token], None]


class LlamaServer:
    """One model, one slot, one thread. Calls from several threads wait for each other.

    One thread, because two spin on each other's cores as soon as anything else runs (86 against 2 to 10 tokens/s,
    measured on two cores). One slot, because parallel slots gain nothing on one thread and change the sums' order.
    """

    def __init__(self, path: Path, context: int = CONTEXT) -> None:
        """Load the .gguf file at `path`. Raises LoadFailed. `context` is in tokens."""
        _load_openmp()
        import xllamacpp

        if not path.is_file():
            raise LoadFailed(say("llama.no_file", file=path.name))
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_ctx = context
        params.n_parallel = 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
        # The library opens a local port that nobody here uses; the secret keeps other programs out of it.
        params.api_keys = [secrets.token_hex(16)]
        params.cache_ram_mib = 0
        params.warmup = False
        params.verbosity = -1
        try:
            self._server: Any = xllamacpp.Server(params)
        except Exception as error:
            raise LoadFailed(say("llama.unreadable", file=path.name, words=str(error))) from error
        self._lock = threading.Lock()
        # Closing a server whose loop has not yet taken a request waits for ever; one token makes sure it runs.
        self.complete("Once", max_tokens=1)

    def complete(
        self,
        prompt: str,
        *,
        n: int = 1,
        temperature: float = 0.8,
        seed: int = 0,
        grammar: str = "",
        stop: Sequence[str] = (),
        max_tokens: int = 64,
        fresh: bool = False,
        on_token: OnToken | None = None,
    ) -> list[Completion]:
        """`n` independent completions of a raw prompt, one after the other, with seeds seed, seed+1, ...

        `grammar` is GBNF and may be empty; the stop text is not part of the result. `on_token` sees each token as it
        comes; what it raises stops the model at once and is raised here. Raises BadInput when the prompt or the
        grammar cannot be used.

        What an earlier call has read is not read again where two prompts begin alike, which is fast, but adds numbers
        in another order and so may sample another word. `fresh` forgets it: calls that follow a fresh one give the
        same texts whatever came before it.
        """
        request: dict[str, Any] = {
            "prompt": prompt,
            "max_tokens": max_tokens,
            "temperature": temperature,
            "top_p": 0.95,
            "min_p": 0.03,
            "repeat_penalty": 1.1,
            "stop": list(stop),
            "logprobs": 1,
            "stream": True,
        }
        if grammar:
            request["grammar"] = grammar
        with self._lock:
            return [
                self._stream({**request, "seed": (seed + i) % 2**32, "cache_prompt": i > 0 or not fresh}, on_token)
                for i in range(n)
            ]

    def close(self) -> None:
        """Free the model. The server cannot be used afterwards."""
        with self._lock:
            self._server = None

    def _stream(self, request: dict[str, Any], on_token: OnToken | None) -> Completion:
        if self._server is None:
            raise LoadFailed(say("llama.closed"))
        tokens: list[Token] = []
        reasons: list[str | None] = []
        failures: list[BaseException] = []

        def receive(chunk: dict[str, Any]) -> bool:
            # An exception must not cross the C++ frames: keep it, and tell the library to stop.
            try:
                if "choices" not in chunk:
                    raise BadInput(say("llama.refused", words=_reason(chunk)))
                for choice in chunk["choices"]:
                    reasons.append(choice.get("finish_reason"))
                    for token in _tokens(choice):
                        tokens.append(token)
                        if on_token:
                            on_token(token)
            except BaseException as failure:
                failures.append(failure)
            return bool(failures)

        answer = self._server.handle_completions(request, receive)
        if failures:
            raise failures[0]
        if isinstance(answer, dict) and "choices" not in answer:
            raise BadInput(say("llama.refused", words=_reason(answer)))
        return Completion(tuple(tokens), "stop" in reasons)


def _load_openmp() -> None:
    """Load OpenMP's library for llama.cpp. A bare Linux lacks it, but torch brings one along."""
    if not sys.platform.startswith("linux"):
        return
    try:
        ctypes.CDLL("libgomp.so.1")
    except OSError:
        torch = importlib.util.find_spec("torch")
        for folder in (torch.submodule_search_locations or ()) if torch else ():
            for file in sorted(Path(folder, "lib").glob("libgomp*.so*")):
                ctypes.CDLL(str(file), mode=ctypes.RTLD_GLOBAL)


def _tokens(choice: dict[str, Any]) -> list[Token]:
    """The tokens of one chunk. The library holds a text back while it may become a stop text, then sends it at once."""
    details = (choice.get("logprobs") or {}).get("content") or []
    text = choice.get("text") or ""
    if not text:
        return []
    return [Token(text, sum(d["logprob"] for d in details) if details else 0.0)]


def _reason(answer: dict[str, Any]) -> str:
    error = answer.get("error") or answer
    return str(error.get("message", error) if isinstance(error, dict) else error)[:300]
