"""Tabletops: what small things are seen on from near, with what is out of focus behind them."""
