"""What people do: the posture by words and things, and where the things of a deed go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from pipelines.scene.lay.acting import acted
from pipelines.scene.lay.doing import doing
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.spot import Spot
from pipelines.scene.paint.compose import set_stage
from pipelines.scene.people.posture import POSTURES
from pipelines.scene.pictograms import built
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.read.briefing import drawings
from pipelines.scene.read.manner import shown, unsaid
from pipelines.scene.read.somebody import pose_of
from pipelines.scene.scene import Brief, Missed, Person, Subject, no_check
from pipelines.scene.tables import table

SIDE = 512
VARIANTS = {"sit", "play", "ride", "sail"}
"""Poses that become one of several postures."""


def who(pose: str, *place: Any, word: str = "man", holds: Sequence[int] = (), count: int = 1, **said: Any) -> Subject:
    relation, other = place if place else (None, None)
    return Subject(
        "person", word, count, relation=relation, other=other, holds=tuple(holds), person=Person(pose=pose, **said)
    )


def thing(key: str, relation: Any = None, other: int | None = None) -> Subject:
    return Subject(key, key, relation=relation, other=other)


def laid(*subjects: Subject, seed: int = 3) -> list[Spot]:
    brief = acted(Brief("", tuple(subjects), setting="meadow"), drawings())
    spots = lay_out(set_stage(brief, SIDE, SIDE, seed), drawings(), "flat", no_check)
    return [next(spot for spot in spots if spot.index == at) for at in range(len(subjects))]


def posture(*subjects: Subject) -> str:
    return doing(0, acted(Brief("", tuple(subjects)), drawings()).subjects, drawings(), 0)


def test_every_pose_that_a_word_can_say_has_a_posture() -> None:
    assert set(table("doing")) <= set(POSTURES) | VARIANTS
    for pose in table("doing"):
        assert posture(who(pose)) in POSTURES, pose
    assert (pose_of("kick"), pose_of("play chess"), pose_of("take picture")) == ("kick", "play chess", "photograph")


@pytest.mark.parametrize(
    ("subjects", "wanted"),
    [
        ((who("play", "holding", 1, holds=[1]), thing("violin", "with", 0)), "play the violin"),
        ((who("play", "near", 1), thing("soccer-ball")), "kick"),
        ((who("read", "on", 1), thing("bench")), "sit and read"),
        ((who("", "on", 1), thing("horse")), "ride"),
        ((who("eat", "holding", 1, holds=[1]), thing("spaghetti", "with", 0)), "dine"),
        ((who("eat", "holding", 1, holds=[1]), thing("ice-cream", "with", 0)), "eat"),
        ((who("hug", "holding", 1, holds=[1]), who("", "with", 0, age="baby")), "hold"),
        ((who("talk", "on", 1), thing("park-bench")), "sit and talk"),
        ((who("play", "on", 1, holds=[2]), thing("park-bench"), thing("guitar", "with", 0)), "sit and play"),
        ((who("eat", "holding", 1, holds=[1]), thing("sandwich", "on", 2), thing("chair")), "sit and eat"),
        ((who("jump", role="skateboarder"),), "skateboard"),
        ((who(""),), "stand"),
        ((who("", role="drummer"),), "play the drums"),
    ],
)
def test_a_posture_fits_the_things(subjects: tuple[Subject, ...], wanted: str) -> None:
    assert posture(*subjects) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_the_ball_is_at_the_foot_and_no_other_is_drawn(seed: int) -> None:
    man, ball = laid(who("kick", "near", 1), thing("soccer-ball"), seed=seed)
    left, _, wide, _ = man.box
    assert min(abs(ball.x - left), abs(ball.x - left - wide)) < man.height * 0.2
    assert abs(ball.foot - man.foot) < man.height * 0.04 and ball.height < man.height * 0.3
    alone = laid(who("kick"), seed=seed)[0]
    assert 'id="held"' in alone.figure.body and 'id="held"' not in man.figure.body


@pytest.mark.parametrize("seed", range(3))
def test_a_dog_walks_ahead_on_its_leash(seed: int) -> None:
    man, leash, dog = laid(who("hold", "holding", 1, holds=[1, 2]), thing("leash", "with", 0), thing("dog", "with", 0))
    x, y, wide, tall = leash.box
    hand, ahead = man.at("hand"), -1 if dog.x < man.x else 1
    assert min(abs(hand[0] - x), abs(hand[0] - x - wide)) < man.height * 0.1 and y - 2 <= hand[1] <= y + tall + 2
    assert dog.box[0] < x + wide + 1 and dog.box[0] + dog.width > x - 1, "it ends at the dog"
    assert (ahead < 0) == (not man.flip) and abs(dog.foot - man.foot) < 1


def test_two_sit_side_by_side_on_a_bench() -> None:
    one, two, bench = laid(who("sit", "on", 2, word="couple"), who("", "beside", 0, word="couple"), thing("park-bench"))
    left, _, wide, _ = bench.box
    hips = sorted(spot.at("seat")[0] for spot in (one, two))
    assert left < hips[0] < hips[1] - wide * 0.2 and hips[1] < left + wide
    assert two.figure.seated and max(one.order, two.order) > bench.order


def test_who_climbs_is_on_the_trunk_and_who_hugs_it_has_arms_around_it() -> None:
    tree, hugger = thing("deciduous-tree"), who("hug", "beside", 1)
    boy, oak = laid(who("climb", "on", 1), tree)
    assert oak.box[1] < boy.box[1] and boy.foot < oak.foot and abs(boy.at("hands")[0] - oak.x) < oak.width * 0.2
    woman, oak = laid(hugger, tree)
    assert abs(woman.at("hands")[0] - oak.x) < oak.width * 0.1 and woman.order > oak.order


def test_who_plays_a_drum_kit_is_behind_it_and_has_no_other() -> None:
    boy, kit = laid(who("play the drums", "beside", 1), thing("drum-kit"))
    assert boy.order < kit.order and boy.figure.ratio < laid(who("play the drums"))[0].figure.ratio


def test_two_who_are_told_of_a_dance_dance_together() -> None:
    brief = acted(Brief("", (who(""), who("dance", word="woman"))), drawings())
    assert [one.person and one.person.pose for one in brief.subjects] == ["dance", "dance"]
    assert brief.subjects[1].other == 0


def test_an_animal_that_sleeps_is_curled_up_and_low() -> None:
    awake, asleep = laid(thing("cat"))[0], laid(replace(thing("cat"), verb="sleep"))[0]
    assert asleep.figure.ratio > awake.figure.ratio and asleep.figure.concept.metres < awake.figure.concept.metres
    assert laid(replace(thing("eagle"), verb="sleep"))[0].figure == laid(thing("eagle"))[0].figure


def test_who_jumps_over_something_is_in_the_air() -> None:
    dog, fence = laid(replace(thing("dog", "over", 1), verb="jump"), thing("fence"))
    assert not dog.rise and dog.foot < fence.foot - fence.height * 0.7


def test_a_driver_is_at_the_window() -> None:
    man, car = laid(who("drive", "near", 1), thing("automobile"))
    x, y, wide, tall = car.box
    left, top, own, high = man.box
    assert x < left and left + own < x + wide and y < top and top + high < y + tall * 0.6
    assert man.order > car.order


def test_those_who_talk_face_each_other() -> None:
    subjects = (who("talk", count=2),)
    spots = lay_out(set_stage(Brief("", subjects, setting="meadow"), SIDE, SIDE, 3), drawings(), "flat", no_check)
    left, right = sorted(spots, key=lambda spot: spot.at("chest")[0])
    assert left.flip and not right.flip and left.foot == right.foot


@pytest.mark.parametrize("seed", range(4))
def test_whoever_looks_at_the_moon_is_turned_to_it(seed: int) -> None:
    brief = Brief("", (who("look"),), setting="meadow", daytime="night", features=("moon",))
    stage = set_stage(brief, SIDE, SIDE, seed)
    paint_behind(stage, standing=True)
    (spot,) = lay_out(stage, drawings(), "flat", no_check)
    x, _, wide, _ = stage.anchors["moon"]
    assert spot.flip == (x + wide / 2 > spot.x)


def test_a_pictogram_of_a_person_is_somebody_of_parts() -> None:
    vampire = built(thing("woman-vampire"), drawings())
    assert vampire.drawing == "person" and vampire.person == Person(role="vampire", sex="woman")
    assert built(thing("people-hugging"), drawings()).count == 2
    assert built(thing("person-taking-bath"), drawings()).person is None
    assert built(thing("dog"), drawings()).drawing == "dog"


@pytest.mark.parametrize(
    ("prompt", "pose", "seen"),
    [
        ("a couple holding hands", "hold hands", ""),
        ("two friends shaking hands", "shake hands", ""),
        ("an astronaut seen from behind", "", "behind"),
        ("女孩的背影", "", "behind"),
        ("a man in the back of a truck", "", ""),
    ],
)
def test_phrases_say_how_people_are_shown(prompt: str, pose: str, seen: str) -> None:
    somebody = (Subject("person", "man", person=Person()),)
    person = shown(somebody, prompt)[0].person
    assert person and (person.pose, person.seen) == (pose, seen)
    missed = (Missed("hands", "part"), Missed("背影", "no drawing"), Missed("boat", "no drawing"))
    left = [one.word for one in unsaid(missed, shown(somebody, prompt), prompt)]
    assert ("hands" in left) != bool(pose) and ("背影" in left) != ("背影" in prompt) and "boat" in left


def test_some_of_a_crowd_play_what_would_lie_about() -> None:
    found = acted(Brief("", (who("", word="crowd", count=9), replace(thing("guitar"), count=2))), drawings())
    assert (found.subjects[1].relation, found.subjects[1].other) == ("with", 0)
    ways = [doing(0, found.subjects, drawings(), copy) for copy in range(9)]
    assert ways == ["play", "play", *["stand"] * 7]
    alone = acted(Brief("", (who("", word="man"), thing("guitar"))), drawings()).subjects
    assert alone[1].relation is None
