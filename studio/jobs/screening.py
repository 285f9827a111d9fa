"""Screening: the filters at work on one job: its words before it runs, its pieces before they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from studio.errors import Held
from studio.jobs.live import LiveJob
from studio.params import Params
from studio.safety.aside import Piece
from studio.safety.growing import Growing
from studio.safety.levels import ALWAYS, Finding
from studio.safety.names import notices
from studio.safety.reviews import Reviews
from studio.safety.screen import Check, Screen
from studio.safety.wording import texts_of
from studio.words import Sentence, say
from studio.works.made import Made
from studio.works.recipe import Recipe


class Screening:
    """What the worker asks at each door."""

    def __init__(self, screen: Screen, reviews: Reviews) -> None:
        self._screen, self.reviews = screen, reviews

    def check_words(self, job: LiveJob, form: type[Params], check: Check) -> None:
        """Raises Held for words that are held back, unless somebody has let them through."""
        finding = self._screen.words(texts_of(form, job.values), check)
        if finding and not (job.cleared and finding.category != ALWAYS):
            self.reviews.hold(job.owner, job.id, finding, self._screen.level)
            raise Held(say("safety.words", **self._values(finding)), hint=_way_out(finding))

    def holds(self, job: LiveJob, made: Made, recipe: Recipe, check: Check) -> Finding | None:
        """What a piece is held back for; it lies aside then."""
        if not self._screen.looks(job.ask.choice.engine.source_of(recipe)):
            return None
        finding = self._screen.piece(made, check)
        if finding:
            self.reviews.hold(job.owner, job.id, finding, self._screen.level, Piece(made, recipe, job.brought))
        return finding

    def check_pieces(self, findings: Sequence[Finding | None]) -> None:
        """At the end of a job, with what each of its pieces was held back for. Raises Held where one was."""
        held = [finding for finding in findings if finding]
        if held:
            message = say("safety.pieces", held=len(held), all=len(findings), **self._values(held[0]))
            # A text was seen by its writer, line by line.
            kept = say("safety.aside" if any(finding.stage == "text" for finding in held) else "safety.unseen")
            raise Held(message, kept=kept, hint=_way_out(held[0]))

    def shows(self, job: LiveJob, image: bytes, check: Check) -> bool:
        """Whether a preview may be shown."""
        return not self._screen.looks(job.ask.choice.engine.source) or self._screen.shows(image, check)

    def growing(self, job: LiveJob) -> Growing | None:
        """What a text of this job goes through that is shown while it is being written; None where all of it may be."""
        return Growing(self._screen.tells) if self._screen.looks(job.ask.choice.engine.source) else None

    def _values(self, finding: Finding) -> dict[str, Sentence]:
        return {"category": finding.called, "level": say(f"safety.level.{self._screen.level}")}


def _way_out(finding: Finding) -> Sentence:
    return say("safety.never" if finding.category == ALWAYS else "safety.appeal")


def notices_of(job: LiveJob, form: type[Params]) -> tuple[Sentence, ...]:
    """What is good to know of names in the words of a job."""
    return notices(texts_of(form, job.values))
