"""The judge itself, on documents written here: what it must see, and what it must not let pass."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from tests.judges.alike import similarity
from tests.judges.composed import faults
from tests.judges.draughtsman import Drawn
from tests.judges.gold import MANY, read, sample
from tests.judges.marks import chosen, marks
from tests.judges.nouns import shows, stands_for
from tests.judges.placed import stands
from tests.judges.seen import Layer, Seen
from tests.judges.sheets import sheet
from tests.judges.verdict import Verdict, judge, places
from tests.judges.wishes import Wished, wished

RED, YELLOW, KHAKI, BLUE = "#e02020", "#f8d020", "#c8b878", "#2060e0"


def thing(drawing: str, x: float, y: float, w: float = 20, h: float = 20, fill: str = RED, **data: str) -> str:
    """A group with one rectangle in a picture of 100 x 100."""
    said = {"role": "thing", "box": f"{x} {y} {w} {h}", "drawing": drawing, "word": drawing, **data}
    told = "".join(f" data-{name}='{value}'" for name, value in said.items())
    return f'<g inkscape:label="{drawing}"{told}><rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}"/></g>'


def scenery(name: str, body: str = "") -> str:
    return f'<g inkscape:label="{name}" data-role="far" data-box="0 0 100 100">{body}</g>'


def document(*groups: str, **data: str) -> str:
    told = "".join(f' data-{name}="{value}"' for name, value in data.items())
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    return f'<svg {spaces} width="100" height="100" viewBox="0 0 100 100"{told}>{"".join(groups)}</svg>'


def verdict(gold: str, *groups: str, notes: str = "", prompt: str = "a prompt", **data: str) -> Verdict:
    return judge(read(gold, prompt=prompt), Drawn(prompt, document(*groups, **data), b"", notes))


def lost(gold: str, *groups: str, **data: str) -> list[str]:
    return [f"{wish.what}: {wish.words}" for wish in verdict(gold, *groups, **data).broken]


def test_a_line_of_gold_is_read_part_by_part() -> None:
    gold = read(
        "2 hot dog; * flower; plate =green+white ~spin; girl {age=old,glasses}; hot dog > on > plate; @park; %map"
    )
    assert [(t.label, t.low, t.high) for t in gold.things] == [
        ("hot dog", 2, 2),
        ("flower", 1, MANY),
        ("plate", 1, 1),
        ("girl", 1, 1),
    ]
    assert gold.things[2].colours == ("green", "white") and gold.things[2].verb == "spin"
    assert gold.things[3].traits == (("age", "old"), ("glasses", "yes"))
    assert [(tie.one, tie.how, tie.other) for tie in gold.ties] == [("hot dog", "on", "plate")]
    assert gold.around == ("park",) and gold.kind == "map"


def test_the_gold_of_the_whole_sample_can_be_judged() -> None:
    golds = sample()
    box = Layer("a", "thing", (0, 0, 1, 1), 0)
    assert len(golds) == len({gold.id for gold in golds}) == 400
    for gold in golds:
        assert gold.things or gold.around, gold.id
        assert set(gold.around) <= places().keys(), gold.id
        nouns = {thing.noun for thing in gold.things}
        for tie in gold.ties:
            assert {tie.one.partition("#")[0], tie.other.partition("#")[0]} <= nouns, gold.id
            assert tie.how == "between" or isinstance(stands(box, tie.how, box), bool)


def test_what_is_asked_for_must_be_there_in_number() -> None:
    cats = [thing("cat", x, 50) for x in (5, 40, 75)]
    assert lost("3 cat", *cats) == []
    assert lost("2 cat", *cats) == ["count: 2 cat"]
    assert lost("cat", *cats) == ["count: 1 cat"]
    assert lost("+ cat", *cats[:1]) == ["count: 2 or more cat"]
    assert lost("dog", *cats) == ["there: dog"]
    assert lost("0 cat", *cats) == ["there: no cat"]
    assert lost("* tree; + cat", *cats, scenery("grove")) == []


def test_a_drawing_stands_for_its_own_noun_and_no_other() -> None:
    assert stands_for("hot-dog", "hot dog") and not stands_for("hot-dog", "dog")
    assert stands_for("coffee-table", "table") and not stands_for("teddy-bear", "bear")
    assert not stands_for("bat", "baseball bat") and not stands_for("chair", "bench")


def test_a_thing_that_is_hidden_is_not_there() -> None:
    behind, before = thing("man", 30, 40), thing("car", 25, 35, 40, 40, BLUE)
    assert lost("man; car", behind, before) == ["there: man"]
    assert lost("man; car", before, behind) == []
    assert lost("man", thing("man", 95, 40)) == [] and lost("man", thing("man", 99, 40)) == ["there: man"]


def test_colours_are_told_from_the_pixels() -> None:
    assert lost("boat =yellow", thing("boat", 40, 40, fill=YELLOW)) == []
    assert lost("boat =yellow", thing("boat", 40, 40, fill=KHAKI)) == ["colour: yellow boat"]
    assert (
        lost("cat =black; cat#2 =white", thing("cat", 10, 40, fill="#fafafa"), thing("cat", 60, 40, fill="#202020"))
        == []
    )
    assert lost("cat =black; cat#2 =white", *(thing("cat", x, 40, fill="#202020") for x in (10, 60))) != []


@pytest.mark.parametrize(
    ("how", "right", "wrong"),
    [
        ("left of", (60, 40), (10, 40)),
        ("right of", (10, 40), (60, 40)),
        ("above", (35, 75), (35, 5)),
        ("below", (35, 5), (35, 75)),
        ("on", (35, 58), (35, 80)),
        ("in", (35, 45), (35, 58)),
        ("beside", (60, 40), (38, 44)),
        ("near", (60, 45), (80, 45)),
        ("riding", (35, 52), (60, 45)),
        ("holding", (45, 45), (58, 45)),
        ("wearing", (36, 41), (50, 45)),
        ("under", (35, 25), (70, 25)),
    ],
)
def test_a_relation_holds_where_it_looks_so(how: str, right: tuple[float, float], wrong: tuple[float, float]) -> None:
    cat = thing("cat", 35, 40)
    assert lost(f"cat; dog; cat > {how} > dog", cat, thing("dog", *right, 14, 14)) == []
    assert f"relation: cat {how} dog" in lost(f"cat; dog; cat > {how} > dog", cat, thing("dog", *wrong, 14, 14))


def test_beside_is_not_above_and_above_is_not_within() -> None:
    cat = thing("cat", 35, 40)
    assert lost("cat; dog; cat > beside > dog", cat, thing("dog", 58, 62)) == ["relation: cat beside dog"]
    for within in (thing("cat", 40, 45, 8, 8), thing("cat", 40, 20, 8, 48)):
        assert lost("cat; dog; cat > above > dog", thing("dog", 35, 40, 30, 30), within) == ["relation: cat above dog"]


def test_what_is_behind_is_drawn_first() -> None:
    cat, house = thing("cat", 42, 45), thing("house", 30, 30, 30, 38)
    assert lost("cat; house; cat > behind > house", cat, house) == ["there: cat", "relation: cat behind house"]
    cat = thing("cat", 50, 40, 20, 20)
    assert lost("cat; house; cat > behind > house", cat, house) == []
    assert lost("cat; house; cat > behind > house", house, cat) == ["relation: cat behind house"]
    assert lost("cat; house; cat > in front of > house", house, cat) == []


def test_a_part_of_the_background_stands_where_it_is_inked() -> None:
    bench = scenery("bench", f'<rect x="30" y="60" width="40" height="15" fill="{BLUE}"/>')
    assert lost("man; bench; man > on > bench", bench, thing("man", 40, 45)) == []
    assert lost("man; bench; man > on > bench", bench, thing("man", 75, 45)) == ["relation: man on bench"]


def test_between_needs_one_at_either_side() -> None:
    trees = thing("tree", 5, 40), thing("tree", 75, 40)
    assert lost("2 tree; house; house > between > tree", *trees, thing("house", 40, 40)) == []
    assert lost("2 tree; house; house > between > tree", *trees, thing("house", 85, 40, 10)) != []


def test_persons_are_who_they_are_said_to_be() -> None:
    told = {"age": "old", "sex": "man", "beard": "#f4f4f4", "pose": "fish", "role": "fisherman"}
    told |= {"garments": [{"kind": "coat", "colour": RED}]}  # type: ignore[dict-item]
    layer = thing("person", 30, 30, person=json.dumps(told))
    assert lost("man ~fish {age=old,beard=white,wears=coat:red}", layer) == []
    assert lost("man {beard=black}", layer) == ["person: man beard black"]
    assert lost("man {wears=coat:blue}", layer) == ["person: man wears coat:blue"]
    assert lost("man {wears=hat}", layer) == ["person: man wears hat"]
    assert lost("man ~cook", layer) == ["doing: man cook"]
    assert lost("woman", layer) == ["there: woman"] and lost("boy", layer) == ["there: boy"]
    assert lost("fisherman", layer) == [] and lost("person", layer) == []
    assert shows(Seen(document(layer)).things[0], "man")


def test_places_and_kinds_are_what_the_picture_says_of_itself() -> None:
    cat = thing("cat", 40, 40)
    assert lost("cat; @kitchen; @night; %portrait", cat, place="kitchen", daytime="night", kind="portrait") == []
    assert lost("cat; @kitchen; %portrait", cat, setting="room") == ["around: kitchen", "kind: portrait"]
    assert lost("@lake", scenery("lake")) == []


def test_what_is_missing_must_be_said() -> None:
    cat = thing("cat", 40, 40)
    assert verdict("cat; bench", cat, notes="No drawing for: benches.").told
    assert not verdict("cat; bench", cat, notes="No drawing for: nearby.").told
    assert not verdict("cat; @kitchen", cat).told and verdict("cat", cat).told
    assert verdict("cat; bench", cat, notes="No drawing for: 长椅.", prompt="猫和长椅").told
    assert not verdict("cat; bench", cat, notes="No drawing for: 桌子.", prompt="猫和长椅").told


def test_a_mark_by_eye_belongs_to_one_picture() -> None:
    one, other = (Drawn("a cat", document(thing("cat", x, 40)), b"", "") for x in (40, 41))
    assert one.mark != other.mark and one.mark == Drawn("a cat", one.svg, b"another file", "a note").mark
    assert all(mark.picture and mark.beauty in range(1, 6) for mark in marks())
    eighty = chosen([gold.id for gold in sample()])
    assert len(eighty) == 80 and {mark.id for mark in marks()} == eighty


def test_what_nobody_asked_for_is_stray() -> None:
    assert verdict("cat", thing("cat", 40, 40), thing("bomb", 70, 40)).extra == ("bomb",)
    assert verdict("cat", thing("cat", 40, 40)).extra == ()


def broken(*groups: str, related: bool = False, **data: str) -> list[str]:
    found = faults(Seen(document(*groups, horizon="0.5", **data)), Wished("", related, frozenset({"cat"})))
    return [rule for rule, names in found.items() if names]


def test_each_rule_of_composition_is_seen_broken() -> None:
    assert broken(thing("cat", 40, 50)) == []
    assert broken(thing("cat", -4, 50)) == ["cut by the frame"]
    assert broken(thing("cat", 40, 50), thing("dog", 45, 52)) == ["overlapping"]
    assert broken(thing("cat", 40, 50, subject="0"), thing("dog", 45, 52, subject="1"), related=True) == []
    assert broken(thing("cat", 40, 10)) == ["floating"]
    assert broken(thing("cat", 40, 10), setting="space") == []
    assert broken(thing("cat", 40, 50, 10, 10)) == ["too small"]


@pytest.mark.parametrize(("sun", "faulty"), [(90, []), (10, ["light and shadow"])])
def test_shadows_fall_away_from_the_light(sun: int, faulty: list[str]) -> None:
    lamp = scenery("sun", f'<circle cx="{sun}" cy="15" r="6" fill="#ffe080"/>')
    shade = '<path d="M40 70H60L45 90H20Z" fill="#102030" fill-opacity=".25"/>'
    assert broken(lamp, thing("cat", 40, 50).replace("<rect", f"{shade}<rect")) == faulty


def test_prompts_by_chance_are_the_same_each_time_and_differ_from_each_other() -> None:
    assert wished(60) == wished(60) and len({wish.prompt for wish in wished(60)}) > 55


def test_alike_pictures_are_alike() -> None:
    one = Image.linear_gradient("L")
    assert similarity(one, one) == pytest.approx(1) and similarity(one, one.rotate(90)) < 0.7


def test_a_sheet_shows_every_picture_with_its_words() -> None:
    found = verdict("cat", thing("cat", 40, 40))
    file = io.BytesIO()
    Image.new("RGB", (64, 64), BLUE).save(file, "PNG")
    judged = [(Drawn("a cat", "", file.getvalue(), ""), found)] * 6
    page, unseen, blind = sheet(judged, {judged[0][0].mark: "eye: fine"}), sheet(judged, {}), sheet(judged, None)
    assert page.size[1] > page.size[0] / 3 and page.getpixel((60, 60)) == (32, 96, 224)
    assert blind.size == page.size and len({one.tobytes() for one in (page, unseen, blind)}) == 3


def test_a_laptop_as_large_as_the_cow_beside_it_is_out_of_scale() -> None:
    ground = {"horizon": "0.5", "setting": "meadow"}

    def fits(*laptop: float) -> bool | None:
        return verdict("cow; laptop", thing("cow", 55, 40, 40, 40), thing("laptop", *laptop), **ground).sized

    assert fits(5, 58, 22, 22) is False  # as far away, and half as large
    assert fits(5, 74, 22, 22) is True  # nearer
    assert fits(5, 68, 9, 9) is True  # as far away, and small
    assert verdict("cow", thing("cow", 55, 40, 40, 40), **ground).sized is None
