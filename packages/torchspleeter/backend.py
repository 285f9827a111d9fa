"""Finds the shared build backend: backend-path may not leave the project's own folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from repack import build_wheel

__all__ = ["build_wheel"]
