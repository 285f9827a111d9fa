"""Content Credentials: what leaves verifies elsewhere, tells the truth, and tells of a changed byte."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipelines.registry import MODES
from studio.errors import BadInput, StoreDamaged
from studio.jobs.sources import sources
from studio.settings import Settings
from studio.works import authority
from studio.works.authority import Authority
from studio.works.copies import Copies, Terms
from studio.works.copyist import Copyist
from studio.works.credit import Source
from studio.works.facts import TextFacts
from studio.works.manifest import TYPES
from studio.works.recipe import ModelUse, Recipe
from studio.works.signers import FILE, signer_for
from studio.works.store import Store
from studio.works.works import WorkFile
from tests.kept import SUFFIXES, keep

READER = """
import io, json, sys
from c2pa import Context, Reader
asked = json.load(sys.stdin)
trust = {"trust": {"trust_anchors": asked["anchor"]}, "verify": {"verify_trust": True}}
context = Context.from_dict(trust) if asked["anchor"] else Context()

def own(data):
    "Where the manifest itself stands, which ends in room to spare."
    at = data.find(b"jumb") - 4
    if at > 0:
        return range(at, at + int.from_bytes(data[at : at + 4], "big"))
    return range(data.find(b"<c2pa:manifest"), data.find(b"</c2pa:manifest>"))

told = []
for path, beside in asked["files"]:
    data = open(path, "rb").read()
    manifest = open(beside, "rb").read() if beside else None
    shut = own(data)
    content = [at for at in range(len(data)) if at not in shut]
    cuts = [None, *content[:: max(1, len(content) // 12)]]
    states = []
    for cut in cuts:
        changed = bytearray(data)
        if cut is not None:
            changed[cut] ^= 0x10
        try:
            with Reader(asked["types"][path], io.BytesIO(bytes(changed)), manifest, context) as reader:
                states.append(reader.get_validation_state())
        except Exception as error:
            states.append(type(error).__name__)
    told.append(states)
print(json.dumps(told))
"""


def read_elsewhere(files: list[tuple[Path, Path | None]], anchor: str = "") -> list[list[str]]:
    """What an independent reader says in a process of its own: of each file whole, then with a byte changed in each of
    a dozen places."""
    types = {str(path): TYPES.get(path.suffix, "application/octet-stream") for path, _ in files}
    asked = {"anchor": anchor, "files": [(str(p), str(b) if b else None) for p, b in files], "types": types}
    done = subprocess.run([sys.executable, "-c", READER], input=json.dumps(asked), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: list[list[str]] = json.loads(done.stdout)
    return told


def said(path: Path) -> Any:
    """The manifest of a copy."""
    from c2pa import Reader

    with Reader(TYPES[path.suffix], io.BytesIO(path.read_bytes())) as reader:
        manifest = reader.get_active_manifest()
    assert manifest
    return manifest


def actions(manifest: Any) -> list[tuple[str, str]]:
    (found,) = (one for one in manifest["assertions"] if one["label"].startswith("c2pa.actions"))
    listed = found["data"]["actions"]
    return [(one["action"], one.get("digitalSourceType", "").rpartition("/")[2]) for one in listed]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store.open(settings)


@pytest.fixture
def copies(settings: Settings, store: Store) -> Copies:
    return Copies(store.files, settings.home / "copies", Copyist(sources(MODES), signer_for(settings)))


def test_every_form_verifies_elsewhere_and_a_changed_byte_is_found(
    store: Store, copies: Copies, settings: Settings
) -> None:
    works = [keep(store, suffix) for suffix in SUFFIXES]
    hidden = Terms(recipe=False, author="Anna", copyright="© Anna")
    small = Terms(longest=24, label="Anna")
    files = [(copies.path(w, w.main, t), copies.sidecar(w, w.main, t)) for w in works for t in (Terms(), hidden)]
    files += [
        (copies.path(w, w.main, small), None) for w in works if w.main.suffix in (".png", ".gif", ".webp", ".mp4")
    ]
    anchor = signer_for(settings).signing.anchor
    for (path, _), (whole, *changed) in zip(files, read_elsewhere(files, anchor), strict=True):
        assert whole == "Trusted", path
        assert len(changed) >= 12 and not {"Trusted", "Valid"} & set(changed), path
    assert [states[0] for states in read_elsewhere(files[:2])] == ["Valid", "Valid"], "whole, of somebody unknown"


def test_what_cannot_carry_its_credentials_has_them_beside_it(store: Store, copies: Copies) -> None:
    for suffix in SUFFIXES:
        beside = copies.sidecar(work := keep(store, suffix), work.main)
        assert (beside is None) == (suffix in TYPES)


@pytest.mark.parametrize("mark", [True, False])
def test_a_text_says_whether_its_words_are_marked(store: Store, copies: Copies, mark: bool) -> None:
    from c2pa import Reader

    work = keep(store, ".md", engine="chat", facts=TextFacts(mark=mark))
    copy, beside = copies.path(work, work.main), copies.sidecar(work, work.main)
    assert beside
    with Reader("application/octet-stream", io.BytesIO(copy.read_bytes()), beside.read_bytes()) as reader:
        done = [action for action, _ in actions(reader.get_active_manifest())]
    assert done == ["c2pa.created", "c2pa.watermarked.unbound"][: 1 + mark]


@pytest.mark.parametrize(
    ("engine", "models", "params", "source"),
    [
        ("diffusion", ("sd",), {}, "trainedAlgorithmicMedia"),
        ("painter", ("icon-painter",), {}, "trainedAlgorithmicMedia"),
        ("musicgen", ("musicgen",), {}, "trainedAlgorithmicMedia"),
        ("illustrator", ("minilm",), {"finish": "flat"}, "algorithmicMedia"),
        ("illustrator", ("minilm", "many-styles"), {"finish": "fresco"}, "compositeWithTrainedAlgorithmicMedia"),
        ("moving", (), {"finish": "flat"}, "algorithmicMedia"),
        ("grid", ("minilm",), {}, "algorithmicMedia"),
        ("grid", ("sd",), {}, "trainedAlgorithmicMedia"),
        ("composer", ("minilm", "melody-writer", "soundfont"), {}, "compositeWithTrainedAlgorithmicMedia"),
        ("composer", ("soundfont",), {}, "algorithmicMedia"),
        ("redraw", ("sd",), {}, "compositeWithTrainedAlgorithmicMedia"),
        ("guide", ("sd",), {}, "trainedAlgorithmicMedia"),
        ("enhancer", (), {}, "algorithmicallyEnhanced"),
        ("an engine of once", ("sd",), {}, "trainedAlgorithmicMedia"),
        ("an engine of once", (), {}, "algorithmicMedia"),
    ],
)
def test_each_engine_says_how_its_works_come_to_be(
    engine: str, models: tuple[str, ...], params: dict[str, Any], source: Source
) -> None:
    used = tuple(ModelUse(key=key, title=key, licence="MIT", commercial="yes") for key in models)
    recipe = Recipe(mode="m", engine=engine, kind="image", title="t", params=params, seed=1, models=used)
    assert sources(MODES)(recipe) == source


def test_a_manifest_says_when_with_what_and_whose_it_is(store: Store, copies: Copies) -> None:
    work = keep(store, ".png")
    manifest = said(copies.path(work, work.main, Terms(author="Anna Berg", copyright="© Anna Berg")))
    assert manifest["claim_generator_info"][0]["name"] == "Inkstone" and manifest["title"] == work.title
    assert actions(manifest) == [("c2pa.created", "trainedAlgorithmicMedia"), ("c2pa.watermarked.unbound", "")]
    by = {one["label"]: one["data"] for one in manifest["assertions"]}
    assert by["org.inkstone.work"]["work"] == work.id
    assert by["org.inkstone.work"]["models"][0]["title"] == "Tiny Model"
    assert (by["cawg.metadata"]["dc:creator"], by["cawg.metadata"]["dc:rights"]) == (["Anna Berg"], "© Anna Berg")
    when = next(iter(by["c2pa.actions.v2"]["actions"]))["when"]
    assert when == f"{work.created:%Y-%m-%dT%H:%M:%SZ}"
    assert "zebrafish" not in json.dumps(manifest).replace(work.title, "")


def test_a_changed_photograph_is_an_edit_of_it_and_a_later_work_knows_its_parents(store: Store, copies: Copies) -> None:
    brought = WorkFile(role="input", suffix=".png", sha256="ab" * 32, size=9)
    changed = keep(store, ".png", engine="redraw")
    changed = changed.model_copy(update={"files": (*changed.files, brought)})
    manifest = said(copies.path(changed, changed.main))
    assert actions(manifest)[:2] == [("c2pa.opened", ""), ("c2pa.edited", "compositeWithTrainedAlgorithmicMedia")]
    assert [one["relationship"] for one in manifest["ingredients"]] == ["parentOf"]
    corrected = changed.model_copy(update={"recipe": changed.recipe.model_copy(update={"engine": "enhancer"})})
    assert actions(said(copies.path(corrected, corrected.main, Terms(author="A"))))[:2] == [
        ("c2pa.opened", ""),
        ("c2pa.enhanced", "algorithmicallyEnhanced"),
    ]
    later = keep(store, ".png", parents=(changed.id,))
    parents = said(copies.path(later, later.main))["ingredients"]
    assert [(one["relationship"], one["instance_id"].replace("-", "")[8:]) for one in parents] == [
        ("inputTo", changed.id)
    ]


def test_an_authority_is_one_for_all_who_ask_at_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "new" / FILE
    with ThreadPoolExecutor(12) as pool:
        found = {*pool.map(lambda _: Authority(file).signing().chain, range(12))}
    assert len(found) == 1 and file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == [FILE]


def test_its_certificate_is_renewed_long_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / FILE
    with monkeypatch.context() as patched:
        patched.setattr(authority, "_OF_SIGNER", timedelta(days=4 * 365))
        patched.setattr(authority, "_LEFT", timedelta(days=3 * 365))
        old = Authority(file).signing()
    new = Authority(file).signing()
    assert new.chain != old.chain and new.anchor == old.anchor and file.stat().st_mode & 0o777 == 0o600
    assert Authority(file).signing() == new


@pytest.mark.parametrize("text", ["", "what is this", "-----BEGIN PRIVATE KEY-----\n"])
def test_a_damaged_authority_is_told_of_and_stays(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StoreDamaged, match="certificates"):
        Authority(tmp_path / FILE).signing()
    assert (tmp_path / FILE).read_text() == text


def given(folder: Path, settings: Settings) -> tuple[Path, Path]:
    """A deployer's certificates and key: those of some other studio."""
    signing = Authority(folder / FILE).signing()
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_text(signing.chain)
    key.write_text(signing.key)
    return chain, key


def test_a_deployer_s_certificate_signs(tmp_path: Path, store: Store, settings: Settings) -> None:
    chain, key = given(tmp_path, settings)
    signer = signer_for(Settings(home=settings.home, certificate=chain, certificate_key=key))
    copies = Copies(store.files, settings.home / "copies", Copyist(signer=signer))
    path = copies.path(work := keep(store, ".png"), work.main)
    assert read_elsewhere([(path, None)], signer.signing.anchor)[0][0] == "Trusted"
    assert not (settings.home / FILE).exists()


def test_a_certificate_that_nothing_can_be_signed_with_is_refused_at_once(tmp_path: Path, settings: Settings) -> None:
    chain, key = given(tmp_path, settings)
    other, none, old = tmp_path / "other.pem", tmp_path / "none.pem", tmp_path / "old.pem"
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    new = ec.generate_private_key(ec.SECP256R1())
    other.write_bytes(new.private_bytes(pem, pkcs8, serialization.NoEncryption()))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "old")])
    begins = x509.load_pem_x509_certificate(chain.read_bytes()).not_valid_before_utc
    ended = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(new.public_key())
    ended = ended.serial_number(1).not_valid_before(begins - timedelta(days=9)).not_valid_after(begins)
    old.write_bytes(ended.sign(new, hashes.SHA256()).public_bytes(pem))
    for certificate, private, why in (
        (chain, other, "does not belong"),
        (chain, none, "cannot be read"),
        (none, key, "cannot be read"),
        (key, key, "cannot be read"),
        (old, other, "not valid today"),
        (chain, None, "CERTIFICATE_KEY is not"),
        (None, key, "CERTIFICATE is not"),
    ):
        with pytest.raises(BadInput, match=why):
            signer_for(Settings(home=settings.home, certificate=certificate, certificate_key=private))
