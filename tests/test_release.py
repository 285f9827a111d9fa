"""Before a release: a planted key is found, licences are told of all that is shipped, and the bill names it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name

from scripts import release

ROOT = Path(__file__).parent.parent
AWS = "AKIA" + "IOSFODNN7EXAMPLF"
KEY = "-----BEGIN " + "RSA PRIVATE KEY-----"
TOKEN = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA1bC3dE5"


@pytest.mark.parametrize("planted", [f"key = {AWS!r}", KEY, f"token: {TOKEN}", "password = 'Tr0ub4dor&3xyz'"])
def test_a_planted_secret_is_found(tmp_path: Path, planted: str) -> None:
    file = tmp_path / "planted.py"
    file.write_text(f"first = 1\n{planted}\n")
    assert release.secrets([str(file)]) == {str(file): [2]}
    file.write_text("first = 1\nrevision = 'e7b7dc27f91deacad38e78976d1f2b499d76a294'\n")
    assert not release.secrets([str(file)]), "digests are no secrets"


def test_the_tree_has_no_secret_that_is_new() -> None:
    """Of the source and of what is written for people; scripts/release looks at the tests as well."""
    readable = [path for path in release.readable() if not path.startswith(("tests/", "training/"))]
    assert len(readable) > 400 and release.secrets(readable) == {}


def test_the_page_of_licences_tells_of_all_that_is_there() -> None:
    """Its names; versions and so words differ between Pythons."""
    kept = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    names = re.findall(r"^\| (.*?) \|", kept, re.MULTILINE)
    assert names == re.findall(r"^\| (.*?) \|", release.licences(), re.MULTILINE), "scripts/release --licences"
    assert "not stated" not in kept
    for one in release.shipped():
        assert f"| {one.name} | {one.where} | {one.licence} |" in kept


def test_everything_in_the_tree_that_is_of_others_is_told() -> None:
    told = "\n".join(one.where for one in release.shipped())
    folders = [f"starter/{path.name}/" for path in (ROOT / "starter").iterdir() if path.is_dir()]
    data = [
        f"`{file.parent.name}`"
        for file in (ROOT / "packages").glob("*/pyproject.toml")
        if "data = [" in file.read_text()
    ]
    for wanted in (*folders, *data, "studio/web/page/vendor/", "studio/web/page/fonts/"):
        assert wanted in told, f"README, “Licences”, says nothing of {wanted}"


def test_the_bill_of_materials_names_packages_their_needs_and_what_is_shipped(tmp_path: Path) -> None:
    bill = json.loads(release.bill(tmp_path).read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX" and bill["metadata"]["component"]["name"] == "inkstone"
    parts = {canonicalize_name(one["name"]): one for one in bill["components"]}
    assert {"gradio", "torch", "starlette", "tinysoundfont"} <= parts.keys()
    assert not {"pytest", "ruff", "playwright"} & parts.keys(), "what only the checks need is not shipped"
    assert parts["gradio"]["licenses"] and parts["gradio"]["purl"].startswith("pkg:pypi/gradio@")
    assert sum(one["type"] == "data" for one in bill["components"]) == len(release.shipped()) > 15
    references = {one["bom-ref"] for one in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert len(references) == len(bill["components"]) + 1
    assert all(set(one["dependsOn"]) <= references for one in bill["dependencies"])


HOLE = {"name": "starlette", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": []}]}
WELL = {"name": "gradio", "version": "6.31.0", "vulns": []}
UNKNOWN = {"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("code", "found", "error", "well", "says"),
    [
        (0, [WELL], "", True, "none in 1 packages; 0 not"),
        (0, [WELL, UNKNOWN], "", True, "none in 1 packages; 1 not looked up"),
        (1, [WELL, HOLE], "Found 1 known vulnerability", False, "{'starlette': ['PYSEC-1']}"),
        (1, None, "requests.exceptions.ConnectionError: HTTPSConnectionPool", True, "nobody has looked"),
        (1, None, "bad arguments", False, "bad arguments"),
    ],
)
def test_an_audit_tells_what_it_found_and_what_nobody_looked_up(
    code: int,
    found: list[Any] | None,
    error: str,
    well: bool,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In the form that pip-audit has; what its service answers is not for a test to ask."""
    output = "" if found is None else json.dumps({"dependencies": found})
    done = subprocess.CompletedProcess((), code, output, error)
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: done)
    assert release.audit() is well
    assert says in capsys.readouterr().out
