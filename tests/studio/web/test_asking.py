"""What helps to ask: one's own earlier prompts, and the LoRAs that are here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from studio.house import House
from studio.jobs.worker import Worker
from tests.studio.jobs.test_worker import ended, sketch
from tests.studio.web.conftest import ANN, BOB, OpenDoor, OpenHouse, known


def prompts(door: TestClient, tab: str = "sketch") -> list[str]:
    return list(door.get(f"/prompts?tab={tab}").json()["prompts"])


def test_ones_own_prompts_each_once_the_newest_first(ann: TestClient, bob: TestClient, worker: Worker) -> None:
    for owner, prompt in ((ANN, "a boat"), (ANN, "a mill"), (BOB, "a secret"), (ANN, "a boat")):
        ended(sketch(worker, prompt, owner.id))
    assert prompts(ann) == ["a boat", "a mill"]
    assert prompts(bob) == ["a secret"]
    assert prompts(ann, "elsewhere") == [] == prompts(ann, "")


def test_of_many_the_last_fifty(ann: TestClient, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.web.asking._PROMPTS", 3)
    for number in range(5):
        ended(sketch(worker, f"boat {number}", ANN.id))
    assert prompts(ann) == ["boat 4", "boat 3", "boat 2"]


def test_loras_are_told_with_their_words_and_what_is_none_is_not(
    open_house: OpenHouse, open_door: OpenDoor, tmp_path: Path
) -> None:
    house: House = open_house(home=tmp_path)
    folder = house.settings.home / "loras"
    folder.mkdir()
    said = {"ss_base_model_version": "sdxl_base_v1-0", "modelspec.trigger_phrase": "inkwash"}
    tensor = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
    header = json.dumps({"__metadata__": said, "lora_unet_mid_block.lora_down.weight": tensor}).encode()
    (folder / "wash.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(16))
    (folder / "none.safetensors").write_bytes(b"\x80\x04nothing of the kind")
    (found,) = known(open_door(house), house, ANN).get("/loras").json()["loras"]
    assert found == {"name": "wash", "title": "", "base": "sdxl", "triggers": ["inkwash"]}
