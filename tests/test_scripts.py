"""The commands a person types first, on a small stand-in for the project: real venv, real pip, no network."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.settings import Settings

ROOT = Path(__file__).parent.parent
PYTHONS = ("python3", "python3.10", "python3.11", "python3.12", "python3.13")

BACKEND = """
import os, pathlib, time, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    root = pathlib.Path.cwd().parent.parent
    (root / "building").touch()
    while (root / "wait").exists():
        time.sleep(0.05)
    if (root / "no-room").exists():
        raise OSError(28, "No space left on device")
    with zipfile.ZipFile(pathlib.Path(folder, "greeting-1.0-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("greeting.py", pathlib.Path("words.py").read_text())
        info = "greeting-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: greeting\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return "greeting-1.0-py3-none-any.whl"
"""
APP = 'import greeting, os, sys; print(greeting.WORDS, os.environ.get("INKSTONE_PORT"), sys.argv[1:])\n'


class Project:
    """A folder with our scripts, one package of its own and an app that says what it was started with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "scripts", root / "scripts", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        self.write("requirements.txt", "")
        self.write("requirements-packages.txt", "-r requirements.txt\n./packages/greeting\n")
        self.write("app.py", APP)
        self.write("packages/greeting/words.py", 'WORDS = "hello"\n')
        self.write("packages/greeting/backend.py", BACKEND)
        self.write(
            "packages/greeting/pyproject.toml",
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        )

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def command(self, name: str, text: str) -> None:
        """Put a program in front of the machine's own of that name."""
        self.write(f"bin/{name}", f"#!/bin/sh\n{text}\n").chmod(0o755)

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        path = f"{self.root / 'bin'}:{os.environ['PATH']}"
        # No index at all: whatever the scripts do here, they do without a network.
        return {**kept, "PATH": path, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", **changes}

    def run(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.root / "scripts/run"), *arguments],
            env=self.environment(**changes),
            cwd="/",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Fresh from a clone: no environment yet."""
    return Project(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first virtual environment of these tests is kept as it was made; it may not be there yet."""
    return tmp_path_factory.mktemp("environment") / ".venv"


@pytest.fixture
def python(project: Project, kept: Path) -> str:
    """The interpreter; but once it has made a virtual environment, which takes seconds, it gives copies of that one."""
    project.command(
        "a-python",
        f"""[ "$1 $2" = "-m venv" ] || exec "{sys.executable}" "$@"
        for place; do :; done
        [ -e "{kept}" ] || {{ "{sys.executable}" "$@" && cp -a "$place" "{kept}"; }} || exit
        rm -rf "$place" && cp -a "{kept}" "$place\"""",
    )
    return str(project.root / "bin/a-python")


@pytest.fixture
def begun(project: Project, python: str) -> Project:
    """With an environment that nothing is installed in yet."""
    subprocess.run([python, "-m", "venv", str(project.root / ".venv")], check=True)
    return project


def test_the_first_start_sets_up_and_the_second_installs_nothing(project: Project, python: str) -> None:
    first = project.run("--quiet", INKSTONE_PORT="7999", PYTHON=python)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "hello 7999 ['--quiet']"
    assert "Installing requirements-packages.txt" in first.stderr

    second = project.run()
    assert second.stdout == "hello None []\n"
    assert second.stderr == ""

    project.write("packages/greeting/words.py", 'WORDS = "good day"\n')
    assert project.run().stdout.splitlines()[-1] == "good day None []", "a change under packages/ is installed"
    project.write("requirements.txt", "./packages/greeting\n")
    assert "Installing" in project.run().stderr, "so is one of a file that the first one names"


def test_a_set_up_that_was_killed_is_repaired_by_the_next_start(begun: Project, python: str) -> None:
    project = begun
    wait = project.write("wait", "")
    setup = [str(project.root / "scripts/setup")]
    broken = subprocess.Popen(
        setup, env=project.environment(PYTHON=sys.executable), start_new_session=True, stderr=subprocess.DEVNULL
    )
    while not (project.root / "building").exists():
        assert broken.poll() is None, "the set-up ended before it built the package"
        time.sleep(0.05)
    os.killpg(broken.pid, signal.SIGKILL)
    broken.wait()
    wait.unlink()

    again = project.run(PYTHON=python)
    assert "was interrupted; starting over" in again.stderr
    assert again.stdout.splitlines()[-1] == "hello None []", again.stderr


def test_an_environment_whose_python_has_gone_is_made_anew(project: Project, python: str) -> None:
    project.write(".venv/bin/python", "#!/bin/sh\nexit 127\n").chmod(0o755)
    done = project.run(PYTHON=python)
    assert done.stdout.splitlines()[-1] == "hello None []", done.stderr


@pytest.mark.parametrize(
    ("requirement", "changes", "says"),
    [
        (
            "no-such-package-here==1.0\n",
            {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"},
            "package index could not be reached",
        ),
        ("no-such-package-here==1.0\n", {}, "published for Linux with glibc"),
        ("./packages/greeting\n", {}, "The disk is full"),
    ],
    ids=["no network", "no package for this machine", "no room"],
)
def test_a_failed_installation_says_why(begun: Project, requirement: str, changes: dict[str, str], says: str) -> None:
    begun.write("requirements.txt", requirement)
    if says == "The disk is full":
        begun.write("no-room", "")
    failed = begun.run(**changes)
    assert failed.returncode == 1
    assert says in failed.stderr
    assert "The set-up did not finish." in failed.stderr
    assert "hello" not in failed.stdout, "the app must not start on half an environment"


def test_pythons_that_are_too_old_or_too_new_are_named(project: Project) -> None:
    for name in PYTHONS:
        project.command(name, "echo 3.14" if name == "python3" else "exit 127")
    failed = project.run()
    assert failed.returncode == 1
    assert "No Python 3.10 to 3.13 was found. Too old or too new: python3 (3.14)." in failed.stderr


def test_a_python_without_its_venv_module_says_what_to_install(project: Project) -> None:
    for name in PYTHONS:
        project.command(name, 'case "$2" in *ensurepip*) exit 1 ;; *) echo 3.12 ;; esac')
    failed = project.run()
    assert failed.returncode == 1
    assert "apt install python3.12-venv" in failed.stderr


def test_a_full_disk_is_seen_before_anything_is_made(project: Project) -> None:
    project.command("df", "echo Filesystem; echo '/dev/sda 1000 900 100 90% /'")
    failed = project.run()
    assert failed.returncode == 1
    assert "The disk has 100 MB free; the set-up needs at least 3000 MB." in failed.stderr
    assert not (project.root / ".venv").exists()


def test_what_ci_runs_is_what_a_person_runs() -> None:
    lines = [line for line in (ROOT / ".ci/run").read_text().splitlines() if not line.startswith("#")]
    assert lines == ['exec "$(dirname "$0")/../scripts/test"']


@pytest.mark.parametrize(
    "script",
    [
        "scripts/run",
        "scripts/setup",
        "scripts/test",
        "scripts/judge",
        "scripts/soak",
        "scripts/screens",
        "scripts/deploy-space",
        "scripts/release",
        ".ci/run",
    ],
)
def test_scripts_are_executable_and_parse(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_the_readme_names_every_setting_with_its_default() -> None:
    rows = re.findall(
        r"^\| `(INKSTONE_\w+)` \| (.*?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    # What is read by a platform's name alone is nothing that a person sets.
    fields = {
        name: field for name, field in Settings.model_fields.items() if not isinstance(field.validation_alias, str)
    }
    defaults = {f"INKSTONE_{name.upper()}": field.default for name, field in fields.items()}
    defaults["INKSTONE_HOME"] = defaults["INKSTONE_HOME"].relative_to(ROOT)
    defaults |= {name: ",".join(value) for name, value in defaults.items() if isinstance(value, tuple)}
    assert dict(rows) == {name: f"`{value}`" if value not in (None, "") else "" for name, value in defaults.items()}
