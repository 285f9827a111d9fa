"""Attributes: what a scene and its layers are, as the data attributes of an SVG document, named without their data-."""

from __future__ import annotations

import json
from dataclasses import asdict

from pipelines.scene.scene import Brief, Layer, Person, Scene


def scene_data(scene: Scene) -> dict[str, str]:
    """What is painted as a whole: place, time, weather, the kind of picture, and how far down the horizon is, 0 to 1.

    What is not said is empty.
    """
    names = ("setting", "place", "kind", "daytime", "weather", "season", "mood")
    return {name: getattr(scene.brief, name) for name in names} | {"horizon": f"{scene.horizon:.3f}"}


def layer_data(layer: Layer, brief: Brief) -> dict[str, str]:
    """Role and box in scene units ("x y width height"); of a thing its drawing, word, verb and number in the brief.

    Somebody who is built from parts is told as JSON, with the fields of Person that are not empty.
    """
    data = {"role": layer.role, "box": " ".join(f"{value:.1f}" for value in layer.box)}
    if subject := layer.subject:
        data |= {"drawing": subject.drawing, "word": subject.word, "verb": subject.verb}
        data |= {"subject": str(brief.subjects.index(subject)) if subject in brief.subjects else ""}
        data |= {"person": _told(subject.person) if subject.person else ""}
    return data


def _told(person: Person) -> str:
    return json.dumps({name: value for name, value in asdict(person).items() if value}, ensure_ascii=False)
