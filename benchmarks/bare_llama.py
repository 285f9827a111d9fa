"""The same completion through the worker and straight from xllamacpp, streamed both ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import jobs
from benchmarks.overhead import Comparison, compare, report
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.mode import Mode, Modes
from studio.params import Options, PromptParams
from studio.works.facts import TextFacts
from studio.works.made import Made, MadeFile

MODEL = "smollm2-135m"
PROMPT = (
    "<|im_start|>user\nWrite a short story about an old lighthouse keeper and a lost seagull.<|im_end|>\n"
    "<|im_start|>assistant"
)
TOKENS = 200
TEMPERATURE = 0.8


class PlainCompletion(Engine[PromptParams, Options]):
    """An engine that only streams one completion, so that what is measured is the path and not the writing."""

    key = "completion"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, {"main": host.catalog[MODEL]})

    def run(self, ask: Ask[PromptParams, Options], ctx: JobContext) -> Iterator[Made]:
        said: list[str] = []

        def on_token(token: Any) -> None:
            said.append(token.text)
            ctx.preview(text="".join(said))

        with ctx.lease(ask.models["main"]) as model:
            (done,) = model.complete(
                ask.params.prompt, temperature=TEMPERATURE, seed=ask.seed, max_tokens=TOKENS, on_token=on_token
            )
        files = (MadeFile("main", ".txt", done.text.encode()),)
        yield Made("story", "Completion", files, TextFacts(), text=done.text)


MODES = Modes((Mode("completion", PromptParams, (PlainCompletion(),), "story", (PROMPT,)),))


class BareServer:
    """xllamacpp as its own documentation uses it, with the studio's thread count and sampling."""

    def __init__(self, path: Path) -> None:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_ctx = 2048
        params.n_parallel = 1
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
        params.cache_ram_mib = 0
        params.warmup = False
        params.verbosity = -1
        self._server = xllamacpp.Server(params)

    def complete(self, prompt: str, seed: int) -> str:
        said: list[str] = []
        request = {
            "prompt": prompt,
            "max_tokens": TOKENS,
            "temperature": TEMPERATURE,
            "top_p": 0.95,
            "min_p": 0.03,
            "repeat_penalty": 1.1,
            "logprobs": 1,
            "cache_prompt": True,
            "stream": True,
            "seed": seed,
        }
        self._server.handle_completions(request, lambda chunk: said.append(chunk["choices"][0].get("text") or ""))
        return "".join(said)


def measure() -> Comparison:
    with jobs.house(MODES) as house:
        path = house.catalog.locate(house.catalog[MODEL])
        assert path is not None, "the language model's package is not installed"
        server = BareServer(path)

        def ours(seed: int) -> str:
            return jobs.make(house, "completion", {"prompt": PROMPT, "seed": seed}).text

        def bare(seed: int) -> str:
            return server.complete(PROMPT, seed)

        return compare(ours, bare, str.__eq__)


if __name__ == "__main__":
    report(measure())
