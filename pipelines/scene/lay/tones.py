"""Tones: the colours of one picture, from time of day, setting, season, weather, mood and palette words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from random import Random

from pipelines.scene.lay.hours import Hour
from pipelines.scene.palette import lightness, lit, mix, shade, to_oklab, turn
from pipelines.scene.scene import Brief

MOODS: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "gloomy": {
        "day": ("#66757f", "#8a979d", "#aeb6b6", "#cfd1c8"),
        "dawn": ("#5d6478", "#8a8795", "#b9aaa6", "#d8c9b4"),
        "dusk": ("#2f3045", "#54495f", "#8a6a70", "#b88f7c"),
        "night": ("#0a0e16", "#161d29", "#27313d", "#404b52"),
    },
    "dreamy": {
        "day": ("#8fb0ee", "#bcc4f5", "#e6d3f4", "#fdeaf0"),
        "dawn": ("#9a9be0", "#cdb0e2", "#f6c3d6", "#ffe6d2"),
        "dusk": ("#5a4a9c", "#9a6cb8", "#ee9bbb", "#ffd0b8"),
        "night": ("#17123f", "#312a70", "#5b4a9c", "#9a7fc4"),
    },
    "warm": {
        "day": ("#5fa3c9", "#a8c9cf", "#f0dfb6", "#ffe9b8"),
        "dawn": ("#7f8fc0", "#d3abb2", "#fbbd8d", "#ffe09a"),
        "dusk": ("#4a2f5f", "#a34f63", "#f07f4c", "#ffc861"),
        "night": ("#160f2c", "#322048", "#5a345a", "#8f5462"),
    },
    "cold": {
        "day": ("#5a8fc4", "#8fb8dc", "#c3dcee", "#e9f3f8"),
        "dawn": ("#5d7fb5", "#94acd0", "#c9cfe2", "#ece6ea"),
        "dusk": ("#1f3566", "#46639a", "#8c93bd", "#cdb9c6"),
        "night": ("#06122b", "#0f2750", "#1f4677", "#4a7aa5"),
    },
}
"""Skies that a mood brings, by the time of day: its colour script. The other moods take any."""
INDOORS = {"day": ("#fffdf5", 0.0), "dawn": ("#ffe6d0", 0.4), "dusk": ("#ffcfa4", 0.5), "night": ("#c9905f", 0.62)}
"""Colour and strength of the light in a room: at night lamps burn."""
GREENS = ("#8fb65a", "#7faa58", "#a0b862", "#84ad6c", "#95aa58", "#79a860", "#adb568")
"""The grass of one meadow or another."""
LANDS = {
    "meadow": ("#8fb65a", "#55936a"),
    "garden": ("#86bf54", "#4c9b54"),
    "plain": ("#93c06a", "#5fa46b"),
    "forest": ("#5d9150", "#2f6b4f"),
    "mountain": ("#7aa85a", "#5b7f8c"),
    "sea": ("#ecd49c", "#5b8f86"),
    "city": ("#8f98a8", "#68779a"),
    "desert": ("#e3b87c", "#c07a58"),
    "snow": ("#eef4fb", "#a9c3de"),
    "space": ("#8b83a8", "#5c5688"),
    "room": ("#b98257", "#e7c9a4"),
    "underwater": ("#d9c48e", "#2c7f93"),
}
SEASONS = {
    "spring": ("#9ccf6a", 0.45),
    "summer": ("#5fae3f", 0.3),
    "autumn": ("#d99a3d", 0.6),
    "winter": ("#e9f0f6", 0.86),
}
DULL = {"rain": 0.5, "storm": 0.72, "fog": 0.62, "snow": 0.5, "cloudy": 0.35}


@dataclass(frozen=True)
class Tones:
    """#rrggbb by use. `lamp` is the colour of the light on things, `lamp_strength` (0 to 1) how much it shows."""

    sky_top: str
    sky_high: str
    sky_low: str
    sky_edge: str
    far: str
    land: str
    water: str
    water_deep: str
    light: str
    cloud: str
    cloud_shade: str
    near: str
    accent: str
    lamp: str
    lamp_strength: float

    def change(self, colour: str) -> str:
        """A colour of daylight as it looks in this picture's light."""
        return lit(colour, self.lamp, self.lamp_strength) if self.lamp_strength else colour

    def away(self, colour: str, distance: float) -> str:
        """Aerial perspective: the colour as seen through `distance` (0 to 1) of air."""
        return mix(colour, mix(self.sky_low, self.sky_edge, 0.5), distance)

    def sunny(self, colour: str, share: float = 1.0) -> str:
        """The colour where the sun falls on it: lighter and warmer."""
        return mix(shade(colour, 0.035 * share), self.light, 0.14 * share)

    def shaded(self, colour: str, share: float = 1.0) -> str:
        """The colour in the shade, which the sky lights: darker and cooler."""
        return mix(shade(colour, -0.075 * share), self.sky_top, 0.11 * share)

    def named(self) -> dict[str, str]:
        """The colours by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "lamp_strength"}


def tones(brief: Brief, rng: Random, hour: Hour) -> Tones:
    """The colours of a picture for a brief in the light of an hour; `rng` picks among equally good greens."""
    lamp, strength = INDOORS[brief.daytime] if brief.setting == "room" else (hour.lamp, hour.strength)
    top, high, low, edge = MOODS.get(brief.mood, {}).get(brief.daytime, hour.sky)
    land, far = LANDS[brief.setting]
    green = rng.choice(GREENS)
    land = green if brief.setting == "meadow" else land
    if brief.weather == "snow" and not brief.season:
        brief = replace(brief, season="winter")
    if brief.season and brief.setting not in ("desert", "sea", "space", "room", "underwater", "snow"):
        season, share = SEASONS[brief.season]
        land, far = mix(land, season, share), mix(far, season, share * 0.6)
    # No two lands are of one colour.
    land = shade(turn(land, rng.uniform(-8, 12)), rng.uniform(-0.03, 0.03), rng.uniform(0.84, 1.08))

    def under(colour: str) -> str:
        return lit(colour, lamp, strength) if strength else colour

    base = Tones(
        sky_top=top,
        sky_high=high,
        sky_low=low,
        sky_edge=edge,
        far=under(far),
        land=under(land),
        water=mix(mix(top, "#1f8fa8", 0.45 if brief.daytime == "day" else 0.15), high, 0.4),
        water_deep=mix(shade(top, -0.03), low, 0.22)
        if brief.daytime == "night"
        else mix(shade(top, -0.1), "#0d4f73", 0.35 if brief.daytime == "day" else 0.1),
        light=hour.light,
        cloud=mix("#ffffff", edge, {"day": 0.06, "dawn": 0.5, "dusk": 0.62, "night": 0.0}[brief.daytime])
        if brief.daytime != "night"
        else mix(edge, high, 0.45),
        cloud_shade=mix("#ffffff", mix(low, high, 0.4), 0.55) if brief.daytime != "night" else mix(high, low, 0.4),
        near=shade(mix(under(far), top, 0.25), -0.2),
        accent="#f26b5e",
        lamp=lamp,
        lamp_strength=strength,
    )
    return _in_palette(_in_mood(_in_weather(base, brief), brief), brief)


def _every(base: Tones, change: Callable[[str], str], *, skip: tuple[str, ...] = ("lamp",)) -> Tones:
    named = {name: change(colour) for name, colour in base.named().items() if name not in skip}
    return replace(base, **named)  # type: ignore[arg-type]


def _in_weather(base: Tones, brief: Brief) -> Tones:
    dull = DULL.get(brief.weather, 0.0)
    if not dull or brief.setting in ("room", "space", "underwater"):
        return base
    dark = brief.weather == "storm"
    grey = {"day": "#b9c4cd", "dawn": "#c3bfc6", "dusk": "#84798f", "night": "#2a3550"}[brief.daytime]
    grey = shade(grey, -0.22) if dark else grey

    def change(colour: str) -> str:
        return mix(shade(colour, -0.1 if dark else 0.0, 1 - dull * 0.35), grey, dull * 0.55)

    lamp = "#8f9bb0" if dark else "#cdd6de"
    if brief.daytime == "night":
        return replace(_every(base, change), light=base.light)
    dulled = replace(_every(base, change), light=mix(base.light, grey, dull * 0.25))
    return replace(dulled, lamp=mix(base.lamp, lamp, dull), lamp_strength=max(base.lamp_strength, dull * 0.6))


def _in_mood(base: Tones, brief: Brief) -> Tones:
    match_mood: dict[str, Callable[[str], str]] = {
        "calm": lambda c: shade(c, 0.02, 0.85),
        "lively": lambda c: shade(c, 0.01, 1.18),
        "gloomy": lambda c: mix(shade(c, -0.06, 0.7), "#4d5666", 0.18),
        "dreamy": lambda c: mix(shade(c, 0.05), "#e9c7f2", 0.22),
        "warm": lambda c: mix(c, "#ffb56b", 0.16),
        "cold": lambda c: mix(c, "#7fb0e0", 0.18),
    }
    return _every(base, match_mood[brief.mood]) if brief.mood in match_mood else base


def _in_palette(base: Tones, brief: Brief) -> Tones:
    """Palette words: each colour keeps its lightness and takes hue and chroma from the palette, dark ones from dark."""
    if not brief.palette:
        return base
    ramp = sorted(brief.palette, key=lightness)
    if len(ramp) == 1:
        ramp = [shade(turn(ramp[0], -18), -0.25), ramp[0], shade(turn(ramp[0], 14), 0.2)]

    def change(colour: str) -> str:
        value = to_oklab(colour)[0]
        place = min(0.999, max(0.0, (value - 0.25) / 0.65)) * (len(ramp) - 1)
        picked = mix(ramp[int(place)], ramp[int(place) + 1], place % 1)
        return mix(colour, shade(picked, value - lightness(picked)), 0.8)

    return _every(base, change)
