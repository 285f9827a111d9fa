"""Pretrained models that play: each keeps the shared contract on a tiny real checkpoint, and what it does beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from pipelines.music.acestep.continuing import AceStepContinuation
from pipelines.music.acestep.cover import AceStepCover
from pipelines.music.acestep.engine import AceStep
from pipelines.music.acestep.repaint import AceStepRepaint
from pipelines.music.ask import MusicParams
from pipelines.music.ask_sound import ContinueParams, CoverParams, EffectsParams, RepaintParams
from pipelines.music.musicgen import playing
from pipelines.music.musicgen.audiogen import AudioGen
from pipelines.music.musicgen.continuing import MusicgenContinuation
from pipelines.music.musicgen.engine import MusicGen
from pipelines.music.musicgen.magnet import Magnet
from pipelines.music.musicgen.melody import MusicgenMelody
from pipelines.music.pretrained.continuing import Going, gone_on
from pipelines.music.stable_audio import StableAudio
from pipelines.registry import MODES
from studio.errors import BadInput, DoesNotFit
from studio.jobs.engine import Host
from studio.media.audio import loudness, true_peak
from studio.models.catalog import Catalog, ModelSpec
from studio.works.made import Made
from tabs.form import engines
from tests import contract, tiny, tiny_music
from tests.contract import Bench, Benches, Case

PROMPT = "a calm piano tune"
OWN = "a" * 64
OWN_RATE = 44100
OWN_SECONDS = 1.5
# Shorter than a person may ask for: the engines do not know, and the suite stays quick.
MUSIC = MusicParams.model_construct(prompt=PROMPT, seconds=1.0)
COVER = CoverParams.model_construct(prompt=PROMPT, sound=OWN)
MORE = ContinueParams.model_construct(prompt=PROMPT, sound=OWN, seconds=0.7)
PART = RepaintParams(prompt=PROMPT, sound=OWN, start=0.4, end=1.0)
EFFECT = EffectsParams(prompt="rain", seconds=1)


def spec(key: str, runtime: str, kind: str, task: Any = "text-to-music", **values: Any) -> ModelSpec:
    size = {"weights_mb": 1, "working_mb": 1, "licence": "MIT", "commercial": "yes", "dtype": "float32"}
    return ModelSpec(key=key, title=key.title(), task=task, runtime=runtime, class_name=kind, **{**size, **values})


ACE = spec("ace", "diffusers", "AceStepPipeline", defaults={"steps": 3, "guidance_scale": 4.0})
STABLE = spec("stable", "diffusers", "StableAudioPipeline", "text-to-sound", defaults={"steps": 3})
CRAFT = {"licence": "CC-BY-NC-4.0", "commercial": "no"}
SMALL = spec("small", "transformers", "MusicgenForConditionalGeneration", **CRAFT)
CRAFTED = spec("crafted", "audiocraft", "", **CRAFT)
TUNE = spec("tune", "transformers", "MusicgenMelodyForConditionalGeneration", base="musicgen-melody", **CRAFT)
FLAT = spec("flat", "audiocraft", "MAGNeT", **CRAFT)
NOISE = spec("noise", "audiocraft", "AudioGen", "text-to-sound", **CRAFT)


def denoiser(pipe: Any) -> Any:
    return pipe.transformer


def decoder(pair: Any) -> Any:
    return pair.model.decoder


def language_model(model: Any) -> Any:
    return model.lm.transformer


CASES = [
    Case("ace-step", AceStep(), MUSIC, ACE, tiny_music.ace_step, denoiser, "composing"),
    Case("ace-step-cover", AceStepCover(), COVER, ACE, tiny_music.ace_step, denoiser, "composing"),
    Case("ace-step-on", AceStepContinuation(), MORE, ACE, tiny_music.ace_step, denoiser, "composing"),
    Case("ace-step-part", AceStepRepaint(), PART, ACE, tiny_music.ace_step, denoiser, "composing"),
    Case("stable-audio", StableAudio(), EFFECT, STABLE, tiny_music.stable_audio, denoiser, "composing"),
    Case("musicgen-stereo", MusicGen(), MUSIC, SMALL, tiny_music.musicgen_stereo, decoder, "composing"),
    Case("musicgen-on", MusicgenContinuation(), MORE, SMALL, tiny.musicgen, decoder, "composing"),
    Case("musicgen-on-stereo", MusicgenContinuation(), MORE, SMALL, tiny_music.musicgen_stereo, decoder, "composing"),
    Case("audiocraft-on", MusicgenContinuation(), MORE, CRAFTED, tiny.audiocraft_musicgen, language_model, "composing"),
    Case("musicgen-tune", MusicgenMelody(), COVER, TUNE, tiny_music.musicgen_melody, decoder, "composing"),
    Case("magnet", Magnet(), MUSIC, FLAT, tiny_music.magnet, language_model, "composing"),
    Case("audiogen", AudioGen(), EFFECT, NOISE, tiny_music.audiogen, language_model, "composing"),
]
LENGTHS = {
    "ace-step": (8000, 2, 8000),
    "ace-step-cover": (8000, 2, 12000),
    "ace-step-on": (44100, 2, 97020),
    "ace-step-part": (44100, 2, 66150),
    "stable-audio": (8000, 2, 8000),
    "musicgen-stereo": (32000, 2, 32000),
    "musicgen-on": (44100, 2, 97020),
    "musicgen-on-stereo": (44100, 2, 97020),
    "audiocraft-on": (44100, 2, 97020),
    "musicgen-tune": (32000, 1, 48000),
    "magnet": (32000, 1, 32000),
    "audiogen": (32000, 1, 32000),
}
"""Samples a second, channels, and samples of each: exactly."""


def tune(seconds: float = OWN_SECONDS, rate: int = OWN_RATE, channels: int = 2, first: float = 220.0) -> Any:
    """A scale of four tones, a little louder on the right."""
    at = np.arange(round(seconds * rate)) / rate
    pitch = first * 2 ** (np.floor(at / seconds * 4) / 4)
    wave = 0.2 * np.sin(2 * np.pi * np.cumsum(pitch) / rate)
    return np.stack([wave * (0.8 + 0.2 * side) for side in range(channels)], axis=1).astype(np.float32)


@pytest.fixture(scope="module", autouse=True)
def _importable() -> Iterator[None]:
    with tiny.at_work():
        yield


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """One checkpoint for all cases of a builder."""
    built = cache(lambda build: build(tmp_path_factory.mktemp(build.__name__)))

    def scratch() -> Path:
        folder = tmp_path_factory.mktemp("job")
        soundfile.write(folder / f"{OWN}.flac", tune(), OWN_RATE)
        return folder

    return Benches(CASES, lambda case: built(case.checkpoint), scratch)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def bench(request: pytest.FixtureRequest, benches: dict[str, Bench]) -> Bench:
    return benches[request.param.name]


def test_it_keeps_the_contract(bench: Bench) -> None:
    contract.check_progress(bench)
    contract.check_previews(bench)
    contract.check_recipe(bench)


def test_a_seed_makes_the_same_thing_again(bench: Bench) -> None:
    contract.check_seed(bench)


def test_stop_works_within_one_step_and_a_failure_leaves_it_usable(bench: Bench) -> None:
    contract.check_cancel(bench)
    contract.check_reset(bench)


def sound_of(made: Made) -> tuple[Any, int]:
    return soundfile.read(BytesIO(made.files[0].data), always_2d=True, dtype="float32")


def test_rate_channels_and_length_are_exact(bench: Bench) -> None:
    sound, rate = sound_of(bench.first[0][0])
    facts: Any = bench.first[0][0].facts
    assert (rate, sound.shape[1], len(sound)) == LENGTHS[bench.case.name]
    assert (facts.sample_rate, facts.channels) == (rate, sound.shape[1])
    assert facts.seconds == pytest.approx(len(sound) / rate, abs=0.005)
    assert np.isfinite(sound).all() and true_peak(sound) <= -0.9


@pytest.mark.parametrize("name", ["ace-step", "stable-audio", "musicgen-stereo", "audiogen", "audiocraft-on", "magnet"])
def test_lengths_that_no_frame_of_codes_ends_at_are_exact_too(name: str, benches: dict[str, Bench]) -> None:
    sound, rate = sound_of(benches[name].run(7, seconds=0.5803)[0][0])
    goes_on = isinstance(benches[name].case.params, ContinueParams)
    assert len(sound) == goes_on * round(OWN_SECONDS * rate) + round(0.5803 * rate)


@pytest.mark.parametrize("name", ["ace-step", "ace-step-cover", "stable-audio", "musicgen-stereo", "musicgen-tune"])
def test_what_is_wholly_new_has_the_usual_loudness(name: str, benches: dict[str, Bench]) -> None:
    sound, rate = sound_of(benches[name].first[0][0])
    assert loudness(sound, rate) == pytest.approx(-14, abs=1)
    assert benches[name].case.engine.source in ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")


@pytest.mark.parametrize("name", ["ace-step-on", "musicgen-on", "musicgen-on-stereo", "audiocraft-on"])
def test_a_sound_that_goes_on_stays_as_it_was(name: str, benches: dict[str, Bench]) -> None:
    """All but its last moment, in which one goes over into the other."""
    sound, rate = sound_of(benches[name].first[0][0])
    kept = round((OWN_SECONDS - 0.06) * rate)
    assert np.abs(sound[:kept] - tune()[:kept]).max() < 1e-4, "but for sixteen bits"
    end = round(OWN_SECONDS * rate)
    new = sound[end:]
    assert np.sqrt(np.mean(new**2)) > 0.01, "there is something new"


def test_where_one_goes_over_into_the_other_nothing_clicks() -> None:
    """A tone goes on an octave higher, out of step and ten times as faint: no step is larger than the tone's own."""
    at = np.arange(OWN_RATE) / OWN_RATE
    own = 0.3 * np.sin(2 * np.pi * 220 * at)[:, None].astype(np.float32)
    heard = np.arange(16000) / 32000
    tail = 0.03 * np.cos(2 * np.pi * 220 * (heard + 0.5))
    played = np.concatenate([tail, 0.03 * np.cos(2 * np.pi * 440 * heard)])[:, None].astype(np.float32)
    whole = gone_on(Going(own, own[OWN_RATE // 2 :], OWN_RATE, ()), played, 32000, 0.5)
    assert len(whole) == 1.5 * OWN_RATE
    assert np.array_equal(whole[: round(0.95 * OWN_RATE)], own[: round(0.95 * OWN_RATE)])
    # The last frames ring, as any end does that is cut.
    assert np.abs(np.diff(whole[:-20, 0])).max() <= 1.2 * 0.3 * 2 * np.pi * 440 / OWN_RATE
    assert np.abs(whole[OWN_RATE + 5000 : -5000]).max() == pytest.approx(0.3, rel=0.05), "as loud as before"


def test_a_part_is_played_anew_and_all_else_stays(benches: dict[str, Bench]) -> None:
    sound, rate = sound_of(benches["ace-step-part"].first[0][0])
    start, end = round(0.4 * rate), round(1.0 * rate)
    difference = np.abs(sound - tune())
    assert difference[:start].max() < 1e-4 and difference[end:].max() < 1e-4
    assert difference[start + 3000 : end - 3000].max() > 0.02


def test_takes_are_several_pieces_on_one_bar(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step"]
    pieces, ctx = bench.run(7, takes=2)
    assert [made.facts.seed for made in pieces] == [7, 8]
    assert [step.step for step in ctx.steps if step.phase == "composing"] == [1, 2, 3, 4, 5, 6]
    assert {step.total for step in ctx.steps if step.phase == "composing"} == {6}
    assert pieces[0].files[0].data == bench.first[0][0].files[0].data
    assert bench.run(8)[0][0].files[0].data == pieces[1].files[0].data


class Asked:
    """What a pipeline was called with, while it works as ever."""

    def __init__(self, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        with bench.cache.lease(bench.case.spec) as pipe:
            kind, call = type(pipe), type(pipe).__call__

        def listen(pipe: Any, *arguments: Any, **options: Any) -> Any:
            self.options = options
            return call(pipe, *arguments, **options)

        monkeypatch.setattr(kind, "__call__", listen)


def test_lyrics_tempo_key_and_metre_reach_the_singer(
    benches: dict[str, Bench], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = benches["ace-step"]
    asked = Asked(bench, monkeypatch)
    lyrics = "[Verse]\n小船轻轻\n[Chorus]\n摇啊摇"
    sung = bench.run(7, lyrics=lyrics, tempo=97.6, key="B♭", mode="minor", metre="3/4")[0][0]
    said = {name: asked.options[name] for name in ("lyrics", "vocal_language", "bpm", "keyscale", "timesignature")}
    assert said == {
        "lyrics": lyrics, "vocal_language": "zh", "bpm": 98, "keyscale": "Bb minor", "timesignature": "3"
    }  # fmt: skip
    assert asked.options["prompt"] == PROMPT
    bench.run(7, mode="dorian", key="D")
    assert asked.options["lyrics"] == "[Instrumental]"
    assert asked.options["prompt"] == f"{PROMPT}, D dorian" and asked.options["keyscale"] is None
    assert sung.files[0].data != bench.first[0][0].files[0].data


def test_a_piece_can_sound_like_a_recording(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step"]
    assert bench.run(7, like=OWN)[0][0].files[0].data != bench.first[0][0].files[0].data


@pytest.mark.parametrize("name", ["ace-step-cover", "musicgen-tune"])
def test_a_cover_follows_its_recording(name: str, benches: dict[str, Bench]) -> None:
    bench = benches[name]
    other = "b" * 64
    soundfile.write(bench.scratch / f"{other}.flac", tune(first=311.0)[::-1], OWN_RATE)
    assert bench.run(7, sound=other)[0][0].files[0].data != bench.first[0][0].files[0].data


def test_likeness_weighs_the_recording(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step-cover"]
    none, whole = (bench.run(7, likeness=likeness)[0][0].files[0].data for likeness in (0.0, 1.0))
    assert none != whole == bench.first[0][0].files[0].data


@pytest.mark.parametrize(
    "name", ["musicgen-on", "musicgen-on-stereo", "audiocraft-on", "musicgen-tune", "musicgen-stereo"]
)
def test_beyond_its_window_it_slides(name: str, benches: dict[str, Bench], monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly as long, on a bar that goes on over the windows."""
    bench = benches[name]
    monkeypatch.setattr(playing, "WINDOW", 0.9)
    with bench.cache.lease(bench.case.spec) as model:
        if bench.case.spec.runtime == "audiocraft":
            monkeypatch.setattr(model, "max_duration", 0.9)
    (made,), ctx = bench.run(7, seconds=1.3)
    sound, rate = sound_of(made)
    goes_on = isinstance(bench.case.params, ContinueParams)
    assert len(sound) == round((1.3 + goes_on * OWN_SECONDS) * rate)
    steps = [step.step for step in ctx.steps if step.phase == "composing"]
    assert steps == sorted(steps) and steps[-1] == 65


FROM_SOUND = ["ace-step-cover", "ace-step-on", "ace-step-part", "musicgen-on", "musicgen-tune"]


@pytest.mark.parametrize("name", FROM_SOUND)
@pytest.mark.parametrize(
    ("sound", "words"),
    [(np.zeros((0, 2)), "0.0 seconds"), (tune(0.2), "0.2 seconds"), (np.zeros((88200, 1)), "silence")],
    ids=["empty", "short", "silent"],
)
def test_nothing_to_hear_is_told(name: str, sound: Any, words: str, benches: dict[str, Bench]) -> None:
    bench = benches[name]
    soundfile.write(bench.scratch / f"{'c' * 64}.wav", sound, OWN_RATE)
    with pytest.raises(BadInput, match=words):
        bench.run(7, sound="c" * 64)


def test_a_file_that_is_no_sound_is_told(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step-cover"]
    (bench.scratch / f"{'e' * 64}.flac").write_text("these are words")
    with pytest.raises(BadInput, match="cannot be read"):
        bench.run(7, sound="e" * 64)


@pytest.mark.parametrize("name", FROM_SOUND)
def test_one_channel_at_another_rate_is_as_good(name: str, benches: dict[str, Bench]) -> None:
    bench = benches[name]
    soundfile.write(bench.scratch / f"{'d' * 64}.wav", tune(rate=48000, channels=1), 48000)
    sound, rate = sound_of(bench.run(7, sound="d" * 64)[0][0])
    expected = LENGTHS[name]
    assert len(sound) / rate == pytest.approx(expected[2] / expected[0])
    if name in ("ace-step-on", "ace-step-part", "musicgen-on"):
        assert (rate, sound.shape[1]) == (48000, 1), "a person's own sound keeps its form"


def test_of_a_long_recording_as_much_is_taken_as_the_window_holds(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step-cover"]
    window = bench.case.spec.model_copy(
        update={"defaults": bench.case.spec.defaults.model_copy(update={"window": 1.0})}
    )
    (made,) = bench.pieces(bench.context(), bench.case.ask(7, window))
    assert len(sound_of(made)[0]) == 8000
    assert any("first 1" in str(note) for note in made.notes)


@pytest.mark.parametrize(("start", "end", "words"), [(3.0, 5.0, "outside"), (1.2, 1.4, "outside")])
def test_a_part_has_to_lie_inside(start: float, end: float, words: str, benches: dict[str, Bench]) -> None:
    with pytest.raises(BadInput, match=words):
        benches["ace-step-part"].run(7, start=start, end=end)


def test_a_part_that_ends_before_it_begins_is_refused_before_anything_waits(benches: dict[str, Bench]) -> None:
    bench = benches["ace-step-part"]
    ask = bench.case.ask(7, start=5.0, end=2.0)
    with pytest.raises(BadInput, match="end after it begins"):
        bench.case.engine.check(ask.params, ask.options, ask.choice, bench.host)


def test_a_library_that_is_too_old_is_named(benches: dict[str, Bench]) -> None:
    class Future(AceStep):
        needs = "diffusers/pipelines/ace_step_of_next_year"

    bench = benches["ace-step"]
    ask = bench.case.ask(7)
    assert AceStep().lack(ACE.model_copy(update={"path": str(bench.scratch)}), bench.host) is None
    reason = Future().fits(ask.params, ask.choice, bench.host)
    assert isinstance(reason, DoesNotFit) and "newer diffusers" in str(reason)


def test_what_may_not_be_sold_is_hidden_by_the_switch_and_never_taken_by_itself(benches: dict[str, Bench]) -> None:
    here = {"path": str(benches["ace-step"].scratch), "repo": "", "cpu": True}
    host = Host(
        Catalog([ACE, TUNE.model_copy(update=here), NOISE.model_copy(update=here)]), benches["ace-step"].host.device
    )
    for mode, name in (("cover", "tune"), ("continue-music", "tune"), ("effects", "noise")):
        offered, sold = ({key for _, key in engines((MODES[mode],), host, switch)} for switch in (False, True))
        assert name in offered and name not in sold
        others = [choice for choice in MODES[mode].choices(host) if choice.name == name]
        assert others and not any(choice.engine.volunteers(MORE, choice, host) for choice in others)
        assert MODES[mode].usual(host, name).name == name


def test_magnet_writes_no_more_than_its_window(benches: dict[str, Bench]) -> None:
    ask = benches["magnet"].case.ask(7, seconds=31.0)
    assert "at most 30 seconds" in str(Magnet().fits(ask.params, ask.choice, benches["magnet"].host))


def test_magnet_leaves_the_attention_of_others_alone(benches: dict[str, Bench]) -> None:
    """What all models of audiocraft attend with is one setting of the process."""
    benches["magnet"].run(7)
    made = benches["audiocraft-on"].run(7)[0][0]
    assert made.files[0].data == benches["audiocraft-on"].first[0][0].files[0].data


def test_only_models_of_its_kind_are_offered(benches: dict[str, Bench]) -> None:
    specs = [ACE, replace_key(CRAFTED, "old"), TUNE, NOISE, STABLE]
    host = Host(Catalog(specs), benches["ace-step"].host.device)
    offered = {
        type(engine).__name__: [choice.name for choice in engine.choices(host)]
        for engine in (AceStep(), MusicGen(), MusicgenMelody(), MusicgenContinuation(), AudioGen(), StableAudio())
    }
    assert offered == {
        "AceStep": ["ace"],
        "MusicGen": ["old", "tune"],
        "MusicgenMelody": ["tune"],
        "MusicgenContinuation": ["old", "tune"],
        "AudioGen": ["noise"],
        "StableAudio": ["stable"],
    }


def replace_key(model: ModelSpec, key: str) -> ModelSpec:
    return model.model_copy(update={"key": key})
