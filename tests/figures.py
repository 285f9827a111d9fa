"""A plugin of pytest for scripts/judge and scripts/soak: what a test records with `record_property` is its figures.

They are printed at the end; with `--figures FILE` they are written there as well, with the machine and the verdicts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from benchmarks.report import machine


@dataclass
class Finding:
    """One test with all of its cases: how many there were, which failed, how long they took, and their figures."""

    test: str
    cases: int = 0
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    figures: dict[str, Any] = field(default_factory=dict)

    def add(self, case: str, report: pytest.TestReport) -> None:
        """Take in one phase of one case: setting up, the call or tearing down."""
        self.seconds += report.duration
        if report.failed and case not in self.failed:
            self.failed.append(case)
        if report.when == "teardown":
            self.cases += 1
            self.figures.update({f"{case} {name}".strip(): value for name, value in report.user_properties})

    def __str__(self) -> str:
        verdict = f"FAILED {', '.join(self.failed)}" if self.failed else "passed"
        said = "; ".join(f"{name}: {value}" for name, value in self.figures.items())
        return f"{verdict}  {self.test}, {self.cases} in {self.seconds:.1f} s  {said}".rstrip()


class Findings:
    """Those of one run."""

    def __init__(self, target: Path | None) -> None:
        self.target, self.where = target, machine()
        self.found: dict[str, Finding] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test, _, case = report.nodeid.partition("[")
        self.found.setdefault(test, Finding(test)).add(case.removesuffix("]"), report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        findings = [self.found[test] for test in sorted(self.found)]
        for finding in findings:
            terminalreporter.write_line(str(finding))
        if self.target and findings:
            self._write(self.target, findings)

    def _write(self, target: Path, findings: list[Finding]) -> None:
        passed = not any(finding.failed for finding in findings)
        tests = [{**asdict(finding), "seconds": round(finding.seconds, 1)} for finding in findings]
        kept = {"machine": self.where, "passed": passed, "tests": tests}
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", type=Path, help="where the figures of this run are written")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Findings(config.getoption("--figures")))
