"""Chat: poems and stories by a chat model of the catalog, through transformers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipelines.runtimes.captions import licence_notes, model_facts, title_of
from pipelines.runtimes.loading import Pair
from pipelines.runtimes.tokens import each_token
from pipelines.writing.ask import WritingParams
from pipelines.writing.page import markdown
from pipelines.writing.prompts import max_tokens, messages
from studio.errors import InkstoneError
from studio.jobs.engine import JobContext, Kind, Made, MadeFile
from studio.models.catalog import ModelSpec

THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
HEADING = re.compile(r"^#*\s*(?:title:\s*)?", re.IGNORECASE)
ENDS = re.compile(r"[.!?…。！？][”\"'’」』)]*(?=\s|$|[^\x00-\x7f])")


def run(params: WritingParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """One piece, its text so far as previews. Raises Cancelled at the next token; the last preview is kept."""
    limit = max_tokens(params)
    with ctx.lease(spec) as pair:
        tokens = _sample(pair, params, limit, ctx)
        text = readable(pair.processor.decode(tokens, skip_special_tokens=True))
    if not (body := text):
        raise InkstoneError(f"{spec.title} wrote nothing.", hint="Try another seed, or ask with other words.")
    cut = len(tokens) >= limit
    if cut:
        body = ended(body)
    title, body = titled(body, params.prompt)
    kind: Kind = "poem" if "poem" in params.kind else "story"
    facts = {
        **model_facts(spec),
        "seed": params.seed or 0,
        "temperature": params.temperature,
        "tokens": len(tokens),
        "words": len(body.split()),
    }
    notes = (
        ["It had reached the length that was asked for before its end, so it stops at the last full sentence."]
        if cut
        else []
    )
    yield Made(
        kind=kind,
        title=title,
        files=(MadeFile("main", ".md", markdown(title, body)),),
        text=body,
        notes=(*notes, *licence_notes(spec)),
        facts=facts,
    )


def readable(text: str) -> str:
    """What the model wrote, without its thoughts and the marks of Markdown."""
    return THOUGHT.sub("", text).replace("**", "").strip()


def ended(text: str) -> str:
    """The text up to its last full sentence, or its last full line where it has no sentences."""
    stops = [match.end() for match in ENDS.finditer(text)]
    if stops and stops[-1] > len(text) // 2:
        return text[: stops[-1]]
    return text.rsplit("\n", 1)[0] if "\n" in text else text


def titled(text: str, prompt: str) -> tuple[str, str]:
    """Title and body: the model was asked for a short first line and an empty one; else the prompt names the piece."""
    first, _, rest = text.partition("\n")
    title = HEADING.sub("", first.strip()).strip(' *_"“”«»《》')
    if (
        rest.startswith("\n")
        and rest.strip()
        and 0 < len(title) <= 80
        and not title.endswith((".", ",", ";", "，", "。"))
    ):
        return title, rest.strip()
    return title_of(prompt), text


def _sample(pair: Pair, params: WritingParams, limit: int, ctx: JobContext) -> list[int]:
    """The ids of the sampled tokens, at most `limit`."""
    import torch

    tokenizer, model = pair.processor, pair.model
    # Models that think aloud are told not to; templates of the others do not know the word.
    inputs = tokenizer.apply_chat_template(
        messages(params), add_generation_prompt=True, enable_thinking=False, return_tensors="pt", return_dict=True
    ).to(model.device)
    start = inputs["input_ids"].shape[1]

    def report(ids: Any) -> None:
        written = ids[0, start:]
        # The preview goes first: when the person stops, what was written last is already shown.
        ctx.preview(text=readable(tokenizer.decode(written, skip_special_tokens=True)))
        ctx.progress("writing", len(written), limit)

    # torch's own random state is put back afterwards: other engines of the same process use it too.
    with torch.random.fork_rng(), torch.inference_mode():
        torch.manual_seed(params.seed or 0)
        ids = model.generate(
            **inputs,
            max_new_tokens=limit,
            do_sample=True,
            temperature=params.temperature,
            top_p=0.95,
            repetition_penalty=1.05,
            stopping_criteria=each_token(report),
        )
    # A piece that ended before its limit is as done as one that did not.
    ctx.progress("writing", limit, limit)
    return [int(token) for token in ids[0, start:]]
