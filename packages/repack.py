"""A PEP 517 build backend that takes a published package and changes what its metadata or layout makes unusable here.

Nothing of another's code is kept in this tree: the package is fetched by the ordinary pip, its hash is checked, and
only what the project's own pyproject.toml says is changed:

    [tool.repack]
    name, version      what to fetch
    label              local version label of the result: 1.3.0 becomes 1.3.0+relaxed
    hashes             sha256 of every file that may be fetched (one a platform, where there are several)
    requires           the dependencies that replace the published ones
    data               optional; the package becomes data only: the files that match are kept, the code is not
    unpack             optional; an archive in the package, replaced by a folder of the same name with its contents
    platform           optional; for data alone: pip's options of the one platform whose file every machine gets
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ANYWHERE = "py3-none-any"
REPLACED = ("Version:", "Requires-Dist:", "Provides-Extra:")


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """PEP 517 hook, called in the folder of the project. Returns the file name of the wheel."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["repack"]
    with tempfile.TemporaryDirectory() as scratch:
        tree = _fetch(project, Path(scratch))
        if "unpack" in project:
            _unpack_archive(tree / project["unpack"])
        if "data" in project:
            _keep_data(tree, project["data"])
        _relabel(tree, project)
        if "platform" in project:
            _untie(tree)
        # Kept apart from the fetched wheel, so that the one file in it is ours.
        built = Path(scratch, "built")
        built.mkdir()
        _run("wheel", "pack", str(tree), "--dest-dir", str(built))
        (wheel,) = built.glob("*.whl")
        return Path(shutil.copy(wheel, wheel_directory)).name


def _fetch(project: dict[str, Any], scratch: Path) -> Path:
    """The unpacked tree of the package for the running Python. pip refuses a file whose hash is not among ours."""
    hashes = " ".join(f"--hash=sha256:{value}" for value in project["hashes"])
    pins = scratch / "pins.txt"
    pins.write_text(f"{project['name']}=={project['version']} {hashes}\n", encoding="utf-8")
    wanted = ["--quiet", "--no-deps", "--require-hashes", "-r", str(pins)]
    if "platform" in project:
        _run("pip", "download", *wanted, "--only-binary=:all:", *project["platform"], "-d", str(scratch))
    else:
        _run("pip", "wheel", *wanted, "-w", str(scratch))
    (wheel,) = scratch.glob("*.whl")
    _run("wheel", "unpack", str(wheel), "--dest", str(scratch / "tree"))
    (tree,) = (scratch / "tree").iterdir()
    return tree


def _unpack_archive(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(archive.with_suffix(""))
    archive.unlink()


def _keep_data(tree: Path, patterns: list[str]) -> None:
    """Drop all but the data, the licence and the metadata; an empty __init__.py keeps the package importable."""
    kept = {file for pattern in patterns for file in tree.glob(pattern)} | set(tree.glob("*.dist-info/**/*"))
    for file in [path for path in tree.rglob("*") if path.is_file() and path not in kept]:
        file.unlink()
    for file in [*tree.glob("*.dist-info/entry_points.txt"), *tree.glob("*.dist-info/top_level.txt")]:
        file.unlink()
    for package in {path.relative_to(tree).parts[0] for path in kept if ".dist-info" not in str(path)}:
        (tree / package / "__init__.py").write_text(
            '"""Data only: see the files beside this one."""\n', encoding="utf-8"
        )


def _relabel(tree: Path, project: dict[str, Any]) -> None:
    """Write the new version and requirements into METADATA and into the names that repeat the version."""
    version = f"{project['version']}+{project['label']}"
    (info,) = tree.glob("*.dist-info")
    head, separator, body = (info / "METADATA").read_text(encoding="utf-8").partition("\n\n")
    lines = [line for line in head.splitlines() if not line.startswith(REPLACED)]
    lines += [f"Version: {version}", *(f"Requires-Dist: {requirement}" for requirement in project["requires"])]
    (info / "METADATA").write_text("\n".join(lines) + (separator or "\n") + body, encoding="utf-8")
    info.rename(info.with_name(info.name.replace(f"-{project['version']}.", f"-{version}.")))


def _untie(tree: Path) -> None:
    """Say that the package is for every machine: data are."""
    (file,) = tree.glob("*.dist-info/WHEEL")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(("Tag:", "Root-"))]
    told = [*filter(None, lines), "Root-Is-Purelib: true", f"Tag: {ANYWHERE}"]
    file.write_text("\n".join(told) + "\n", encoding="utf-8")


def _run(module: str, *arguments: str) -> None:
    # pip tells a backend of its own folder through this variable; a pip inside the backend would take it for its own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("_PYPROJECT_HOOKS")}
    found = importlib.util.find_spec("ziglang")
    if found and found.origin and not shutil.which("c++"):
        # A project that may be compiled asks for this compiler, which comes as a package; one of the system goes first.
        zig = Path(found.origin).with_name("zig")
        environment |= {"CC": f"{zig} cc", "CXX": f"{zig} c++"}
    # Output to stderr: a front end may read the standard output of a backend.
    subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=sys.stderr, env=environment)
