"""Scribe: one language model at work on one piece. It tries candidates, shows the text so far and counts tokens."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.runtimes.llama_server import Completion, LlamaServer, Token
from studio.jobs.engine import JobContext

SEEDS = 2**31


@dataclass
class Scribe:
    """Writes for one job. All chance comes from `rng`, so the same seed writes the same text."""

    server: LlamaServer
    ctx: JobContext
    temperature: float
    rng: random.Random
    text: str = ""
    """What is written so far, as the person sees it."""
    tokens: int = 0
    _started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def candidates(
        self,
        prompt: str,
        grammars: Sequence[str],
        *,
        lead: str = "",
        max_tokens: int = 48,
        shown: bool = True,
        cool: float = 1.0,
    ) -> list[Completion]:
        """Ways to go on from `prompt`, one for each grammar. The first is shown as it grows, after the text and `lead`.

        `cool` lowers the temperature (1 leaves it as it is).
        """
        done: list[Completion] = []
        for i, grammar in enumerate(grammars):
            # Only the first grows: a page whose last line flickers through five versions cannot be read.
            before = self.text + (lead + done[0].text if done and shown else lead)
            done.append(self._one(prompt, before, grammar, max_tokens, cool, grow=shown and i == 0))
        return done

    def write(self, text: str) -> None:
        """Add `text` for good and show it."""
        self.text += text
        self.ctx.preview(text=self.text)

    def _one(self, prompt: str, shown: str, grammar: str, max_tokens: int, cool: float, grow: bool) -> Completion:
        parts = [shown]

        def show(token: Token) -> None:
            self.tokens += 1
            if grow:
                parts.append(token.text)
            # Stops the model when the person has stopped the job; what was written last is shown by then.
            self.ctx.preview(text="".join(parts))

        seed = self.rng.randrange(SEEDS)
        return self.server.complete(
            prompt,
            temperature=self.temperature * cool,
            seed=seed,
            grammar=grammar,
            max_tokens=max_tokens,
            fresh=self.tokens == 0,
            on_token=show,
        )[0]


def chat(examples: Sequence[tuple[str, str]], request: str, begun: str = "") -> str:
    """A ChatML prompt with worked examples as earlier turns. `request` must hold no special tokens."""
    turns = [*examples, (request, None)]
    text = "".join(
        f"<|im_start|>user\n{asked}<|im_end|>\n<|im_start|>assistant\n" + (f"{answer}<|im_end|>\n" if answer else "")
        for asked, answer in turns
    )
    return text + begun
