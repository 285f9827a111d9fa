"""How smoothly a library of 20,000 works scrolls, by the browser's own count of frames."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.browser import DESKTOP, chromium
from benchmarks.library import OWNER, WORKS, fill
from benchmarks.report import Row
from benchmarks.start import served
from studio.people.tokens import Tokens
from studio.people.visitor import Visitor
from studio.settings import Settings

LIMIT = 20.0
"""Milliseconds a frame: 50 frames a second."""
SECONDS, SPEED = 10, 1.5
"""How long it is scrolled, in pixels a millisecond."""
SCROLLED = """async ([seconds, speed]) => {
  const frames = [], nodes = () => document.querySelectorAll('ink-library *').length, began = performance.now();
  const before = nodes();
  let last = began;
  await new Promise(done => requestAnimationFrame(function step(now) {
    frames.push(now - last);
    window.scrollBy({top: (now - last) * speed, behavior: 'instant'});
    last = now;
    if (now - began < seconds * 1000) requestAnimationFrame(step); else done();
  }));
  return {frames, before, after: nodes(), top: scrollY};
}"""


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="inkstone-benchmark-") as home, chromium() as browser:
        settings = Settings(home=Path(home))
        fill(settings, WORKS)
        token = Tokens.of(settings.home, settings.secret).issue(Visitor(OWNER))
        with served("app.py", home) as studio:
            context = browser.new_context(**DESKTOP, extra_http_headers={"Authorization": f"Bearer {token}"})
            page = context.new_page()
            page.goto(f"{studio.url}#library")
            page.locator("ink-library .tile").first.wait_for()
            page.wait_for_timeout(1000)
            found = page.evaluate(SCROLLED, [SECONDS, SPEED])
    frames = found["frames"][1:]
    how = (
        f"{1000 * len(frames) / sum(frames):.0f} frames a second, median {median(frames):.1f} ms, "
        f"{found['top']:.0f} px in {SECONDS} s; {found['before']} nodes at first, {found['after']} at last"
    )
    yield Row(f"a frame, scrolling {WORKS:,} works", sum(frames) / len(frames), "ms", LIMIT, how=how)
