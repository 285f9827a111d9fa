"""What an hour of narration takes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.mark.soak
@pytest.mark.parametrize("form", ["wav", "mp3"])
def test_an_hour_is_read_in_little_memory(form: str, record_property: Callable[[str, object], None]) -> None:
    command = [sys.executable, "-m", "tests.pipelines.voice.hour", form]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1])
    record_property("seconds of speech, MB", f"{found['seconds']:.0f}, {found['megabytes']:.0f}")
    assert found["seconds"] > 3000
    assert found["megabytes"] < 800
