"""Roles of the listener's models."""

from __future__ import annotations

HEARS, FINDS = "hears", "finds"
