"""Motion: what each verb, camera move and weather does to what one sees."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipelines.scene.drawings import Drawings
from pipelines.scene.move.camera import Camera, Move
from pipelines.scene.move.cast import Cast
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.cutout import cut_out
from pipelines.scene.move.daylight import read_daylight
from pipelines.scene.move.film import Shot
from pipelines.scene.move.particles import particles_for
from pipelines.scene.move.verbs import VERBS
from pipelines.scene.scene import Brief, Layer, Person, Scene, Subject

WIDTH, HEIGHT = 320, 180
SKY = Layer("sky", "sky", 0.0, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#9cc4ff"/>', (0, 0, WIDTH, HEIGHT))
GROUND = Layer(
    "ground", "ground", 0.45, f'<rect y="120" width="{WIDTH}" height="60" fill="#5c9a4a"/>', (0, 120, WIDTH, 60)
)
DRAWINGS = Drawings.load()
GLOW = '<linearGradient id="glow-1"><stop stop-color="#402000"/></linearGradient>'
KEYS = {"fly": "bird", "swim": "fish", "float": "balloon", "bob": "sailboat", "drive": "automobile"}


def thing(verb: str, key: str = "", x: float = 140, y: float = 80, side: float = 40) -> Layer:
    """A red square in the place of the drawing `key`: easy to find in a frame."""
    subject = Subject(key or KEYS.get(verb, "cat"), "thing", verb="" if verb == "drive" else verb)
    svg = f'<g transform="translate({x} {y}) scale({side})"><rect width="1" height="1" fill="#ff0000"/></g>'
    return Layer("thing", "thing", 0.5, svg, (x, y, side, side), subject)


def scene(*layers: Layer, **brief: object) -> Scene:
    subjects = tuple(dict.fromkeys(layer.subject for layer in layers if layer.subject))
    words = {"prompt": "a thing", "subjects": subjects, **brief}
    return Scene(WIDTH, HEIGHT, 3, Brief(**words), layers, horizon=0.66)  # type: ignore[arg-type]


def shoot(picture: Scene, move: Move = "still", seconds: float = 4, loop: bool = False) -> Shot:
    clock = Clock(seconds, loop)
    camera = Camera(move, clock, WIDTH, HEIGHT, (WIDTH / 2, HEIGHT / 2))
    cast = Cast(picture, DRAWINGS, clock, 1.2, camera.reach)
    pieces = [piece for index, layer in enumerate(picture.layers) for piece in cast.pieces(layer, index)]
    return Shot(picture, pieces, camera, particles_for(picture, clock, (WIDTH, HEIGHT)), (WIDTH, HEIGHT))


def frames(shot: Shot, seconds: float = 4, count: int = 17) -> list[NDArray[np.int16]]:
    return [np.asarray(shot.picture(seconds * i / (count - 1)), np.int16) for i in range(count)]


def red(frame: NDArray[np.int16]) -> NDArray[np.float64]:
    """x, y, width and height of the red thing; nan where there is none."""
    ys, xs = np.nonzero((frame[..., 0] > 150) & (frame[..., 1] < 110) & (frame[..., 2] < 130))
    if not len(xs):
        return np.full(4, np.nan)
    return np.array([xs.mean(), ys.mean(), np.ptp(xs) + 1, np.ptp(ys) + 1])


def track(verb: str, key: str = "", loop: bool = False, **place: float) -> NDArray[np.float64]:
    return np.array([red(frame) for frame in frames(shoot(scene(SKY, GROUND, thing(verb, key, **place)), loop=loop))])


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_moves_the_thing(verb: str) -> None:
    key = {"burst": "fireworks", "idle": "cat"}.get(verb, "")
    still = frames(shoot(scene(SKY, GROUND)))
    moving = frames(shoot(scene(SKY, GROUND, thing("" if verb in ("burst", "idle") else verb, key))))
    assert np.abs(np.diff(np.array(still), axis=0)).max() == 0
    changed = [(np.abs(a - b).max(axis=2) > 24).sum() for a, b in pairwise(moving)]
    assert np.median(changed) > 15


@pytest.mark.parametrize(
    ("verb", "share"), [("walk", 0.15), ("run", 0.3), ("drive", 0.25), ("fly", 0.25), ("swim", 0.15)]
)
@pytest.mark.parametrize("start", [20, 140, 270])
def test_travellers_cross_the_picture_the_way_they_look_and_stay_in_it(verb: str, share: float, start: float) -> None:
    path = track(verb, x=start)
    x, width = path[:, 0], path[:, 2]
    assert np.all(np.diff(x) < 0)  # all of the pack look to the left
    assert x[0] - x[-1] > share * WIDTH
    assert (x - width / 2).min() > 2 and (x + width / 2).max() < WIDTH - 2


def test_a_mirrored_drawing_goes_the_other_way() -> None:
    left = thing("walk")
    right = replace(left, svg=left.svg.replace("translate(140 80) scale(40)", "translate(180 80) scale(-40 40)"))
    path = [red(frame)[0] for frame in frames(shoot(scene(SKY, GROUND, right)))]
    assert path[-1] - path[0] > 0.15 * WIDTH


@pytest.mark.parametrize("verb", ["walk", "run", "fly", "swim"])
def test_travellers_go_up_and_down_on_their_way(verb: str) -> None:
    y = [red(frame)[1] for frame in frames(shoot(scene(SKY, thing(verb))), count=60)]
    assert np.ptp(y) > 1.5


def test_what_floats_rises_and_stays_below_the_upper_edge() -> None:
    y = track("float", y=60)[:, 1]
    assert y[0] - y[-1] > 0.12 * HEIGHT
    assert (track("float", y=2)[:, 1]).min() > 20


def test_jumpers_leave_the_ground_and_come_back() -> None:
    y = np.array([red(frame)[1] for frame in frames(shoot(scene(SKY, GROUND, thing("jump"))), count=60)])
    assert y.max() - y.min() > 10 and (y > y.max() - 3).sum() >= 8


def test_what_grows_is_tiny_first_and_full_at_the_end() -> None:
    tall = track("grow")[:, 3]
    assert np.nan_to_num(tall[0]) < 8 and tall[-1] == pytest.approx(40, abs=3) and tall.max() > 40.5
    foot = track("grow")[:, 1][-1] + tall[-1] / 2
    assert foot == pytest.approx(120, abs=3)


def test_what_falls_comes_from_above_to_its_place() -> None:
    y = track("fall")[:, 1]
    assert np.isnan(y[0]) and y[-1] == pytest.approx(100, abs=2)


def test_zs_rise_from_a_sleeper() -> None:
    shot = shoot(scene(SKY, GROUND, thing("sleep")))
    above = [(np.abs(frame[40:76] - (156, 196, 255)).max(axis=2) > 25).sum() for frame in frames(shot)]
    assert sum(count > 10 for count in above) > 10
    assert red(frames(shot)[0])[3] == pytest.approx(40, abs=3)


def test_boats_rock_about_the_waterline() -> None:
    path = track("bob")
    assert np.ptp(path[:, 2]) > 1 and np.ptp(path[:, 1]) < 8


def test_houses_stand_still() -> None:
    assert np.nanmax(np.ptp(track("", "house"), axis=0)) < 0.01


def test_a_crowd_is_out_of_step() -> None:
    one, two = thing("jump", x=60), thing("jump", x=220)
    shot = shoot(scene(SKY, GROUND, one, two))
    lefts = np.array([red(frame[:, :160])[1] for frame in frames(shot)])
    rights = np.array([red(frame[:, 160:])[1] for frame in frames(shot)])
    assert np.abs(lefts - rights).max() > 5


def test_a_flock_looks_where_it_goes_though_one_was_drawn_looking_back() -> None:
    birds = [thing("fly", x=x, side=24) for x in (150, 190, 230)]
    face = '<rect width="1" height="1" fill="#ff0000"/><rect width=".5" height="1" fill="#0000ff"/>'
    birds = [replace(bird, svg=bird.svg.replace('<rect width="1" height="1" fill="#ff0000"/>', face)) for bird in birds]
    birds[1] = replace(
        birds[1], svg=birds[1].svg.replace("translate(190 80) scale(24)", "translate(214 80) scale(-24 24)")
    )
    first, *_, last = frames(shoot(scene(SKY, *birds)))
    assert red(last)[0] < red(first)[0]
    row = last[92]
    colours = ["red" if r > 200 and b < 60 else "blue" if b > 200 and r < 60 else "" for r, _, b in row]
    turns = [colour for at, colour in enumerate(colours) if colour and colour != colours[at - 1]]
    assert turns == ["blue", "red"] * 3


def test_the_rider_goes_with_the_boat() -> None:
    boat = replace(thing("bob", y=90, side=50), name="boat")
    rider = Subject("cat", "cat", relation="in", other=0)
    svg = '<g transform="translate(155 70) scale(20)"><rect width="1" height="1" fill="#2222ff"/></g>'
    shot = shoot(scene(SKY, boat, Layer("cat", "thing", 0.5, svg, (155, 70, 20, 20), rider)))
    gaps = []
    for frame in frames(shot):
        ys, xs = np.nonzero((frame[..., 2] > 180) & (frame[..., 0] < 100))
        x, y, _, _ = red(frame)
        gaps.append((xs.mean() - x, ys.mean() - y))
    assert np.ptp(np.array(gaps), axis=0).max() < 8


def blue(frame: NDArray[np.int16]) -> float:
    """How far to the right the blue thing is."""
    return float(np.nonzero((frame[..., 2] > 180) & (frame[..., 0] < 100))[1].mean())


@pytest.mark.parametrize(
    ("other", "mine"),
    [
        (Subject("umbrella", "umbrella", relation="with", other=1), {"relation": "holding", "other": 0, "holds": (0,)}),
        (Subject("mouse", "mouse"), {"relation": "chasing", "other": 0}),
        (Subject("dog", "dog", relation="beside", other=1), {}),
    ],
)
def test_what_is_held_chased_or_led_keeps_its_distance(other: Subject, mine: dict[str, object]) -> None:
    someone = Subject("person", "man", verb="walk", person=Person(pose="walk"), **mine)  # type: ignore[arg-type]
    svg = '<g transform="translate(100 90) scale(20)"><rect width="1" height="1" fill="#2222ff"/></g>'
    first = Layer("other", "thing", 0.5, svg, (100, 90, 20, 20), other)
    picture = replace(
        scene(SKY, GROUND, first, replace(thing("walk"), subject=someone)), brief=Brief("", (other, someone))
    )
    seen = frames(shoot(picture))
    gaps = [red(frame)[0] - blue(frame) for frame in seen]
    assert np.ptp(gaps) < 7 and abs(blue(seen[-1]) - blue(seen[0])) > 0.1 * WIDTH


def test_who_dances_on_legs_of_their_own_does_not_turn_like_a_card() -> None:
    dancer = thing("dance")
    wide = [red(frame)[2] for frame in frames(shoot(scene(SKY, GROUND, replace(dancer, moments=(dancer.svg,) * 2))))]
    assert min(wide) > 0.9 * max(wide)


def test_all_that_a_moment_reaches_is_seen() -> None:
    leash = '<rect x="-2" y=".4" width="2" height=".2" fill="#ff0000"/>'
    holder = thing("walk")
    svg = holder.svg.replace("</g>", leash + "</g>")
    shot = shoot(scene(SKY, GROUND, replace(holder, svg=svg, moments=(svg, svg))))
    assert all(red(frame)[2] == pytest.approx(120, abs=4) for frame in frames(shot))


def test_shadows_stay_on_the_ground() -> None:
    jumper = thing("jump")
    shadow = '<ellipse cx="160" cy="120" rx="20" ry="4" fill="#000000"/>'
    shot = shoot(scene(SKY, GROUND, replace(jumper, svg=shadow + jumper.svg)))
    for frame in frames(shot):
        dark = np.nonzero(frame[130:].max(axis=2) < 60)[0]
        assert not len(dark)
    lowest = [np.nonzero(frame[112:128].max(axis=2) < 90)[0].size for frame in frames(shot)]
    assert sum(size > 0 for size in lowest) > 10


def test_layers_of_things_are_taken_apart() -> None:
    parts = cut_out('<ellipse/><g clip-path="url(#w)"><g transform="translate(9 9) scale(-2 2)"><path/></g></g><path/>')
    assert parts.afloat and parts.flipped
    assert "ellipse" in parts.under and "clip-path" not in parts.body and "path" in parts.over
    assert cut_out("<path/>").body == "<path/>"


def texture(seed: int = 1) -> str:
    """Dots that a shift can be measured on, reaching beyond the picture."""
    rng = np.random.default_rng(seed)
    spots = rng.uniform((-80, 122, 1), (WIDTH + 80, 180, 4), (400, 3))
    return "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#203010"/>' for x, y, r in spots)


def shift_between(one: NDArray[np.int16], two: NDArray[np.int16]) -> tuple[int, int]:
    """How far the content went to the right and down, by phase correlation."""
    a, b = (np.fft.fft2(frame[..., 1] - frame[..., 1].mean()) for frame in (one, two))
    cross = b * a.conj()
    peak = np.unravel_index(np.argmax(np.fft.ifft2(cross / (np.abs(cross) + 1e-6)).real), one.shape[:2])
    dy, dx = ((int(p) + side // 2) % side - side // 2 for p, side in zip(peak, one.shape[:2], strict=True))
    return dx, dy


@pytest.mark.parametrize(("move", "sign"), [("pan left", 1), ("pan right", -1)])
def test_a_pan_moves_the_picture_the_other_way_and_near_things_further(move: Move, sign: int) -> None:
    def went(depth: float) -> int:
        layer = Layer("hills", "far", depth, texture(), (-90, 118, WIDTH + 180, 70))
        first, *_, last = frames(shoot(scene(SKY, layer), move))
        return shift_between(first[118:], last[118:])[0] * sign

    assert went(0.8) > went(0.3) + 10 > 20
    assert went(0.0) == 0


def test_push_in_makes_things_larger_and_pull_out_smaller() -> None:
    house = thing("", "house")
    near = [red(frame)[2] for frame in frames(shoot(scene(SKY, house), "push in"))]
    far = [red(frame)[2] for frame in frames(shoot(scene(SKY, house), "pull out"))]
    assert near[-1] > near[0] * 1.06 and far[0] > far[-1] * 1.06
    assert np.all(np.diff(near) >= 0)


def test_a_rising_camera_lets_the_ground_sink() -> None:
    edge = [int(np.argmax(frame[:, 5, 2] < 150)) for frame in frames(shoot(scene(SKY, GROUND), "rise"))]
    assert edge[-1] - edge[0] > 0.05 * HEIGHT


@pytest.mark.parametrize("move", ["push in", "pull out", "pan left", "pan right", "rise"])
@pytest.mark.parametrize("loop", [False, True])
def test_no_camera_move_shows_an_edge(move: Move, loop: bool) -> None:
    # Layers that end exactly at the picture's sides, over a paper that would shine through.
    wall = replace(SKY, name="wall", role="far", depth=0.8)
    bare = replace(scene(wall, GROUND), palette={"sky_low": "#ff00ff"})
    for frame in frames(shoot(bare, move, loop=loop), count=7):
        pink = (frame[..., 0] > frame[..., 1] + 40) & (frame[..., 2] > frame[..., 1] + 40)
        assert not pink.any()


@pytest.mark.parametrize("verb", ["walk", "fly", "float", "bob", "grow", "dance", "spin", "jump", "burst", ""])
def test_a_loop_ends_where_it_begins(verb: str) -> None:
    picture = scene(SKY, GROUND, thing("" if verb == "burst" else verb, "fireworks" if verb == "burst" else ""))
    shot = shoot(picture, "push in", loop=True)
    first, last = (np.asarray(shot.picture(t), np.int16) for t in (0.0, 4.0))
    middle = np.asarray(shot.picture(1.3), np.int16)
    assert np.abs(first - last).mean() < 0.05 < np.abs(first - middle).mean()


@pytest.mark.parametrize("weather", ["rain", "snow"])
def test_rain_and_snow_fall_all_over(weather: str) -> None:
    drawn = Layer(weather, "weather", 0.7, "<path/>", SKY.box)
    shot = shoot(scene(SKY, drawn, weather=weather))
    one, two = (np.asarray(shot.picture(t), np.int16) for t in (1.0, 1.2))
    changed = np.abs(one - two).max(axis=2) > 12
    tiles = [tile.any() for rows in np.array_split(changed, 3) for tile in np.array_split(rows, 4, axis=1)]
    assert all(tiles)


def test_snow_falls_down_and_bubbles_rise() -> None:
    for name, sign in (("snow", 1), ("bubbles", -1)):
        shot = shoot(scene(SKY, Layer(name, "weather", 0.7, "<path/>", SKY.box)))
        one, two = (np.asarray(shot.picture(t), np.int16) for t in (1.0, 1.08))
        assert shift_between(one, two)[1] * sign > 0


def test_water_ripples_and_clouds_drift() -> None:
    stripes = "".join(f'<rect x="{x}" y="110" width="6" height="70" fill="#ffffff"/>' for x in range(-40, 360, 24))
    sea = Layer(
        "sea",
        "water",
        0.3,
        f'<rect x="-60" y="110" width="440" height="80" fill="#2060a0"/>{stripes}',
        (-60, 110, 440, 80),
    )
    one, two = (np.asarray(shoot(scene(SKY, sea)).picture(t), np.int16) for t in (0.5, 1.5))
    assert (np.abs(one - two).max(axis=2) > 40)[115:].mean() > 0.02
    cloud = Layer("cloud", "cloud", 0.1, '<circle cx="160" cy="40" r="20" fill="#ff0000"/>', (140, 20, 40, 40))
    path = [red(frame)[0] for frame in frames(shoot(scene(SKY, cloud)))]
    assert path[-1] - path[0] > 4


def test_lines_of_an_abstract_picture_flow_without_steps() -> None:
    bar = '<rect x="150" y="-40" width="20" height="260" fill="#ff0000"/>'
    ribbon = Layer("ribbon", "shape", 0.5, bar, (-60, -40, 440, 260))
    one, two = (np.asarray(shoot(scene(SKY, ribbon)).picture(t), np.int16) for t in (0.5, 1.7))
    assert np.abs(one - two).mean() > 0.5
    edge = np.argmax(one[..., 2] < 128, axis=1)
    assert np.ptp(edge) > 4 and np.abs(np.diff(edge)).max() <= 1


def test_stars_twinkle() -> None:
    stars = Layer("stars", "stars", 0.0, '<rect x="100" y="20" width="9" height="9" fill="#ffffff"/>', SKY.box)
    light = [frame[20:29, 100:109].mean() for frame in frames(shoot(scene(SKY, stars)))]
    assert max(light) - min(light) > 20


@pytest.mark.parametrize(
    ("prompt", "change"),
    [
        ("as night falls, a fox walks home", ("day", "night")),
        ("the city turning to night", ("day", "night")),
        ("从白天到黑夜的城市", ("day", "night")),
        ("the sun sets over the sea", ("day", "dusk")),
        ("sunrise over the hills", ("night", "dawn")),
        ("日出时的大海", ("night", "dawn")),
        ("a knight falls off his horse", None),
        ("a fox at night", None),
    ],
)
def test_changes_of_light_are_read_from_the_prompt(prompt: str, change: tuple[str, str] | None) -> None:
    found = read_daylight(Brief(prompt, setting="meadow"))
    assert (found and (found.start, found.end)) == change


def test_paper_cut_layers_cast_a_shadow_on_what_is_behind() -> None:
    clock = Clock(2)
    camera = Camera("still", clock, WIDTH, HEIGHT, (0, 0))
    picture = scene(SKY, thing("", "house"))

    def below(margin: int) -> float:
        cast = Cast(picture, DRAWINGS, clock, 1.0, camera.reach, margin)
        pieces = [piece for index, layer in enumerate(picture.layers) for piece in cast.pieces(layer, index)]
        image: Image.Image = Shot(picture, pieces, camera, [], (WIDTH, HEIGHT)).picture(0)
        return float(np.asarray(image, float)[121:124, 150:170].mean())

    assert below(10) < below(0) - 15


def test_a_glow_is_not_cut_off_by_the_box_of_its_light() -> None:
    glow = '<circle cx="160" cy="60" r="32" fill="#ff0000"/>'
    lamp = Layer("sun", "light", 0.0, glow, (148, 48, 24, 24))
    assert red(frames(shoot(scene(SKY, lamp)))[0])[2:] == pytest.approx((64, 64), abs=3)
    halo = '<circle cx="160" cy="100" r="70" fill="url(#glow-1)"/>'
    candle = thing("", "candle", side=20)
    dark = replace(scene(SKY, replace(candle, svg=halo + candle.svg)), defs=GLOW)
    left, top = (int(edge.min()) for edge in np.nonzero(frames(shoot(dark))[0][..., 2] < 40)[::-1])
    assert left == pytest.approx(90, abs=4) and top == pytest.approx(30, abs=4)


def test_things_without_life_stay_at_rest_and_the_living_breathe() -> None:
    for key, rests in (("mug", True), ("candle", True), ("cat", False), ("rose", False), ("campfire", False)):
        still = np.nanmax(np.ptp(track("", key), axis=0)) < 0.01
        assert still == rests, key
