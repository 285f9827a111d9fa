"""Atlas: who paints which place of data/places.toml."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pipelines.scene.interior.rooms import paint_interior
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.deep import paint_weeds
from pipelines.scene.place import (
    bamboo,
    building_sites,
    camps,
    canals,
    canyons,
    castles,
    caves,
    cliffs,
    cloudland,
    coasts,
    deserts,
    falls,
    farms,
    fields,
    flower_fields,
    future,
    gardens,
    glasshouses,
    graveyards,
    harbours,
    ice,
    jungle,
    lakes,
    parks,
    pedestals,
    planets,
    playgrounds,
    rivers,
    ruins,
    squares,
    stadiums,
    streets,
    sweets,
    temples,
    terraces,
    theatre,
    trains,
    undersea,
    villages,
    vineyards,
    volcanoes,
    ways,
    woods,
)
from pipelines.scene.tables import table

Painter = Callable[[Stage], None]

_ROOMS: dict[str, Painter] = {name: partial(paint_interior, name=name) for name in table("rooms")}
_HALLS: dict[str, Painter] = {
    "stage": theatre.paint_stage,
    "train": trains.paint_train,
    "pedestal": pedestals.paint_pedestal,
    "white background": partial(pedestals.paint_pedestal, only=pedestals.WHITE),
    "greenhouse": glasshouses.paint_greenhouse,
    "cave": caves.paint_cave,
}
_OPEN: dict[str, Painter] = {
    "village": villages.paint_village,
    "street": streets.paint_street,
    "square": squares.paint_square,
    "market": squares.paint_market,
    "rooftop": squares.paint_rooftop,
    "construction": building_sites.paint_construction,
    "future city": future.paint_future_city,
    "harbour": harbours.paint_harbour,
    "lighthouse": coasts.paint_lighthouse,
    "beach": coasts.paint_beach_place,
    "lake": lakes.paint_lake_place,
    "river": rivers.paint_river,
    "water town": canals.paint_canal,
    "waterfall": falls.paint_waterfall,
    "swamp": lakes.paint_swamp,
    "ice": ice.paint_ice,
    "cliff": cliffs.paint_cliff,
    "canyon": canyons.paint_canyon,
    "volcano": volcanoes.paint_volcano,
    "clouds": cloudland.paint_clouds,
    "floating islands": cloudland.paint_islands,
    "hills": fields.paint_hills_place,
    "farm": farms.paint_farm,
    "vineyard": vineyards.paint_vineyard,
    "rice terraces": terraces.paint_terraces,
    "flower field": flower_fields.paint_flower_field,
    "lavender field": partial(flower_fields.paint_flower_field, only=flower_fields.LAVENDER),
    "tulip field": flower_fields.paint_flower_field,
    "sunflower field": partial(flower_fields.paint_flower_field, only=flower_fields.SUNFLOWER),
    "poppy field": partial(flower_fields.paint_flower_field, only=flower_fields.POPPY),
    "bamboo grove": bamboo.paint_bamboo,
    "autumn forest": woods.paint_woods,
    "jungle": jungle.paint_jungle,
    "camp": camps.paint_camp,
    "graveyard": graveyards.paint_graveyard,
    "park": parks.paint_park,
    "garden": gardens.paint_garden_place,
    "playground": playgrounds.paint_playground,
    "stadium": stadiums.paint_stadium,
    "candy land": sweets.paint_candy,
    "temple": temples.paint_temple,
    "ruins": ruins.paint_ruins,
    "castle": castles.paint_castle,
    "egypt": deserts.paint_egypt,
    "oasis": deserts.paint_oasis,
    "savanna": deserts.paint_savanna,
    "road": ways.paint_road,
    "railway": ways.paint_railway,
    "airport": ways.paint_airport,
    "planet": planets.paint_planet,
    "mars": partial(planets.paint_planet, only=planets.MARS),
    "moon": planets.paint_moon,
    "reef": undersea.paint_reef,
    "atlantis": undersea.paint_atlantis,
}
ATLAS: dict[str, Painter] = _ROOMS | _HALLS | _OPEN
"""Painters of all that is behind the things, by the name of the place."""
FRONTS: dict[str, Painter] = {
    "jungle": jungle.paint_jungle_front,
    "reef": paint_weeds,
    "atlantis": paint_weeds,
}
"""Painters of what stands in front of the things, where a place has something of its own there."""
GRASSY = (
    "village",
    "lake",
    "river",
    "hills",
    "farm",
    "rice terraces",
    "autumn forest",
    "camp",
    "park",
    "ruins",
    "castle",
    "road",
)
"""Places with grass along the lower edge."""
