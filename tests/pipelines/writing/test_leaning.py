"""The mark in the words of chat models: found with the studio's key, by nobody without it, in nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.runtimes import transformers as runtime
from pipelines.runtimes.leaning import leaning
from pipelines.writing.ask import StoryParams
from pipelines.writing.chat.engine import Chat, ChatOptions
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Choice, Host
from studio.media.text_mark import NGRAM, SHORTEST, SIZE, TextKey
from studio.models.catalog import Catalog
from studio.works.checked import Leaning
from studio.works.facts import TextFacts
from studio.works.leanings import furthest
from studio.works.made import Made
from studio.works.text_key import FILE, text_key
from studio.works.verdict import leans
from tests import tiny
from tests.contract import Processor
from tests.pipelines.writing.desk import ABSENT, Desk

LONG, SHORT = 66, 30
"""Words that are asked for: those of the first become 200 tokens."""


@pytest.fixture(scope="module", autouse=True)
def _importable() -> Iterator[None]:
    with tiny.at_work():
        yield


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.wordy_chat(tmp_path_factory.mktemp("wordy"))


class Writer:
    """A studio with one chat model."""

    def __init__(self, checkpoint: Path, home: Path | None) -> None:
        self.vocabulary, self.home = checkpoint / "tokenizer.json", home
        self._spec = ABSENT.model_copy(update={"dtype": "float32"})
        self._pair = runtime.Transformers().load(self._spec, checkpoint, Processor())
        self._desk = Desk({ABSENT.key: self._pair}, host=Host(Catalog([self._spec]), Processor(), home))

    def write(self, seed: int = 1, words: int = LONG, mark: bool = True) -> Made:
        params = StoryParams(prompt="a fox", words=words, seed=seed, temperature=1.0)
        chat = Chat()
        ask = Ask("story", params, ChatOptions(mark=mark), Choice(chat, ABSENT.key, {MAIN: self._spec}))
        [made] = chat.run(ask, self._desk)
        return made

    def babble(self, count: int) -> list[str]:
        """So many texts of the same model without the mark, all at a time."""
        import torch

        begun = torch.full((count, 1), 9)
        tokens = self._pair.model.generate(input_ids=begun, do_sample=True, min_new_tokens=200, max_new_tokens=200)
        decoded: list[str] = self._pair.processor.batch_decode(tokens[:, 1:], skip_special_tokens=True)
        return decoded

    def looked_at(self, text: str, home: Path | None = None) -> Leaning:
        found = furthest(text.encode(), text_key(home or self.home or Path()), [self.vocabulary])
        assert found
        return found


@pytest.fixture(scope="module")
def writer(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    home = tmp_path_factory.mktemp("home")
    # Of a key drawn anew one in many makes these random weights go round in circles, with few runs that differ.
    (home / FILE).write_text("5eed" * 16)
    return Writer(checkpoint, home)


def test_what_was_written_here_is_known_again_and_nothing_else(writer: Writer, tmp_path: Path) -> None:
    made, plain = writer.write(), writer.write(mark=False)
    found = writer.looked_at(made.text)
    assert leans(found) and found.tokens > 150
    assert not leans(writer.looked_at(plain.text)), "the same seed without the mark"
    assert not leans(writer.looked_at(made.text, tmp_path)), "another studio"
    assert isinstance(made.facts, TextFacts) and isinstance(plain.facts, TextFacts)
    assert (made.facts.mark, plain.facts.mark) == (True, False)


def test_a_part_of_it_with_words_of_others_around_it_is_known(writer: Writer) -> None:
    words = writer.write(2).text.split()[20:]
    around = " ".join(["bada", "fetu"] * 20)
    text = f"{around}\r\n{' '.join(words)} {around}"
    found = furthest(text.encode("utf-16"), text_key(writer.home or Path()), [writer.vocabulary] * 2)
    assert found and leans(found) and found.ways == 2


def test_how_lines_end_makes_no_difference(tmp_path: Path) -> None:
    tiny.byte_tokenizer().save_pretrained(tmp_path)
    texts = (end.join(tiny.WORDS).encode() for end in ("\n", "\r\n"))
    one, other = (furthest(text, TextKey("a" * 64), [tmp_path / "tokenizer.json"]) for text in texts)
    assert one == other and one and one.tokens > 30


def test_a_seed_writes_the_same_again(writer: Writer) -> None:
    assert writer.write(3).text == writer.write(3).text != writer.write(4).text


def test_of_a_short_text_nothing_is_told(writer: Writer) -> None:
    text = " ".join(writer.write(5).text.split()[:SHORTEST])
    found = furthest(text.encode(), text_key(writer.home or Path()), [writer.vocabulary])
    assert found and found.tokens == SHORTEST - NGRAM + 1 and found.strength > 5 and not leans(found)


def test_without_a_folder_that_keeps_a_secret_there_is_no_mark(checkpoint: Path) -> None:
    made = Writer(checkpoint, None).write(words=SHORT)
    assert isinstance(made.facts, TextFacts) and made.facts.mark is False


def test_the_key_is_made_with_the_first_text(checkpoint: Path, tmp_path: Path) -> None:
    writer = Writer(checkpoint, tmp_path / "home")
    writer.write(words=SHORT, mark=False)
    assert not (tmp_path / "home").exists()
    writer.write(words=SHORT)
    assert (tmp_path / "home" / FILE).stat().st_mode & 0o777 == 0o600


def test_it_leans_as_the_library_s_own_does(checkpoint: Path) -> None:
    """Which looks at every token of the vocabulary, and takes a hundred times as long."""
    import torch
    from transformers import SynthIDTextWatermarkLogitsProcessor

    key = TextKey("a" * 64)
    theirs = SynthIDTextWatermarkLogitsProcessor(
        NGRAM, list(key.keys), SIZE, 0, 4096, torch.device("cpu"), skip_first_ngram_calls=True
    )
    theirs.sampling_table = torch.from_numpy(key.table).long()
    ours = leaning(key).construct_processor(300, torch.device("cpu"))
    dice = torch.Generator().manual_seed(1)
    ids = torch.randint(0, 300, (1, 7), generator=dice)
    for step in range(60):
        scores = torch.randn(1, 300, generator=dice) * 2
        scores[scores < 0.5] = -torch.inf
        torch.testing.assert_close(theirs(ids, scores).softmax(1), ours(ids, scores).softmax(1))
        # Few words at first, so that runs come again.
        ids = torch.cat((ids, torch.randint(0, 2 if step < 40 else 300, (1, 1), generator=dice)), 1)


def test_over_all_keys_each_word_is_as_likely_as_before() -> None:
    import torch

    before = torch.tensor([[0.4, 0.3, 0.2, 0.1]])
    total, count = torch.zeros(1, 4), 400
    for number in range(count):
        processor = leaning(TextKey(str(number))).construct_processor(4, torch.device("cpu"))
        for place in range(NGRAM):
            scores = processor(torch.tensor([[place + 10]]), before.log())
        total += scores.softmax(1)
        assert number or not torch.allclose(scores.softmax(1), before, atol=0.05)
    assert (total / count - before).abs().max() < 0.1


@pytest.mark.judge
def test_the_mark_in_many_texts(writer: Writer, record_property: Callable[[str, object], None]) -> None:
    marked = [writer.looked_at(writer.write(seed).text) for seed in range(200)]
    plain = [writer.looked_at(text) for _ in range(10) for text in writer.babble(100)]
    strengths = np.array([one.strength for one in plain])
    record_property("texts of 200 tokens, found", [len(marked), sum(map(leans, marked))])
    record_property("unmarked, taken for marked", [len(plain), sum(map(leans, plain))])
    record_property("their strength, mean and spread", [round(float(f(strengths)), 2) for f in (np.mean, np.std)])
    assert sum(map(leans, marked)) >= 190 and not any(map(leans, plain))
