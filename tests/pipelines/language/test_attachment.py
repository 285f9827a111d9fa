"""How often the parser attaches a word where the English treebanks do: UD's EWT and PUD, with their own words.

The treebanks let content words depend on each other, and spaCy's model hangs them on prepositions and forms of "be";
its trees are turned over first, so that only real differences count. Relations are compared by what both name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pipelines.language.model import folder

BANKS = Path(os.environ.get("UD_ENGLISH", Path(__file__).parents[4] / "shared" / "data" / "ud_en"))
"""Where the treebanks lie: files of CoNLL-U, as https://universaldependencies.org publishes them."""
SAMES = {
    "dobj": "obj", "pobj": "obl", "prep": "case", "nsubjpass": "nsubj:pass", "auxpass": "aux:pass", "poss": "nmod:poss",
    "prt": "compound:prt", "relcl": "acl:relcl", "neg": "advmod", "attr": "root", "acomp": "root", "ROOT": "root",
    "agent": "case", "npadvmod": "obl", "intj": "discourse", "csubjpass": "csubj:pass", "oprd": "xcomp",
    "preconj": "cc:preconj", "predet": "det:predet", "nmod": "compound", "quantmod": "advmod", "dative": "iobj",
    "pcomp": "advcl", "meta": "dep",
}  # fmt: skip
Token = tuple[str, int, str]
"""A word, the index of its head (its own for the root) and the relation."""


def sentences(file: Path) -> Iterator[list[Token]]:
    """The sentences of a CoNLL-U file."""
    found: list[Token] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        fields = line.split("\t")
        if fields[0].isdigit():
            head = int(fields[6])
            found.append((fields[1], head - 1 if head else len(found), fields[7]))
        elif not line and found:
            yield found
            found = []


def turned(doc: Any) -> list[tuple[int, str]]:
    """Heads and relations of a parse, with content words as heads."""
    heads = [token.head.i for token in doc]
    labels = [SAMES.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in ("prep", "agent", "dative") and (inner := _child(token, "pobj")):
            heads[inner.i], heads[token.i] = _above(heads, token.i), inner.i
            labels[inner.i], labels[token.i] = ("obl" if token.head.pos_ in ("VERB", "AUX") else "nmod"), "case"
    for token in doc:
        if token.lemma_ == "be" and token.dep_ not in ("aux", "auxpass") and (said := _child(token, "attr", "acomp")):
            _swap(heads, labels, token.i, said.i)
    for token in doc:
        if token.dep_ == "conj":
            first = token
            while first.dep_ == "conj":
                first = first.head
            heads[token.i] = first.i
        elif token.dep_ == "cc":
            after = [one.i for one in token.head.children if one.dep_ == "conj" and one.i > token.i]
            heads[token.i] = after[0] if after else heads[token.i]
    return list(zip(heads, labels, strict=True))


def _child(token: Any, *deps: str) -> Any:
    return next((child for child in token.children if child.dep_ in deps), None)


def _above(heads: list[int], at: int) -> int:
    return heads[at] if heads[at] != at else at


def _swap(heads: list[int], labels: list[str], verb: int, said: int) -> None:
    """Let what is said be the head instead of the form of "be"."""
    was_root = heads[verb] == verb
    heads[said], labels[said] = (said if was_root else heads[verb]), labels[verb]
    for at, head in enumerate(heads):
        if head == verb and at not in (verb, said):
            heads[at] = said
    heads[verb], labels[verb] = said, "cop"


@pytest.mark.judge
@pytest.mark.parametrize("bank", ["UD_English-EWT__en_ewt-ud-test.conllu", "UD_English-PUD__en_pud-ud-test.conllu"])
def test_attachment(bank: str, record_property: Callable[[str, object], None]) -> None:
    """Punctuation is left out, as is usual; the share that must be right is what the model has when this is written."""
    if not (BANKS / bank).exists():
        pytest.skip(f"{bank} is not at {BANKS}")
    import spacy
    from spacy.tokens import Doc

    read = spacy.load(folder(), exclude=["ner", "senter"])
    total = attached = named = 0
    for gold in sentences(BANKS / bank):
        doc = read(Doc(read.vocab, words=[word for word, _, _ in gold]))
        for (_, head, label), (found, called) in zip(gold, turned(doc), strict=True):
            if label == "punct":
                continue
            total += 1
            attached += head == found
            named += head == found and label.partition(":")[0] == called.partition(":")[0]
    record_property("words", total)
    record_property("unlabelled", round(attached / total, 3))
    record_property("labelled", round(named / total, 3))
    assert attached / total >= 0.75
