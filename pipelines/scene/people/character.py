"""Character: somebody with all that the prompt left open chosen, so that the same person always looks the same."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from pipelines.scene.palette import to_oklab
from pipelines.scene.people.wardrobe import Role, known, pieces, roles
from pipelines.scene.scene import Garment, Person
from pipelines.scene.tables import table

SKINS = ("#f9d5bb", "#f3c19d", "#e8ae84", "#d0925f", "#a86d47", "#7a4a32")
"""Skins, light to dark."""
HAIRS = ("#2b2226", "#3d2a22", "#5c3a26", "#84512c", "#b9783a", "#dfab55", "#a8452a")
DARK_HAIRS = 3
"""How many of the hair colours go with every skin."""
GREYS = ("#e7e4e0", "#cfcac6", "#b5b0ae")
OUTFITS = (
    ("#e2725b", "#3d4f6e", "#5a3d2c"), ("#3f8f8a", "#e5d3ae", "#6b4a33"), ("#f0b64a", "#3f5f8c", "#7a4a32"),
    ("#5b7db8", "#ded2bd", "#4a3a34"), ("#c94f5c", "#2f3a55", "#33303a"), ("#6f9e5e", "#5b4a3f", "#4a3328"),
    ("#8a6bb0", "#3a3a50", "#3a3340"), ("#f0e4cf", "#4f6b8c", "#7a5436"), ("#2f6f8f", "#c9a66b", "#5a3d2c"),
    ("#e893a0", "#55678c", "#6b4a4a"), ("#4b5f53", "#d8c7a8", "#5a3d2c"), ("#d98b3f", "#43506b", "#4a3328"),
)  # fmt: skip
"""Colours that go together: above, below, shoes."""
COATS = ("#c8433f", "#2f5f8f", "#d98b3f", "#4f7a5c", "#7a4f8c", "#e0b04a", "#3f8f8a")
"""Colours of what is worn in the cold."""
DRESSES = ("midi dress", "floral dress", "long dress", "dotted dress", "shirt dress")
FROCKS = ("dress", "sundress", "dotted frock")
SHIRTS = {
    "woman": ("blouse", "sweater", "shirt", "blouse", "jacket"),
    "man": ("shirt", "sweater", "t-shirt", "polo", "jacket", "hoodie"),
    "child": ("t-shirt", "sweater", "hoodie", "striped shirt"),
}
WOMEN = ("long", "bob", "ponytail", "bun", "wavy", "curly", "straight", "long", "wavy")
MEN = ("short", "side part", "crop", "spiky")
GIRLS = ("pigtails", "braids", "bob", "ponytail", "straight")
BOYS = ("short", "spiky", "fringe", "side part")
ALIASES = {
    "fringe": "bob", "bangs": "straight", "pony tail": "ponytail", "pigtail": "pigtails", "plaits": "braids",
    "dreadlocks": "braids", "shoulder-length": "bob", "messy": "spiky", "shaved": "bald", "buzz cut": "crop",
    "balding": "receding", "straight hair": "straight", "updo": "bun", "mohawk": "spiky",
}  # fmt: skip


def character(person: Person, word: str, seed: int, *, cold: bool = False) -> Person:
    """The person with hair, skin and clothes for all that was not said, chosen by the seed and the word, or by their
    name alone.

    In the cold they wear a coat over the same clothes, unless a role says what they wear.
    """
    word, seed = (person.name, 0) if person.name else (word, seed)
    rng = Random(f"{seed}/character/{word}")
    role = roles().get(person.role)
    person = _in_role(person, role)
    if not person.sex and person.age != "baby":
        person = replace(person, sex=rng.choice(("woman", "man")))
    skin = _skin(person, rng)
    hair = _hair(person, person.skin or skin, rng)
    style = ALIASES.get(person.hair_style, person.hair_style) or _style(person, rng)
    beard = person.beard or (hair if _bearded(person, role, rng) else "")
    return replace(
        person,
        skin=person.skin or skin,
        hair=person.hair or hair,
        hair_style=style,
        beard=beard if person.sex != "woman" or person.beard else "",
        garments=(*_dressed(person, role, rng), *(_warm(person, word, seed) if cold and not role else ())),
    )


def held(person: Person) -> str:
    """What somebody of that role has in the hand, or nothing."""
    role = roles().get(person.role)
    return role.holds if role else ""


def _in_role(person: Person, role: Role | None) -> Person:
    if role is None:
        return person
    return replace(
        person,
        sex=person.sex or role.sex,
        age=role.age or person.age if person.age == "grown" else person.age,
        hair=person.hair or role.hair,
        hair_style=person.hair_style or role.hair_style,
        glasses=person.glasses or role.glasses,
        skin=person.skin or role.skin,
    )


def _skin(person: Person, rng: Random) -> str:
    """A skin that goes with the hair that was said."""
    light, a, b = to_oklab(person.hair or HAIRS[0])
    fair = person.age != "old" and (light > 0.6 or abs(a) + abs(b) > 0.13)
    return rng.choice(SKINS[:DARK_HAIRS] if fair else SKINS)


def _hair(person: Person, skin: str, rng: Random) -> str:
    dark = SKINS.index(skin) > DARK_HAIRS if skin in SKINS else False
    own = rng.choice(HAIRS[:DARK_HAIRS] if dark else HAIRS)
    return rng.choice(GREYS) if person.age == "old" else own


def _style(person: Person, rng: Random) -> str:
    if person.age == "baby":
        return "crop"
    if person.age == "child":
        return rng.choice(GIRLS if person.sex == "woman" else BOYS)
    if person.age == "old":
        return rng.choice(("bun", "bob", "curly") if person.sex == "woman" else ("receding", "receding", "short"))
    return rng.choice(WOMEN if person.sex == "woman" else MEN)


def _bearded(person: Person, role: Role | None, rng: Random) -> bool:
    chance = {"grown": 0.2, "old": 0.5}.get(person.age, 0.0)
    drawn = rng.random() < chance
    return person.sex == "man" and (drawn or (role is not None and role.beard))


def _dressed(person: Person, role: Role | None, rng: Random) -> tuple[Garment, ...]:
    """What is worn: the role's clothes, what was said, and what is needed besides."""
    above, below, shoes = rng.choice(OUTFITS)
    casual = _casual(person, rng)
    # Of a garment that cannot be drawn, its colour is kept.
    named = [g for g in person.garments if not (role and _own(role, g))]
    said = tuple(g if known(g.kind) else replace(g, kind=casual) for g in named if known(g.kind) or g.colour)
    fit = table("doing").get(person.pose, {}).get("wears", "") if not role and not said else ""
    worn = [*(role.garments if role else ()), *said, *([Garment(fit, above)] if fit else [])]
    found = pieces(tuple(worn))
    parts = {piece.part for piece in found}
    tops = [piece for piece in found if piece.part == "top"]
    if "top" not in parts or all(piece.front == "bib" or piece.over for piece in tops):
        worn.insert(0, Garment("shirt" if tops and casual == "dress" else casual))
    long = any(piece.hem > 0.3 and not piece.over for piece in pieces(tuple(worn)) if piece.part == "top")
    if "legs" not in parts and not long:
        worn.insert(0, Garment(_legwear(person, rng)))
    fish = any(piece.kind == "mermaid tail" for piece in found)
    if "feet" not in parts and person.age != "baby" and not fish:
        worn.insert(0, Garment(rng.choice(("shoes", "shoes", "trainers", "ankle boots"))))
    own = {"top": above, "legs": below, "feet": shoes}
    accents = iter(rng.sample([outfit[0] for outfit in OUTFITS if outfit[0] != above], 6))
    entries = table("garments")

    def colour(kind: str) -> str:
        entry = entries[kind]
        usual = entry.get("usual", "")
        chosen = usual if isinstance(usual, str) else rng.choice(usual)
        return chosen or own.get(str(entry["part"])) or next(accents, above)

    return tuple(g if g.colour else replace(g, colour=colour(g.kind)) for g in worn)


def _own(role: Role, garment: Garment) -> bool:
    """Whether a role has its own of what is named without a colour: a samurai's armour, a policeman's uniform."""
    kinds = [worn.kind for worn in role.garments]
    return not garment.colour and (garment.kind == "uniform" or any(garment.kind in kind.split() for kind in kinds))


def _warm(person: Person, word: str, seed: int) -> tuple[Garment, ...]:
    """What is put on in the snow, besides what was said."""
    rng = Random(f"{seed}/warm/{word}")
    said = {str(table("garments").get(g.kind, {}).get("part")) for g in person.garments}
    # A coat would hide the dress that was asked for.
    coated = "top" in said or "legs" in said
    coat, scarf, hat = rng.sample(COATS, 3)
    worn = [] if coated or person.age == "baby" else [Garment("coat", coat), Garment("trousers", "#3f4660")]
    if "extra" not in said:
        worn.append(Garment("scarf", scarf))
    if "head" not in said and rng.random() < 0.7:
        worn.append(Garment("beanie", hat))
    return (*worn, Garment("boots", "#5a3d2c"))


def _casual(person: Person, rng: Random) -> str:
    said = {garment.kind for garment in person.garments}
    if person.age == "baby":
        return "pyjamas"
    free = not person.role and not said & {"trousers", "jeans", "skirt", "shorts", "overalls"}
    grown = person.age not in ("child", "baby")
    if person.sex == "woman" and free and rng.random() < 0.5:
        return rng.choice(DRESSES) if grown else rng.choice(FROCKS)
    return rng.choice(SHIRTS.get(person.sex if grown else "child", SHIRTS["child"]))


def _legwear(person: Person, rng: Random) -> str:
    if person.age == "child":
        return (
            rng.choice(("shorts", "trousers")) if person.sex == "man" else rng.choice(("skirt", "shorts", "trousers"))
        )
    if person.sex == "woman" and rng.random() < 0.35:
        return rng.choice(("long skirt", "pencil skirt"))
    return rng.choice(("trousers", "trousers", "jeans"))
