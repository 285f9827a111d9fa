"""What scripts/deploy-space does: gathers what a Space needs of this tree, checks it, and sends it if asked to."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from huggingface_hub import HfApi

ROOT = Path(__file__).resolve().parents[1]
SENT = ("app.py", "LICENSE", "packages", "pipelines", "starter", "studio", "tabs")
"""What every Space needs."""
INSTALLED = ("packages.txt", "requirements.txt")
"""What the platform installs for a Space with the Gradio SDK."""
BUILT = (".dockerignore", "Dockerfile", "requirements.txt", "requirements-packages.txt", "requirements-server.txt")
"""What a Docker Space is built of."""
LEFT_OUT = {
    "benchmarks": "figures, and what measures them",
    "data": "works and settings of this machine",
    "deploy": "how it is deployed",
    "docs": "for those who read and change the source",
    "scripts": "for those who read and change the source",
    "tests": "for those who read and change the source",
    "training": "what trained the small models; the models are sent",
}
COLOURS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
PATIENCE = 3600
"""Seconds to wait for a Space to be built and to start."""
_GRADIO_ONLY = ("sdk_version", "app_file", "python_version")
_OURS = ".gitattributes"
"""What the hub keeps in a repository by itself."""


class Unfit(Exception):
    """Something that a Space would refuse."""


@dataclass(frozen=True)
class Piece:
    """One file as the Space's repository gets it."""

    path: str
    data: bytes | Path

    @property
    def size(self) -> int:
        return self.data.stat().st_size if isinstance(self.data, Path) else len(self.data)


def head_of(readme: str) -> dict[str, str]:
    """The settings at the head of a README.md. Raises Unfit where there are none."""
    parts = readme.split("---\n", 2)
    if len(parts) < 3 or parts[0]:
        raise Unfit("README.md has no head between two lines of ---.")
    return dict(line.split(": ", 1) for line in parts[1].strip().splitlines())


def check_head(head: dict[str, str], gradio: str) -> None:
    """Raises Unfit that names all that a Space would refuse. `gradio`: the version that is pinned."""
    wrong = [
        *(
            f"{name} is missing"
            for name in ("title", "emoji", "colorFrom", "colorTo", "sdk", "license")
            if name not in head
        ),
        *(
            f"{name} is none of {', '.join(COLOURS)}"
            for name in ("colorFrom", "colorTo")
            if head.get(name) not in COLOURS
        ),
    ]
    if len(head.get("short_description", "")) > 60:
        wrong.append("short_description has more than 60 characters")
    if head.get("sdk") == "gradio":
        wrong += _wrong_for_gradio(head, gradio)
    elif head.get("sdk") != "docker" or not head.get("app_port", "").isdigit():
        wrong.append("sdk is gradio, or docker with an app_port")
    if wrong:
        raise Unfit(f"README.md: {'; '.join(wrong)}.")


def _wrong_for_gradio(head: dict[str, str], gradio: str) -> Iterator[str]:
    if head.get("sdk_version") != gradio:
        yield f"sdk_version is {head.get('sdk_version')}, and requirements.txt pins gradio {gradio}"
    if not re.fullmatch(r'"3\.\d+(\.\d+)?"', head.get("python_version", "")):
        yield "python_version is a version in quotes"
    if not (ROOT / head.get("app_file", "-")).is_file():
        yield "app_file is no file"


def headed(readme: str, kind: str, models: Sequence[str] = ()) -> str:
    """The README.md of a Space of a kind: gradio, zero or docker. `models`: what is put into it when it is built."""
    head = head_of(readme)
    if kind == "docker":
        head = {name: value for name, value in head.items() if name not in _GRADIO_ONLY} | {
            "sdk": "docker",
            "app_port": "7860",
        }
    if kind == "zero":
        head["suggested_hardware"] = "zero-a10g"
    lines = [f"{name}: {value}" for name, value in head.items()]
    if models:
        lines += ["preload_from_hub:", *(f"  - {model}" for model in models)]
    return "\n".join(("---", *lines, "---", "")) + readme.split("---\n", 2)[2]


def pieces(kind: str, models: Sequence[str] = ()) -> list[Piece]:
    """All files of a Space, by their paths."""
    readme = headed((ROOT / "README.md").read_text(encoding="utf-8"), kind, models)
    found = [Piece(path, ROOT / path) for path in _tracked((*SENT, *(BUILT if kind == "docker" else INSTALLED)))]
    return sorted([*found, Piece("README.md", readme.encode())], key=lambda piece: piece.path)


def _tracked(places: Sequence[str]) -> list[str]:
    """Files that git knows: what lies beside them by chance, a secret too, is never sent."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--", *places], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [path for path in told.stdout.split("\0") if path and (ROOT / path).is_file()]


def pinned(name: str) -> str:
    """The version of a package in requirements.txt."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{name}==(\S+)$", text, re.MULTILINE)
    if not found:
        raise Unfit(f"requirements.txt does not pin {name}.")
    return found[1]


def lent_models(api: HfApi) -> list[str]:
    """What ZeroGPU is to have when it starts, in the words of preload_from_hub: repository, files, revision."""
    from studio.models.catalog import Catalog
    from studio.settings import Settings

    catalog = Catalog.read()
    specs = [catalog[key] for key in Settings.model_fields["lent"].default]
    return [f"{spec.repo} {','.join(_files(api, spec))} {spec.revision}" for spec in specs]


def _files(api: HfApi, spec: Any) -> list[str]:
    names = api.list_repo_files(spec.repo, revision=spec.revision)
    wanted = [name for name in names if any(fnmatch(name, pattern) for pattern in spec.files or ("*",))]
    if not wanted:
        raise Unfit(f"{spec.repo} has none of the files that the catalog names.")
    return wanted


def tell(kind: str, found: Sequence[Piece]) -> None:
    """Print what would be sent, folder by folder."""
    folders: dict[str, list[int]] = {}
    for piece in found:
        folders.setdefault(piece.path.partition("/")[0], []).append(piece.size)
    print(f"A Space of the kind “{kind}” gets:")
    for name, sizes in folders.items():
        print(f"  {name:<20} {len(sizes):>5} files {sum(sizes) / 2**20:>9.2f} MB")
    print(f"  {'in all':<20} {len(found):>5} files {sum(piece.size for piece in found) / 2**20:>9.2f} MB")
    print("Left out:")
    for name, why in LEFT_OUT.items():
        print(f"  {name:<20} {why}")
    if kind != "docker":
        print("packages/ is built when the Space starts.")


def send(api: HfApi, repo: str, kind: str, found: Sequence[Piece], *, public: bool) -> None:
    """Make the Space where there is none, and make its files these and no others."""
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete

    sdk = "docker" if kind == "docker" else "gradio"
    api.create_repo(repo, repo_type="space", space_sdk=sdk, private=not public, exist_ok=True)
    names = {piece.path for piece in found}
    old = [name for name in api.list_repo_files(repo, repo_type="space") if name not in names and name != _OURS]
    steps = [*(CommitOperationAdd(piece.path, piece.data) for piece in found), *map(CommitOperationDelete, old)]
    api.create_commit(repo, steps, commit_message="Deploy the studio", repo_type="space")


def wait(api: HfApi, repo: str, pause: float = 10, patience: float = PATIENCE) -> str:
    """The stage that the Space has reached when it is decided: RUNNING, or how it failed."""
    stage, until = "", time.monotonic() + patience
    while time.monotonic() < until:
        now = str(api.get_space_runtime(repo).stage)
        if now != stage:
            print(f"  {now}", flush=True)
        stage = now
        if stage == "RUNNING" or stage.endswith("ERROR") or stage in ("NO_APP_FILE", "PAUSED", "DELETING"):
            break
        time.sleep(pause)
    return stage


def main(words: Sequence[str] | None = None, pause: float = 10) -> int:
    """Returns 0 where all is well, else 1."""
    asked = _asked(words)
    kind = "zero" if asked.zero else "docker" if asked.docker else "gradio"
    try:
        found = pieces(kind)
        check_head(head_of(next(piece.data for piece in found if piece.path == "README.md").decode()), pinned("gradio"))
        tell(kind, found)
        if not asked.send:
            print("Nothing was sent. --send OWNER/NAME sends it.")
            return 0
        return _send(asked.send, kind, asked.public, pause)
    except Unfit as error:
        print(error, file=sys.stderr)
        return 1


def _send(repo: str, kind: str, public: bool, pause: float) -> int:
    from huggingface_hub import HfApi

    api = HfApi()
    try:
        send(api, repo, kind, pieces(kind, lent_models(api) if kind == "zero" else ()), public=public)
        print(f"Sent to {api.endpoint}/spaces/{repo}. It is built and started now:")
        stage = wait(api, repo, pause)
    except Unfit:
        raise
    except Exception as error:
        # The hub's refusals, and those of the network, which each version of its library brings by another library.
        print(f"The hub refused it: {error}", file=sys.stderr)
        return 1
    if stage != "RUNNING":
        print(f"It does not run ({stage}). {api.endpoint}/spaces/{repo} shows its log.", file=sys.stderr)
    return 0 if stage == "RUNNING" else 1


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/deploy-space", description="Sends the studio to a Space.")
    parser.add_argument("--send", metavar="OWNER/NAME", help="send it there; without this nothing is sent")
    parser.add_argument("--public", action="store_true", help="a Space that is made now is public")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--zero", action="store_true", help="for ZeroGPU, with its models")
    which.add_argument("--docker", action="store_true", help="a Docker Space")
    return parser.parse_args(words)


if __name__ == "__main__":
    raise SystemExit(main())
