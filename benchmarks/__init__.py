"""Measured, not promised: how long the studio takes, and how much of that is its own doing.

python -m benchmarks            everything
python -m benchmarks engines    one group: engines, overhead or start

Each group runs in processes of its own, so that one's memory and warm caches do not show in another's figures.
"""
