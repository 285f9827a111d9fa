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
    """One test: whether it passed, how long it took with what it shares with others, and its figures."""

    test: str
    passed: bool = True
    seconds: float = 0.0
    figures: dict[str, Any] = field(default_factory=dict)

    def add(self, report: pytest.TestReport) -> None:
        """Take in one phase of the test: setting up, the call or tearing down."""
        self.passed = self.passed and not report.failed
        self.seconds = round(self.seconds + report.duration, 1)
        self.figures.update(report.user_properties)

    def __str__(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.figures.items())
        return f"{'passed' if self.passed else 'FAILED'}  {self.test.rpartition('::')[2]} ({self.seconds} s): {said}"


class Findings:
    """Those of one run."""

    def __init__(self, target: Path | None) -> None:
        self.target, self.where = target, machine()
        self.found: dict[str, Finding] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.found.setdefault(report.nodeid, Finding(report.nodeid)).add(report)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        findings = sorted(self.found.values(), key=lambda finding: finding.test)
        for finding in findings:
            terminalreporter.write_line(str(finding))
        if self.target and findings:
            passed = all(finding.passed for finding in findings)
            kept = {"machine": self.where, "passed": passed, "tests": [asdict(finding) for finding in findings]}
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self.target.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--figures", type=Path, help="where the figures of this run are written")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Findings(config.getoption("--figures")))
