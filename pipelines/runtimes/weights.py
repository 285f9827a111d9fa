"""Weights: (word:1.3), ((word)) and [word] in a prompt, as AUTOMATIC1111's web UI means them.

Models whose words are read by CLIP hear them, through compel, which also reads prompts of more than 77 tokens whole:
Stable Diffusion 1 and 2 and SDXL. For all others the words are said plainly.
"""

from __future__ import annotations

import re
from typing import Any

Fragments = list[tuple[str, float]]
"""Pieces of a prompt in their order, with their weights."""

UP, DOWN = 1.1, 1 / 1.1
"""What a pair of brackets does to what is in it."""
LIGHTEST, HEAVIEST = 0.0, 4.0
"""Bounds of a weight; beyond them nothing is left of a picture."""
MOST = 60
"""Pieces up to which weights are heard: each light one is read once more without it."""
_MARK = re.compile(r"\\[()\[\]\\]|\(|\[|:\s*([+-]?\d{0,3}\.?\d{0,6})\s*\)|\)|\]")
_EXPLICIT = re.compile(r":\s*[+-]?(\d+\.?\d*|\.\d+)\s*\)|(?<!\\)\(\(|(?<!\\)\[\[")
_ANY = re.compile(r"(?<!\\)[(\[]")
_ESCAPED = re.compile(r"\\([()\[\]\\])")
_CLIP = ("CLIPTextModel", "CLIPTextModelWithProjection")


def is_weighted(text: str) -> bool:
    """Whether there is anything that a model which knows weights takes for one."""
    return bool(_ANY.search(text))


def is_clearly_weighted(text: str) -> bool:
    """Whether nobody would write this who did not mean a weight; single brackets may be just brackets."""
    return bool(_EXPLICIT.search(text))


def fragments(text: str) -> Fragments:
    """The prompt in pieces; brackets without a partner count to the end."""
    pieces: list[tuple[str, float]] = []
    open_: list[tuple[str, int]] = []
    at = 0
    for mark in _MARK.finditer(text):
        pieces.append((text[at : mark.start()], 1.0))
        at = mark.end()
        token = mark.group()
        if token.startswith("\\"):
            pieces.append((token[1:], 1.0))
        elif token in "([":
            open_.append((token, len(pieces)))
        elif open_ and open_[-1][0] == ("[" if token == "]" else "("):
            bracket, start = open_.pop()
            pieces[start:] = _weighed(pieces[start:], _factor(bracket, mark.group(1)))
        else:
            pieces.append((token, 1.0))
    pieces.append((text[at:], 1.0))
    for bracket, start in reversed(open_):
        pieces[start:] = _weighed(pieces[start:], _factor(bracket, None))
    return _merged(pieces)


def plain(text: str) -> str:
    """The words without their weights."""
    return " ".join("".join(piece for piece, _ in fragments(text)).split()) if is_weighted(text) else text


def unescaped(text: str) -> str:
    """Brackets that a person marked as no weights, as they are meant; of a text that has no weights."""
    return _ESCAPED.sub(r"\1", text)


def hears_weights(pipe: Any) -> bool:
    """Whether all readers of the pipeline's prompt are CLIP's."""
    readers = [getattr(pipe, name, None) for name in ("text_encoder", "text_encoder_2", "text_encoder_3")]
    kinds = [type(reader).__name__ for reader in readers if reader is not None]
    return bool(kinds) and kinds[0] == _CLIP[0] and set(kinds) <= set(_CLIP) and hasattr(pipe, "tokenizer")


def is_long(pipe: Any, text: str) -> bool:
    """Whether a prompt has more tokens than are read at once; 77 with those of start and end."""
    tokenizer = pipe.tokenizer
    return len(tokenizer(text, truncation=False, verbose=False)["input_ids"]) > int(tokenizer.model_max_length)


def embedded(pipe: Any, prompt: str, unwanted: str) -> dict[str, Any]:
    """What the pipeline is called with in place of prompt and negative prompt: both as their readers hear them, with
    weights and at full length."""
    import torch

    with torch.inference_mode():
        readers = list(_readers(pipe))
        asked = [_heard(readers, fragments(text)) for text in (prompt, unwanted)]
        found = {"prompt_embeds": asked[0], "negative_prompt_embeds": asked[1]}
        found = dict(zip(found, _even(readers, list(found.values())), strict=True))
        if len(readers) > 1:
            pooled = readers[1].conditioning_provider.get_pooled_embeddings
            for name, text in (("pooled_prompt_embeds", prompt), ("negative_pooled_prompt_embeds", unwanted)):
                found[name] = pooled([plain(text)], device=readers[1].device)
    return found


def _readers(pipe: Any) -> Any:
    """compel's reader for each text encoder, left to right."""
    from compel import Compel, ReturnedEmbeddingsType

    two = getattr(pipe, "text_encoder_2", None) is not None
    kind = ReturnedEmbeddingsType
    layer = kind.PENULTIMATE_HIDDEN_STATES_NON_NORMALIZED if two else kind.LAST_HIDDEN_STATES_NORMALIZED
    for end in ("", "_2") if two else ("",):
        yield Compel(
            tokenizer=getattr(pipe, f"tokenizer{end}"),
            text_encoder=getattr(pipe, f"text_encoder{end}"),
            truncate_long_prompts=False,
            returned_embeddings_type=layer,
            device=pipe._execution_device,
        )


def _heard(readers: list[Any], pieces: Fragments) -> Any:
    """(1, tokens, width): what each reader hears, side by side."""
    import torch

    if len(pieces) > MOST:
        pieces = _unweighted(pieces)
    return torch.cat(_even_tokens(readers, [_read(reader, pieces) for reader in readers]), dim=-1)


def _read(reader: Any, pieces: Fragments) -> Any:
    """(1, tokens, width): what one reader hears; without the weights where it cannot find the words again that have
    them, as may be at the end of a stretch of 77 tokens."""
    from compel.prompt_parser import FlattenedPrompt

    try:
        return reader.build_conditioning_tensor_for_prompt_object(FlattenedPrompt(list(pieces)))[0][0]
    except RuntimeError as error:
        # Out of memory is an error of a kind of its own.
        if type(error) is not RuntimeError or len(pieces) == 1:
            raise
        return _read(reader, _unweighted(pieces))


def _even_tokens(readers: list[Any], heard: list[Any]) -> list[Any]:
    """As many tokens from each reader: what is shorter ends in silence."""
    import torch

    most = max(one.shape[1] for one in heard)
    evened = []
    for reader, one in zip(readers, heard, strict=True):
        silence = _silence(reader)
        while one.shape[1] < most:
            one = torch.cat([one, silence], dim=1)
        evened.append(one)
    return evened


def _even(readers: list[Any], asked: list[Any]) -> list[Any]:
    """As many tokens for what is wanted as for what is not."""
    import torch

    most = max(one.shape[1] for one in asked)
    silence = torch.cat([_silence(reader) for reader in readers], dim=-1)
    return [torch.cat([one, *[silence] * ((most - one.shape[1]) // silence.shape[1])], dim=1) for one in asked]


def _silence(reader: Any) -> Any:
    """(1, 77, width): what it hears where nothing is said."""
    empty = reader.conditioning_provider.empty_z
    return empty if empty.ndim == 3 else empty[None]


def _factor(bracket: str, number: str | None) -> float:
    if bracket == "[":
        return DOWN
    try:
        return float(number) if number else UP
    except ValueError:
        return UP


def _weighed(pieces: Fragments, factor: float) -> Fragments:
    return [(text, min(HEAVIEST, max(LIGHTEST, weight * factor))) for text, weight in pieces]


def _merged(pieces: Fragments) -> Fragments:
    """Neighbours of one weight as one piece, and spaces with what is before them; one empty piece for nothing."""
    found: Fragments = []
    for text, weight in pieces:
        if found and (found[-1][1] == weight or not text.strip()):
            found[-1] = (found[-1][0] + text, found[-1][1])
        elif text.strip():
            found.append((text, weight))
    return found or [("", 1.0)]


def _unweighted(pieces: Fragments) -> Fragments:
    return [("".join(text for text, _ in pieces), 1.0)]
