"""Authority: the studio's own, which vouches for the key that it signs with. Made when the first file leaves.

Certificates as the C2PA asks for them (C2PA 2.2, 14.5.1 Certificate profiles). Nobody else knows the authority: who
shall trust it is given its certificate.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from studio.errors import StoreDamaged
from studio.words import say
from studio.works.database import told
from studio.works.private_file import write_anew, write_once
from studio.works.signing import Signing, signing_of
from studio.works.works import now

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate

_YEAR = timedelta(days=365)
_OF_AUTHORITY, _OF_SIGNER = 30 * _YEAR, 10 * _YEAR
_LEFT = 5 * _YEAR
"""How long what is signed now shall hold: without a clock that others trust, it holds as long as the certificate."""


class Authority:
    """Certificate and key of the authority, and those it has issued, in one file. Safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        """A file that may not be there yet."""
        self._file = file
        self._reading = threading.Lock()
        self._found: Signing | None = None

    def signing(self) -> Signing:
        """What to sign with. Raises NotWritable or DiskFull, and StoreDamaged where the file is not whole."""
        with self._reading:
            if self._found is None:
                self._found = self._read()
            return self._found

    def _read(self) -> Signing:
        with told(str(self._file)):
            if not self._file.exists():
                write_once(self._file, _made())
            text = self._file.read_text(encoding="ascii", errors="replace")
        signer, authority, key, own = _parsed(text, self._file)
        if signer.not_valid_after_utc - now() < _LEFT:
            signer, key = _issued(authority, own)
            with told(str(self._file)):
                write_anew(self._file, _written(signer, authority, key, own))
        return signing_of([signer, authority], key)


def _made() -> str:
    """A new authority that has issued a first certificate."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    own = ec.generate_private_key(ec.SECP256R1())
    name = _name(own, "Inkstone authority")
    authority = (
        _begun(name, name, own, _OF_AUTHORITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(own, hashes.SHA256())
    )
    signer, key = _issued(authority, own)
    return _written(signer, authority, key, own)


def _issued(authority: Certificate, own: EllipticCurvePrivateKey) -> tuple[Certificate, EllipticCurvePrivateKey]:
    """A certificate to sign files with, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    signer = (
        _begun(_name(own, "Inkstone studio"), authority.subject, key, _OF_SIGNER)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key()), critical=False)
        .sign(own, hashes.SHA256())
    )
    return signer, key


def _begun(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, lasts: timedelta
) -> x509.CertificateBuilder:
    from cryptography import x509

    # A day back, for those whose clocks are slow.
    begins = now() - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(own: EllipticCurvePrivateKey, title: str) -> x509.Name:
    """With a number that tells studios apart."""
    from cryptography import x509

    number = x509.SubjectKeyIdentifier.from_public_key(own.public_key()).digest.hex()[:8]
    of = {x509.NameOID.ORGANIZATION_NAME: "Inkstone", x509.NameOID.COMMON_NAME: f"{title} {number}"}
    return x509.Name([x509.NameAttribute(kind, words) for kind, words in of.items()])


def _usage(**wanted: bool) -> x509.KeyUsage:
    from cryptography import x509

    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def _written(
    signer: Certificate, authority: Certificate, key: EllipticCurvePrivateKey, own: EllipticCurvePrivateKey
) -> str:
    both = signing_of([signer, authority], key), signing_of([], own)
    return both[0].chain + both[0].key + both[1].key


def _parsed(text: str, file: Path) -> tuple[Certificate, Certificate, EllipticCurvePrivateKey, EllipticCurvePrivateKey]:
    """What `_written` wrote. Raises StoreDamaged."""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificates

    try:
        signer, authority = load_pem_x509_certificates(text.encode())
        keys = [load_pem_private_key((part + _KEY_END).encode(), None) for part in _keys(text)]
        key, own = (key for key in keys if isinstance(key, EllipticCurvePrivateKey))
        return signer, authority, key, own
    except (ValueError, TypeError):
        raise StoreDamaged(say("credentials.damaged", file=str(file)), hint=say("credentials.remove")) from None


_KEY_END = "-----END PRIVATE KEY-----\n"


def _keys(text: str) -> list[str]:
    begin = text.find("-----BEGIN PRIVATE KEY-----")
    return text[begin:].split(_KEY_END)[:-1] if begin >= 0 else []
