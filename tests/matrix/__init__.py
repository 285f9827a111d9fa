"""The matrix of access: who stands before a running studio, and how each address is rightly asked.

A line of `studio/web/access.py` needs its probe in one of `page`, `works`, `rooms`, `people` or `client`, and its place
in `who`.
"""
