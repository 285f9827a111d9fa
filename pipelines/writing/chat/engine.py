"""Chat: texts by a chat model of the catalog, through transformers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from pipelines.runtimes import transformers
from pipelines.runtimes.leaning import leaning
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.tokens import each_token
from pipelines.runtimes.transformers import Pair
from pipelines.writing.ask import ChinesePoemParams, Writing
from pipelines.writing.chat.answer import ended, readable, titled
from pipelines.writing.chat.prompts import max_tokens, messages
from pipelines.writing.language import stranger
from pipelines.writing.page import page
from pipelines.writing.unfinished import kept_when_stopped
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, CatalogEngine
from studio.jobs.engine import Ask, Choice, Host, JobContext
from studio.media.text_mark import TextKey
from studio.params import Options
from studio.words import say
from studio.works.facts import TextFacts
from studio.works.made import Made
from studio.works.text_key import text_key


class ChatOptions(Options):
    """Whether its words carry the mark by which they are known again."""

    section = "chat"

    mark: bool = Field(True, json_schema_extra={"before": False})


ChatAsk = Ask[Writing, ChatOptions]


class Chat(CatalogEngine[Writing, ChatOptions]):
    """Any chat model, in its own languages. The forms of Chinese verse it keeps badly."""

    key = "chat"
    options = ChatOptions
    task = "text-generation"
    runtimes = (transformers.NAME,)

    def fits(self, params: Writing, choice: Choice, host: Host) -> InkstoneError | None:
        return super().fits(params, choice, host) or stranger(choice.models[MAIN], params.prompt)

    def volunteers(self, params: Writing, choice: Choice, host: Host) -> bool:
        """Never for a classical Chinese poem: who asks for one expects its form to hold."""
        return not isinstance(params, ChinesePoemParams) and super().volunteers(params, choice, host)

    def run(self, ask: ChatAsk, ctx: JobContext) -> Iterator[Made]:
        """One piece, its text so far as previews. Raises Cancelled at the next token, with what was written kept."""
        return kept_when_stopped(_written(ask, ctx), ask.params, ctx)


def _written(ask: ChatAsk, ctx: JobContext) -> Iterator[Made]:
    params, spec, limit = ask.params, ask.models[MAIN], max_tokens(ask.params)
    key = _key(ask, ctx)
    with ctx.lease(spec) as pair:
        tokens = _sample(pair, ask, limit, ctx, key)
        text = readable(pair.processor.decode(tokens, skip_special_tokens=True))
    if not text:
        raise InkstoneError(say("chat.nothing", title=spec.title), hint=say("chat.other_words"))
    cut = len(tokens) >= limit
    title, body = titled(ended(text) if cut else text, params.prompt)
    facts = TextFacts(temperature=params.temperature, tokens=len(tokens), words=len(body.split()), mark=key is not None)
    notes = (say("chat.cut"),) if cut else ()
    yield page(params, title, body, facts, (*notes, *licence_notes(spec)))


def _key(ask: ChatAsk, ctx: JobContext) -> TextKey | None:
    """What the text is marked with; None where it shall not be, or where there is no folder that keeps a secret."""
    return text_key(ctx.host.home) if ask.options.mark and ctx.host.home else None


def _sample(pair: Pair, ask: ChatAsk, limit: int, ctx: JobContext, key: TextKey | None) -> list[int]:
    """The ids of the sampled tokens, at most `limit`, marked with `key`."""
    import torch

    tokenizer, model = pair.processor, pair.model
    # Models that think aloud are told not to; templates of the others do not know the word.
    inputs = tokenizer.apply_chat_template(
        messages(ask.params), add_generation_prompt=True, enable_thinking=False, return_tensors="pt", return_dict=True
    ).to(model.device)
    start = inputs["input_ids"].shape[1]

    def report(ids: Any) -> None:
        written = ids[0, start:]
        # The preview goes first: when the person stops, what was written last is already shown.
        ctx.preview(text=readable(tokenizer.decode(written, skip_special_tokens=True)))
        ctx.progress("writing", len(written), limit)

    # torch's own random state is put back afterwards: other engines of the same process use it too.
    with torch.random.fork_rng(), torch.inference_mode():
        torch.manual_seed(ask.seed)
        ids = model.generate(
            **inputs,
            max_new_tokens=limit,
            do_sample=True,
            temperature=ask.params.temperature,
            top_p=0.95,
            repetition_penalty=1.05,
            stopping_criteria=each_token(report),
            watermarking_config=leaning(key) if key else None,
        )
    # A piece that ended before its limit is as done as one that did not.
    ctx.progress("writing", limit, limit)
    return [int(token) for token in ids[0, start:]]
