"""Tests of sentences read by the parser."""
