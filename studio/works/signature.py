"""Reading: the credentials of a file, by the C2PA's own library. Runs in the child process alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.works.checked import Part, Signed, Trust, line, lines
from studio.works.manifest import OURS, TYPES

if TYPE_CHECKING:
    from c2pa import Reader

# Nothing is fetched: a file must not make the studio call anybody.
_HOW = {"verify": {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False}}
_PARTS: tuple[tuple[str, Part], ...] = (
    ("assertion.dataHash", "content"),
    ("assertion.bmffHash", "content"),
    ("assertion.boxesHash", "content"),
    ("assertion.collectionHash", "content"),
    ("assertion.", "statements"),
    ("claimSignature.", "signature"),
    ("claim.", "statements"),
    ("signingCredential.", "certificate"),
)
"""What a code of the C2PA's (2.2, 15 Validation) is about, by how it begins."""
_TYPES = {suffix[1:]: type for suffix, type in TYPES.items()} | {"jpeg": "image/jpeg", "avif": "image/avif"}
_UNTRUSTED = "signingCredential.untrusted"
_NONE = "ManifestNotFound"


def read_signed(source: Path, form: str, beside: Path | None, anchors: Sequence[tuple[Trust, str]]) -> Signed | None:
    """What is signed of a file; None where nothing is. `form`: as studio/media/reading/sniff.py calls it; `beside`: its
    credentials, where they lie apart; `anchors`: PEM of certificates to trust. Raises ValueError for credentials that
    cannot be read."""
    type = "application/octet-stream" if beside else _TYPES.get(form)
    for trust, pem in anchors:
        found = _read(source, type, beside, pem)
        if found is None or _is_trusted(found):
            return _signed(found, trust) if found else None
    found = _read(source, type, beside)
    return _signed(found, "unknown") if found else None


def _read(source: Path, type: str | None, beside: Path | None, pem: str = "") -> dict[str, Any] | None:
    """The active manifest, with the codes of what is wrong with it as `failures`. Without a type the library looks for
    itself."""
    from c2pa import C2paError, Context, Reader

    context = Context.from_dict({**_HOW, "trust": {"trust_anchors": pem}} if pem else _HOW)
    manifest = beside.read_bytes() if beside else None
    try:
        with source.open("rb") as opened, Reader(type, opened, manifest, context) as reader:
            return {**(reader.get_active_manifest() or {}), "failures": _failures(reader)}
    except C2paError as error:
        if str(error).startswith((_NONE, "NotSupported")):
            return None
        raise ValueError(str(error)) from error


def _failures(reader: Reader) -> list[str]:
    results = reader.get_validation_results() or {}
    return [str(one.get("code")) for one in results.get("activeManifest", {}).get("failure", [])]


def _is_trusted(manifest: dict[str, Any]) -> bool:
    return _UNTRUSTED not in manifest["failures"]


def _signed(manifest: dict[str, Any], trust: Trust) -> Signed:
    said = dict(_assertions(manifest))
    actions = [one for one in _listed(said.get("c2pa.actions"), "actions") if isinstance(one, dict)]
    ours, metadata = said.get(OURS, {}), {**said.get("c2pa.metadata", {}), **said.get("cawg.metadata", {})}
    by, program = manifest.get("signature_info") or {}, _first(manifest.get("claim_generator_info"))
    return Signed(
        changed=tuple(dict.fromkeys(_parts(manifest["failures"]))),
        trust=trust,
        by=line(by.get("common_name") or by.get("issuer")),
        program=line(f"{program.get('name', '')} {program.get('version', '')}"),
        title=line(manifest.get("title")),
        when=next(filter(None, (line(one.get("when")) for one in actions)), ""),
        source=next(filter(None, (_source(one.get("digitalSourceType")) for one in actions)), ""),
        actions=lines([one.get("action") for one in actions]),
        models=lines([one.get("title") for one in _listed(ours, "models") if isinstance(one, dict)]),
        work=line(ours.get("work")),
        parents=len(_listed(manifest, "ingredients")),
        author=", ".join(lines(metadata.get("dc:creator")))[:300],
        copyright=line(metadata.get("dc:rights")),
    )


def _assertions(manifest: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """By their labels without a version."""
    for one in _listed(manifest, "assertions"):
        with suppress(AttributeError, TypeError):
            if isinstance(one["data"], dict):
                yield one["label"].partition(".v")[0], one["data"]


def _parts(failures: list[str]) -> Iterator[Part]:
    for code in failures:
        if code != _UNTRUSTED:
            yield next((part for start, part in _PARTS if code.startswith(start)), "other")


def _source(uri: object) -> str:
    return line(uri).rpartition("/")[2]


def _listed(held: object, name: str) -> list[Any]:
    found = held.get(name) if isinstance(held, dict) else None
    return found if isinstance(found, list) else []


def _first(listed: object) -> dict[str, Any]:
    return listed[0] if isinstance(listed, list) and listed and isinstance(listed[0], dict) else {}
