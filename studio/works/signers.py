"""Choice: who signs: the deployer's certificate where one is set, else the studio's own authority."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.errors import BadInput
from studio.settings import Settings
from studio.words import say
from studio.works.authority import Authority
from studio.works.checked import Trust
from studio.works.signer import Signer
from studio.works.signing import read_signing

FILE = "authority.pem"
"""In the studio's folder: the certificates and keys of its own authority."""
KNOWN = "trusted.pem"
"""There, too: certificates of others that the studio shall trust, where somebody has put them there."""


def signer_for(settings: Settings) -> Signer:
    """Raises BadInput for a certificate that nothing can be signed with."""
    if settings.certificate:
        given = read_signing(settings.certificate, settings.certificate_key)
        return Signer(lambda: given)
    if settings.certificate_key:
        raise BadInput(say("credentials.no_certificate"))
    return Signer(Authority(settings.home / FILE).signing)


def anchors(home: Path, signer: Signer) -> Iterator[tuple[Trust, str]]:
    """What to trust, as PEM: what is signed with now, the studio's own authority where it was used before, and others.

    Raises StoreDamaged where the own authority is damaged."""
    yield "own", signer.signing.anchor
    if (home / FILE).exists():
        yield "own", Authority(home / FILE).signing().anchor
    if (home / KNOWN).exists():
        yield "known", (home / KNOWN).read_text(encoding="ascii", errors="replace")
