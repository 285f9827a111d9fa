"""What a newcomer is told holds: an engine touches its file and modes.py, a mode ask.py, modes.py and its engine.

The house is copied, the page docs/architecture.md is followed, and the new thing is used through every door.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.draw_house import TARGET, drawn
from scripts.imports import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ASK = """

class HumParams(PromptParams):
    \"\"\"A tune to hum. Length in seconds.\"\"\"

    section = "hum"

    seconds: float = Field(10, ge=1, le=60)
"""
HUM = """    Mode("hum", HumParams, (Silence(),), makes="music", examples=("a tune",)),
"""
DOORS = """
import sys
from studio.settings import Settings
from studio.house import House
from pipelines.registry import MODES, RUNTIMES
from tabs import shell

house = House.open(Settings.read(), MODES, RUNTIMES)
page = shell.build(house, MODES)
names = [block.api_name for block in page.fns.values()]
offered = [choice for block in page.blocks.values() if block.elem_id == "music-model" for choice in block.choices]
print(offered, names)
house.close()
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house as it stands, with links for what is only read."""
    for name in ("studio", "pipelines", "tabs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "starter").symlink_to(ROOT / "starter")
    return tmp_path


def run(copy: Path, *words: str) -> str:
    environment = {
        "PATH": "/usr/bin:/bin",
        "INKSTONE_HOME": str(copy / "home"),
        "HF_HUB_OFFLINE": "1",
        "COLUMNS": "200",
    }
    done = subprocess.run([sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def add_engine(copy: Path) -> None:
    """The engine of the page, as it stands there, and its name in modes.py."""
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found
    (copy / "pipelines/music/silence.py").write_text(found[1])
    modes = copy / "pipelines/music/modes.py"
    text = modes.read_text().replace("Magnet(), Composer())", "Magnet(), Composer(), Silence())")
    modes.write_text(text.replace("from studio", "from pipelines.music.silence import Silence\nfrom studio", 1))


def changed(copy: Path) -> set[str]:
    """Files that differ from those of the house."""
    files = {path.relative_to(copy) for name in ("studio", "pipelines", "tabs") for path in (copy / name).rglob("*.*")}
    return {
        str(file)
        for file in files
        if file.suffix in (".py", ".toml")
        and (not (ROOT / file).exists() or (ROOT / file).read_bytes() != (copy / file).read_bytes())
    }


def test_an_engine_is_its_file_and_its_name_in_modes(copy: Path) -> None:
    add_engine(copy)
    assert changed(copy) == {"pipelines/music/silence.py", "pipelines/music/modes.py"}
    made = run(copy, "-m", "studio", "music", "hush", "--model", "silence", "--seconds", "10").strip()
    assert made.endswith(".wav") and Path(made).stat().st_size > 10 * 44100
    seen = run(copy, "-c", DOORS)
    assert "('Silence, ready', 'silence')" in seen, "the form offers it"


def test_a_mode_is_its_fields_its_row_and_its_engine(copy: Path) -> None:
    add_engine(copy)
    ask, modes = copy / "pipelines/music/ask.py", copy / "pipelines/music/modes.py"
    ask.write_text(ask.read_text() + ASK)
    rows = modes.read_text().replace("import MusicParams", "import HumParams, MusicParams")
    modes.write_text(rows.replace('    Mode(\n        "music"', f'{HUM}    Mode(\n        "music"'))
    assert changed(copy) == {f"pipelines/music/{name}.py" for name in ("ask", "modes", "silence")}
    assert "--seconds" in run(copy, "-m", "studio", "hum", "--help")
    assert run(copy, "-m", "studio", "hum", "la la", "--seconds", "2").strip().endswith(".wav")
    assert "'hum'" in run(copy, "-c", DOORS), "it is an endpoint"


def test_the_map_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == drawn(), "draw it anew: python -m scripts.draw_house"


def test_every_file_that_the_page_names_exists() -> None:
    named = re.findall(r"`((?:studio|pipelines|tabs|tests|docs)/[\w/.*]+)`", PAGE)
    assert named
    assert [name for name in named if not list(ROOT.glob(name))] == []
