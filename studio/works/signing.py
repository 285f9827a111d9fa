"""Signing: a key, and the certificates that say whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import BadInput
from studio.words import Sentence, say
from studio.works.works import now

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate

_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


@dataclass(frozen=True)
class Signing:
    """What files are signed with. All of it but the algorithm is PEM."""

    chain: str
    """The signing certificate, then those that vouch for it."""
    key: str
    algorithm: str
    """As the C2PA calls it: es256, ps256, ed25519 ..."""

    @property
    def anchor(self) -> str:
        """The last certificate of the chain, on which it all rests."""
        return _END.join(self.chain.split(_END)[-2:])


_END = "-----END CERTIFICATE-----\n"


def read_signing(certificate: Path, key: Path | None) -> Signing:
    """The deployer's own. Raises BadInput for what cannot be read, is not valid today, or does not belong together."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.x509 import load_pem_x509_certificates

    if key is None:
        raise BadInput(say("credentials.no_key"))
    try:
        chain = load_pem_x509_certificates(certificate.read_bytes())
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise BadInput(say("credentials.unreadable", reason=str(error)[:200])) from None
    if fault := _fault(chain[0], private):
        raise BadInput(fault)
    return signing_of(chain, private)


def signing_of(chain: list[Certificate], key: PrivateKeyTypes) -> Signing:
    """As PEM. Raises BadInput for a key of a kind that the C2PA does not allow."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    pem = "".join(certificate.public_bytes(Encoding.PEM).decode() for certificate in chain)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Signing(pem, private, _algorithm(key))


def _fault(certificate: Certificate, key: PrivateKeyTypes) -> Sentence | None:
    """Why nothing can be signed with these; None where it can."""
    if certificate.public_key() != key.public_key():
        return say("credentials.not_matching")
    if not certificate.not_valid_before_utc <= now() < certificate.not_valid_after_utc:
        return say("credentials.not_valid", until=f"{certificate.not_valid_after_utc:%Y-%m-%d}")
    return None


def _algorithm(key: PrivateKeyTypes) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048:
        return "ps256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    raise BadInput(say("credentials.other_key"))
