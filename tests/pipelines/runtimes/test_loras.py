"""LoRAs as a person names them: found, checked against the model before it is loaded, and part of the lease."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.image.ask import ImageParams
from pipelines.registry import MODES
from pipelines.runtimes.loras import MOST, adapters_of, loras_for, notes_of
from pipelines.runtimes.tags import STRONGEST, Wanted, listed, tagged, without_tags
from studio.errors import BadInput
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from tests.fakes import FakeDevice, a_spec
from tests.studio.models.test_loras import lora

MODEL = a_spec("sd", base="sd-1.5", package="pytest", path=".")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    lora(tmp_path / "loras" / "ink.v2.safetensors", **{"modelspec.trigger_phrase": "inky"})
    lora(tmp_path / "loras" / "large.safetensors", width=2048)
    lora(tmp_path / "loras" / "odd.safetensors", "other.lora_A.weight")
    here = lora(tmp_path / "hub" / "one.safetensors")
    adapter = a_spec("catalogued", kind="adapter", base="sd-1.5", path=str(here), package="", repo="")
    return Host(Catalog([MODEL, adapter]), FakeDevice(), tmp_path)


@pytest.mark.parametrize(
    ("text", "bare", "wanted"),
    [
        ("a fox", "a fox", []),
        ("a <lora:ink:0.8> fox", "a fox", [Wanted("ink", 0.8)]),
        ("a fox, <lora:ink>, <LORA:big one:-1.5:x>", "a fox", [Wanted("ink"), Wanted("big one", -1.5)]),
        ("<lora:a:1>, x, <lora:a:0.2>", "x", [Wanted("a", 0.2)]),
        ("<lora:a:1e999> <lora:b:99>", "", [Wanted("a", 1.0), Wanted("b", STRONGEST)]),
        ("<lora::1> <lora a>", "<lora::1> <lora a>", []),
    ],
)
def test_tags_are_read_and_taken_out(text: str, bare: str, wanted: list[Wanted]) -> None:
    assert (without_tags(text), tagged(text)) == (bare, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", []),
        ("ink:0.8, big one", [Wanted("ink", 0.8), Wanted("big one")]),
        ("a:b:0.5; c\nd:-1", [Wanted("a:b", 0.5), Wanted("c"), Wanted("d", -1)]),
        ("ink:1, ink:0.3,,", [Wanted("ink", 0.3)]),
    ],
)
def test_lists_are_read(text: str, wanted: list[Wanted]) -> None:
    assert listed(text) == wanted


def test_those_of_the_field_and_of_the_prompt_are_leased_together(host: Host) -> None:
    applied = loras_for("a fox <lora:ink.v2:0.5>", "odd, catalogued:2", MODEL, host)
    adapters = adapters_of(applied)
    assert [(one.file.name, one.weight) for one in applied] == [("odd", 1), ("catalogued", 2), ("ink.v2", 0.5)]
    assert len({one.key for one in adapters}) == 3 and not any("." in one.key for one in adapters)
    assert all(one.path.is_file() and one.kind == "lora" for one in adapters)
    assert [note.key for note in notes_of(applied)] == ["loras.no_base", "loras.triggers"]
    assert "inky" in str(notes_of(applied)[1])


def test_adapters_of_another_kind_are_no_loras(host: Host) -> None:
    """A control network and a style reader lie in the catalog as adapters too."""
    beside = [
        a_spec(task, kind="adapter", task=task, package="pytest", path=".") for task in ("control", "style-reading")
    ]
    full = Host(Catalog([*host.catalog, *beside]), host.device, host.home)
    for name in ("control", "style-reading"):
        with pytest.raises(BadInput, match="no LoRA called") as refused:
            loras_for("a fox", name, MODEL, full)
        assert "catalogued" in str(refused.value.hint) and "control" not in str(refused.value.hint)


def test_one_without_strength_is_left_out(host: Host) -> None:
    assert loras_for("a fox", "odd:0", MODEL, host) == ()


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ("nobody", "no LoRA called"),
        ("large", "made for sdxl"),
        (",".join(f"n{number}" for number in range(MOST + 1)), "At most"),
    ],
)
def test_what_cannot_be_had_is_refused_before_anything_waits(host: Host, named: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        MODES["image"].ask({"prompt": "a fox", "model": "sd", "loras": named}, host)
    assert "loras" in refused.value.fields
    with pytest.raises(BadInput, match=reason):
        MODES["image"].ask({"prompt": f"a fox {''.join(f'<lora:{n}>' for n in named.split(','))}", "model": "sd"}, host)


def test_one_that_fits_is_taken(host: Host) -> None:
    ask = MODES["image"].ask({"prompt": "a fox", "model": "sd", "loras": "ink.v2:0.5"}, host)
    assert isinstance(ask.params, ImageParams) and ask.options.loras == "ink.v2:0.5"
