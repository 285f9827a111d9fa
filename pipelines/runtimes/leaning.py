"""Leaning: a model of transformers that samples with the mark in texts of studio/media/text_mark.py."""

from __future__ import annotations

from typing import Any

from studio.media.text_mark import NGRAM, SIZE, TextKey


def leaning(key: TextKey) -> Any:
    """A `watermarking_config` for generate() with do_sample and one text at a time."""
    import torch
    from transformers import SynthIDTextWatermarkingConfig, SynthIDTextWatermarkLogitsProcessor

    class Leaning(SynthIDTextWatermarkLogitsProcessor):
        """As transformers has it, but with the studio's own table, and for the tokens alone that can still be chosen:
        of a hundred thousand some dozen are left by then."""

        def __init__(self, device: Any) -> None:
            super().__init__(NGRAM, list(key.keys), SIZE, 0, 0, device)
            # Theirs is drawn by the dice of the device: of a text from one nothing could be told on another.
            self.sampling_table = torch.from_numpy(key.table).to(device, torch.long)
            self._calls, self._begun = 0, set[int]()

        def __call__(self, input_ids: Any, scores: Any) -> Any:
            self._calls += 1
            # The first tokens follow on the prompt, which nobody has who looks at the text.
            if self._calls < NGRAM:
                return scores
            left = torch.isfinite(scores[0]).nonzero()[:, 0]
            keys, begins = self._compute_keys(input_ids[:, 1 - NGRAM :], left[None])  # type: ignore[arg-type]
            # Of runs that begin alike only the first is marked: the same lean again and again could be seen.
            if (begun := int(begins)) in self._begun:
                return scores
            self._begun.add(begun)
            leant = self.update_scores(scores[:, left].float(), self.sample_g_values(keys))
            return torch.full_like(scores, -torch.inf).index_copy(1, left, leant.to(scores.dtype))

    class Config(SynthIDTextWatermarkingConfig):
        def construct_processor(self, vocab_size: int, device: Any) -> Any:  # type: ignore[override]
            return Leaning(device)

    return Config(NGRAM, list(key.keys))
