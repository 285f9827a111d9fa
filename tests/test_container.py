"""What the container is built of: the steps as hadolint reads them (the numbers of its rules stand beside the checks),
what they install and copy, and what compose.yaml adds."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order, continued lines joined."""
    text = "\n".join(line for line in DOCKERFILE.splitlines() if not line.lstrip().startswith("#"))
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(word, " ".join(rest.split())) for word, _, rest in (line.partition(" ") for line in lines)]


def last_stage() -> list[tuple[str, str]]:
    """The instructions of the image itself, without what only built its packages."""
    steps = instructions()
    return steps[max(number for number, (word, _) in enumerate(steps) if word == "FROM") :]


def copied(steps: list[tuple[str, str]]) -> list[str]:
    """What comes from the tree in some steps."""
    found = [rest for word, rest in steps if word == "COPY" and not rest.startswith("--from")]
    return [source.rstrip("/") for rest in found for source in rest.split()[:-1]]


def settings() -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", next(rest for word, rest in last_stage() if word == "ENV")))


def test_every_base_is_pinned_to_a_release() -> None:
    """DL3006, DL3007."""
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    images = [each["image"] for name, each in COMPOSE["services"].items() if "build" not in each]
    assert len(bases) == 2 and bases[0] == bases[1] and re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", bases[0])
    assert images and all(re.search(r":(RELEASE\.)?\d", image) for image in images)


def test_packages_leave_no_trace_of_their_installation() -> None:
    """DL3009, DL3015, DL3042; and no pip in the image itself."""
    for word, rest in instructions():
        if word == "RUN" and "apt-get install" in rest:
            assert "--no-install-recommends" in rest and "rm -rf /var/lib/apt/lists/*" in rest
            assert rest.startswith("apt-get update &&"), "DL3059: in one step"
        if word == "RUN" and "pip install" in rest:
            assert "--no-cache-dir" in rest
    assert not any("pip install" in rest for _, rest in last_stage())
    assert sum("pip uninstall --yes" in rest for word, rest in instructions() if word == "RUN") == 2


def test_it_runs_as_a_user_and_writes_to_its_volume_alone() -> None:
    """DL3002; user 1000 is who Spaces run containers as."""
    steps = last_stage()
    assert [rest for word, rest in steps if word == "USER"] == ["1000"]
    assert ("VOLUME", "/data") in steps
    places = [settings()[name] for name in ("INKSTONE_HOME", "HF_HOME", "XDG_CACHE_HOME", "NUMBA_CACHE_DIR")]
    assert all(place.startswith("/data") for place in places)
    assert not any(word == "ADD" for word, _ in steps), "DL3020"
    assert all(rest.startswith("/") for word, rest in instructions() if word == "WORKDIR"), "DL3000"


def test_it_serves_on_7860_and_says_whether_it_is_well() -> None:
    """DL3025, DL3055: programs and their words, no shell."""
    steps = last_stage()
    assert ("EXPOSE", "7860") in steps
    assert (settings()["INKSTONE_HOST"], settings()["INKSTONE_PORT"]) == ("0.0.0.0", "7860")
    assert steps[-1] == ("CMD", '["python", "app.py"]')
    health = next(rest for word, rest in steps if word == "HEALTHCHECK")
    command = json.loads(health.partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "health", "exec")


def build_step() -> str:
    return next(rest for word, rest in instructions() if word == "RUN" and "pip install" in rest)


def built(tmp_path: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The step that installs, with stand-ins for Python and pip that only say what they were told."""
    told = tmp_path / "told"
    (tmp_path / "opt/bin").mkdir(parents=True)
    for place in (tmp_path / "opt/bin/pip", tmp_path / "python"):
        place.write_text(f'#!/bin/sh\necho "$0 $* [$PIP_EXTRA_INDEX_URL]" >>{told}\n')
        place.chmod(0o755)
    step = build_step().replace("/opt/studio", str(tmp_path / "opt")).replace("python -m", f"{tmp_path}/python -m")
    defaults = {
        word: value for name, rest in instructions() if name == "ARG" for word, _, value in [rest.partition("=")]
    }
    environment = {"PATH": os.environ["PATH"], **defaults, **given}
    done = subprocess.run(["/bin/sh", "-c", step], env=environment, capture_output=True, text=True, check=False)
    done.stdout = told.read_text() if told.exists() else ""
    return done


@pytest.mark.parametrize(
    ("given", "index", "file"),
    [
        ({}, "", "requirements-packages.txt"),
        ({"KIND": "gpu"}, "", "requirements-packages.txt"),
        ({"KIND": "cpu"}, "https://download.pytorch.org/whl/cpu", "requirements-packages.txt"),
        ({"KIND": "cpu", "REQUIREMENTS": "requirements-server.txt"}, "/whl/cpu", "requirements-server.txt"),
    ],
)
def test_one_file_builds_both_kinds(tmp_path: Path, given: dict[str, str], index: str, file: str) -> None:
    done = built(tmp_path, **given)
    assert done.returncode == 0, done.stderr
    (install,) = [line for line in done.stdout.splitlines() if " install " in line]
    assert f"-r {file} [" in install and install.endswith(f"{index}]")
    assert (ROOT / file).is_file()


def test_a_kind_that_there_is_not_builds_nothing(tmp_path: Path) -> None:
    done = built(tmp_path, KIND="tpu")
    assert done.returncode and "KIND is gpu or cpu, not tpu" in done.stderr and not done.stdout


def test_the_source_comes_after_the_packages() -> None:
    steps = instructions()
    install = next(number for number, (word, rest) in enumerate(steps) if word == "RUN" and "pip install" in rest)
    before = [rest for word, rest in steps[:install] if word == "COPY"]
    assert any("packages/" in rest for rest in before) and not any("studio/" in rest for rest in before)


def test_everything_the_app_imports_is_copied_into_the_container() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    for source in copied(instructions()):
        assert (ROOT / source).exists(), f"{source} is copied but not here"
        assert source not in ignored, f"{source} is copied but kept away by .dockerignore"
    rooms = re.findall(r"^\s*(?:from|import) (\w+)", (ROOT / "app.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert {room for room in rooms if (ROOT / room / "__init__.py").exists()} <= set(copied(last_stage()))


@pytest.mark.parametrize("name", ["studio", "server"])
def test_compose_starts_it_with_as_few_rights_as_it_needs(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] and service["tmpfs"] == ["/tmp"] and service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["studio:/data"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["environment"]["INKSTONE_PASSWORD"].startswith("${INKSTONE_PASSWORD:?"), "asked for, never made up"


def test_compose_offers_a_database_and_storage_that_the_studio_can_speak_to() -> None:
    server = COMPOSE["services"]["server"]
    assert server["build"]["args"]["REQUIREMENTS"] == "requirements-server.txt"
    pins = (ROOT / "requirements-server.txt").read_text(encoding="utf-8")
    assert server["environment"]["INKSTONE_DATABASE_URL"].startswith("postgresql+psycopg://") and "\npsycopg[" in pins
    assert server["environment"]["INKSTONE_FILES_URL"].startswith("s3://") and "\ns3fs==" in pins
    assert server["depends_on"].keys() <= COMPOSE["services"].keys()
    assert {
        volume.partition(":")[0] for each in COMPOSE["services"].values() for volume in each.get("volumes", [])
    } == set(COMPOSE["volumes"])
