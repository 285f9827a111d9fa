"""The data attributes of a drawn file: what a program that reads it can know."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from functools import cache

from pipelines.scene.drawings import Drawings
from pipelines.scene.paint.compose import compose
from pipelines.scene.paint.render import scene_svg
from pipelines.scene.scene import Brief, Garment, Layer, Person, Scene, Subject

HOSTILE = """a "cat" <script>'&\n"""
GROUP = "{http://www.w3.org/2000/svg}g"


@cache
def pack() -> Drawings:
    return Drawings.load()


def test_each_thing_tells_what_it_is_and_where() -> None:
    subjects = (Subject("cat", HOSTILE, verb="sleep"), Subject("dog", "dogs", count=2))
    scene = compose(Brief("a test", subjects, setting="meadow", daytime="night"), 320, 320, 4, "flat", pack())
    root = ET.fromstring(scene_svg(scene))
    assert root.get("data-setting") == "meadow" and root.get("data-daytime") == "night"
    assert root.get("data-season") is None and float(root.get("data-horizon", "")) == round(scene.horizon, 3)
    things = [group for group in root.findall(GROUP) if group.get("data-drawing")]
    assert sorted((g.get("data-drawing"), g.get("data-subject")) for g in things) == [
        ("cat", "0"),
        ("dog", "1"),
        ("dog", "1"),
    ]
    cat = next(group for group in things if group.get("data-drawing") == "cat")
    assert cat.get("data-word") == HOSTILE and cat.get("data-verb") == "sleep" and cat.get("data-role") == "thing"
    layer = next(layer for layer in scene.layers if layer.subject == subjects[0])
    told = [float(value) for value in cat.get("data-box", "").split()]
    assert told == [round(value, 1) for value in layer.box]


def test_a_person_is_told_without_what_was_not_said() -> None:
    person = Person(age="old", beard="#f4f4f4", garments=(Garment("coat", "#c92a2a"),))
    brief = Brief("a test", (Subject("person", "old man", person=person),))
    layer = Layer("old man", "thing", 1.0, "<g/>", (10, 10, 40, 80), brief.subjects[0])
    root = ET.fromstring(scene_svg(Scene(100, 100, 1, brief, (layer,))))
    told = json.loads(root.find(GROUP).get("data-person", ""))  # type: ignore[union-attr]
    assert told == {"age": "old", "beard": "#f4f4f4", "garments": [{"kind": "coat", "colour": "#c92a2a"}]}
