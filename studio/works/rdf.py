"""RDF: what a file says of its work to other programs, with the recipe beside it.

Two forms: an XMP packet (ISO 16684-1), which image programs keep and let people edit, and the metadata of an SVG in
Dublin Core as Inkscape writes and reads it.
"""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as Xml

from studio.works.credit import Credit
from studio.works.recipe import Recipe

_XMLNS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cc": "http://creativecommons.org/ns#",
    "x": "adobe:ns:meta/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "inkstone": "urn:inkstone:",
}
for _prefix, _uri in _XMLNS.items():
    Xml.register_namespace(_prefix, _uri)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no way to write."""
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="w"?>'


def xmp_packet(recipe: Recipe | None, note: str, credit: Credit | None = None) -> bytes:
    """Title, words and software as XMP names them, the recipe in a property of our own, and whose it is."""
    root = Xml.Element(_name("x:xmpmeta"))
    about = _within(_within(root, "rdf:RDF"), "rdf:Description")
    about.set(_name("rdf:about"), "")
    if recipe:
        _speaking(about, "dc:title", recipe.title)
        _speaking(about, "dc:description", recipe.asked)
        _within(about, "xmp:CreatorTool", recipe.studio)
        _within(about, "inkstone:recipe", _escaped(note))
    elif credit:
        _within(about, "xmp:CreatorTool", credit.studio)
    if credit:
        _credited(about, credit)
    return f"{_BEGIN}\n{Xml.tostring(root, encoding='unicode')}\n{_END}".encode()


def svg_metadata(recipe: Recipe | None, note: str, credit: Credit | None = None) -> str:
    """A <metadata> element of an SVG."""
    root = Xml.Element(_name("rdf:RDF"))
    about = _within(root, "cc:Work")
    about.set(_name("rdf:about"), "")
    _within(about, "dc:format", "image/svg+xml")
    _within(about, "dc:type").set(_name("rdf:resource"), "http://purl.org/dc/dcmitype/StillImage")
    if recipe:
        _within(about, "dc:title", recipe.title)
        _within(about, "dc:description", recipe.asked)
    studio = recipe.studio if recipe else credit.studio if credit else ""
    author = credit.author if credit else ""
    _within(_within(_within(about, "dc:creator"), "cc:Agent"), "dc:title", author or studio)
    if credit:
        if credit.copyright:
            _within(_within(_within(about, "dc:rights"), "cc:Agent"), "dc:title", credit.copyright)
        _within(about, "Iptc4xmpExt:DigitalSourceType", credit.uri)
    if recipe:
        _within(about, "inkstone:recipe", _escaped(note))
    return f'<metadata id="inkstone">{Xml.tostring(root, encoding="unicode")}</metadata>'


def recipe_in(document: bytes) -> str | None:
    """The recipe in an SVG or an XMP packet, ours or as another program has written it anew; or in the older form,
    bare in an element with the id "inkstone".

    Raises ValueError for a document that is none or that defines entities, which can make it grow without bounds.
    """
    if b"<!ENTITY" in document:
        raise ValueError("a document of a stranger's defines entities")
    name = _name("inkstone:recipe")
    try:
        for _, element in Xml.iterparse(io.BytesIO(document)):
            if element.tag == name or (element.get("id") == "inkstone" and not len(element)):
                return element.text
            if name in element.attrib:
                return element.get(name)
    except Xml.ParseError as error:
        raise ValueError(str(error)) from error
    return None


def _credited(about: Xml.Element, credit: Credit) -> None:
    """As IPTC's Photo Metadata Standard 2025.1 has it."""
    if credit.author:
        _within(_within(_within(about, "dc:creator"), "rdf:Seq"), "rdf:li", credit.author)
    if credit.copyright:
        _speaking(about, "dc:rights", credit.copyright)
    _within(about, "Iptc4xmpExt:DigitalSourceType", credit.uri)
    if credit.models:
        _within(about, "Iptc4xmpExt:AISystemUsed", ", ".join(credit.models))


def _speaking(about: Xml.Element, name: str, text: str) -> None:
    """Words in a language that is not said."""
    _within(_within(_within(about, name), "rdf:Alt"), "rdf:li", text).set(_LANG, "x-default")


def _name(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_XMLNS[prefix]}}}{local}"


def _within(parent: Xml.Element, name: str, text: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, _name(name))
    child.text = None if text is None else _FORBIDDEN.sub("", text)
    return child


def _escaped(note: str) -> str:
    """JSON without the characters that XML forbids and JSON leaves as they are."""
    return _FORBIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", note)
