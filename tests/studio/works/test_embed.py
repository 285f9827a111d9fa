"""The recipe travels inside each file, and no pixel, sample or note is changed by it."""

from __future__ import annotations

import io
import json
import wave
from collections.abc import Callable
from html import escape
from typing import Any
from xml.etree import ElementTree

import av
import mido
import numpy as np
import pytest
import soundfile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3, TXXX
from mutagen.oggvorbis import OggVorbis
from PIL import Image, ImageSequence

from studio.words import plain
from studio.works.bare import bare
from studio.works.embed import embed, extract
from studio.works.rdf import recipe_in
from studio.works.recipe import ModelUse, Recipe
from studio.works.tags import parameters_text

RNG = np.random.default_rng(7)


def a_recipe(**changes: Any) -> Recipe:
    values: dict[str, Any] = {
        "mode": "sketch",
        "engine": "sketcher",
        "kind": "image",
        "title": "Three birds <over> the “sea”",
        "params": {"prompt": "three birds -- over the sea\nat dawn, 三只鸟 🐦", "width": 64, "seed": 7},
        "seed": 7,
        "facts": {"width": 64, "height": 48},
        "notes": (plain("No drawing for “zyzzyva”."),),
        "versions": {"numpy": "2.4.6"},
    }
    return Recipe(**{**values, **changes})


def picture(mode: str = "RGB", frame: int = 0) -> Image.Image:
    bands = {"RGB": 3, "RGBA": 4, "L": 1}[mode]
    pixels = np.random.default_rng(frame).integers(0, 256, (48, 64, bands), np.uint8)
    return Image.fromarray(pixels.squeeze(), mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def sound(form: str, subtype: str = "PCM_16", channels: int = 2) -> bytes:
    out = io.BytesIO()
    samples = 0.5 * np.sin(np.arange(8000)[:, None] / np.arange(9, 9 + channels))
    soundfile.write(out, samples, 44100, format=form, subtype=subtype)
    return out.getvalue()


def film(audio: bool) -> bytes:
    """Half a second of H.264 with B-frames, and a tone in AAC."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        video = target.add_stream("libx264", rate=24)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        tone = target.add_stream("aac", rate=44100) if audio else None
        for number in range(12):
            target.mux(video.encode(av.VideoFrame.from_image(picture(frame=number))))
        target.mux(video.encode())
        if tone:
            wave_form = np.sin(np.arange(22050) / 9)[None].astype(np.float32)
            frame = av.AudioFrame.from_ndarray(wave_form, "fltp", "mono")
            frame.sample_rate = 44100
            target.mux(tone.encode(frame))
            target.mux(tone.encode())
    return out.getvalue()


def tune() -> bytes:
    file = mido.MidiFile(charset="utf-8")
    for name in ("旋律", "bass"):
        track = mido.MidiTrack([mido.MetaMessage("track_name", name=name), mido.MetaMessage("set_tempo", tempo=480000)])
        for note in (60, 64, 67):
            track += [mido.Message("note_on", note=note), mido.Message("note_off", note=note, time=240)]
        file.tracks.append(track)
    out = io.BytesIO()
    file.save(file=out)
    return out.getvalue()


def pixels(data: bytes) -> Any:
    with Image.open(io.BytesIO(data)) as image:
        return [
            (frame.convert("RGBA").tobytes(), frame.info.get("duration"), image.info.get("loop"))
            for frame in ImageSequence.Iterator(image)
        ]


def samples(data: bytes) -> Any:
    values, rate = soundfile.read(io.BytesIO(data), dtype="float64", always_2d=True)
    return rate, values.shape, values.tobytes()


def frames(data: bytes) -> Any:
    with av.open(io.BytesIO(data)) as source:
        return [
            (type(frame).__name__, float(frame.pts * frame.time_base), frame.to_ndarray().tobytes())
            for frame in source.decode()
        ]


def notes(data: bytes) -> Any:
    tracks = mido.MidiFile(file=io.BytesIO(data), charset="utf-8").tracks
    return [[message for message in track if message.type != "text"] for track in tracks]


def drawing(data: bytes) -> Any:
    root = ElementTree.fromstring(data)
    for metadata in root.findall("{*}metadata"):
        root.remove(metadata)
    return [(part.tag, part.attrib) for part in root.iter()]


def measures(data: bytes) -> Any:
    return [(part.tag, part.text, part.attrib) for part in ElementTree.fromstring(data).iterfind("part//")]


def words(data: bytes) -> Any:
    return data.decode().split("<!-- inkstone")[0].rstrip()


SVG = (
    '<?xml version="1.0"?><svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg">'
    '<g id="sea"><path d="M0 0h9"/></g></svg>'
)
SCORE = (
    '<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0"><identification><encoding>'
    "<software>Inkstone</software></encoding></identification><part-list><score-part id='P1'>"
    "<part-name>Flute</part-name></score-part></part-list><part id='P1'><measure number='1'><note><rest/>"
    "<duration>4</duration></note></measure></part></score-partwise>"
)
MOVING = {"save_all": True, "append_images": [picture(frame=number) for number in (1, 2)], "duration": 80, "loop": 0}
FILES: dict[str, tuple[str, bytes, Callable[[bytes], Any]]] = {
    "png": (".png", saved(picture(), "PNG"), pixels),
    "png with alpha": (".png", saved(picture("RGBA"), "PNG"), pixels),
    "gif": (".gif", saved(picture(), "GIF"), pixels),
    "moving gif": (".gif", saved(picture(), "GIF", **MOVING), pixels),
    "webp": (".webp", saved(picture(), "WEBP"), pixels),
    "lossless webp": (".webp", saved(picture(), "WEBP", lossless=True), pixels),
    "lossless webp with alpha": (".webp", saved(picture("RGBA"), "WEBP", lossless=True, exact=True), pixels),
    "webp with alpha": (".webp", saved(picture("RGBA"), "WEBP"), pixels),
    "moving webp": (".webp", saved(picture(), "WEBP", **MOVING), pixels),
    "svg": (".svg", SVG.encode(), drawing),
    "wav": (".wav", sound("WAV"), samples),
    "wav of 24 bits": (".wav", sound("WAV", "PCM_24", 1), samples),
    "wav of floats": (".wav", sound("WAV", "FLOAT"), samples),
    "flac": (".flac", sound("FLAC"), samples),
    "flac of 24 bits": (".flac", sound("FLAC", "PCM_24"), samples),
    "mp3": (".mp3", sound("MP3", "MPEG_LAYER_III"), samples),
    "ogg": (".ogg", sound("OGG", "VORBIS"), samples),
    "musicxml": (".musicxml", SCORE.encode(), measures),
    "mp4": (".mp4", film(audio=False), frames),
    "mp4 with sound": (".mp4", film(audio=True), frames),
    "midi": (".mid", tune(), notes),
    "text": (".txt", b"three birds\nover the sea\n", words),
    "markdown": (".md", b"# Dawn\n\nthree birds  \nover the sea -- <!-- inkstone {} -->\n", lambda data: None),
}


@pytest.mark.parametrize("name", FILES)
def test_the_recipe_comes_back_and_the_content_is_the_same(name: str) -> None:
    suffix, data, content = FILES[name]
    recipe = a_recipe()
    assert extract(data, suffix) is None, "a file of somebody else has no recipe"
    signed = embed(data, suffix, recipe, "main")
    assert extract(signed, suffix) == (recipe, "main")
    assert content(signed) == content(data)
    assert signed == embed(data, suffix, recipe, "main"), "the same recipe gives the same bytes"
    assert extract(embed(data, suffix, recipe, "svg"), suffix) == (recipe, "svg"), "the role comes back"


def test_a_transparent_webp_says_so_in_its_header() -> None:
    """Some readers, browsers among them, trust the flag alone."""
    for name, flag in (("lossless webp with alpha", 0x10), ("lossless webp", 0)):
        signed = embed(FILES[name][1], ".webp", a_recipe())
        assert signed[12:16] == b"VP8X" and signed[20] & 0x10 == flag


@pytest.mark.parametrize("name", FILES)
def test_a_long_recipe_comes_back_whole(name: str) -> None:
    suffix, data, _ = FILES[name]
    recipe = a_recipe(params={"prompt": "海" * 30_000}, notes=(plain("a"), plain("b")) * 500)
    assert extract(embed(data, suffix, recipe), suffix) == (recipe, "main")


def test_a_poem_reads_as_before_and_keeps_its_words() -> None:
    poem = "# Dawn\n\nthree birds  \nover the sea -- really\n"
    signed = embed(poem.encode(), ".md", a_recipe()).decode()
    assert signed.startswith(poem.rstrip())
    assert signed.count("<!--") == 1 and "--" not in signed.split("<!--")[1].removesuffix(" -->\n")


def test_a_file_without_a_place_for_it_stays_as_it_is() -> None:
    assert embed(b"anything", ".bin", a_recipe()) == b"anything"
    assert extract(b"anything", ".bin") is None


def test_a_signed_wav_opens_in_pythons_own_reader() -> None:
    with wave.open(io.BytesIO(embed(sound("WAV"), ".wav", a_recipe()))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (44100, 2, 8000)


def test_other_image_tools_read_the_parameters() -> None:
    """The `parameters` text as AUTOMATIC1111's web UI writes it and others parse it."""
    recipe = a_recipe(
        params={"prompt": "a red fox", "negative_prompt": "blurry"},
        seed=13,
        facts={
            "steps": 4,
            "guidance_scale": 1.5,
            "sampler": "Euler",
            "schedule": "Karras",
            "width": 512,
            "height": 768,
        },
        models=(ModelUse(key="sd-turbo", title="SD-Turbo", licence="x", commercial="ask"),),
    )
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", recipe))) as image:
        text = image.info["parameters"]
    assert text == (
        "a red fox\nNegative prompt: blurry\n"
        "Steps: 4, Sampler: Euler, Schedule type: Karras, CFG scale: 1.5, Seed: 13, Size: 512x768, Model: sd-turbo, "
        "Version: Inkstone 0.1.0"
    )
    assert parameters_text(a_recipe(facts={}, params={})) == "\nSeed: 7, Version: Inkstone 0.1.0"


def as_before(suffix: str, data: bytes, recipe: Recipe) -> bytes:
    """A file as the first studios signed it: bare JSON in a WebP's XMP and in an SVG's metadata, a user's frame in an
    MP3."""
    note = json.dumps({**recipe.model_dump(mode="json"), "role": "main"}, ensure_ascii=False, sort_keys=True)
    if suffix == ".svg":
        tag = f'<metadata id="inkstone">{escape(note)}</metadata>'
        return data.replace(b"<g", tag.encode() + b"<g", 1)
    signed = embed(data, suffix, recipe)
    if suffix == ".webp":
        start = signed.index(b"XMP ")
        chunk = b"XMP " + len(note.encode()).to_bytes(4, "little") + note.encode()
        body = signed[12:start] + chunk + b"\0" * (len(chunk) % 2)
        return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body
    tags = ID3()
    tags.add(TXXX(encoding=3, desc="comment", text=[note]))
    out = io.BytesIO(data)
    tags.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", ["svg", "webp", "moving webp", "lossless webp with alpha", "mp3"])
def test_files_of_the_first_studios_are_still_read(name: str) -> None:
    suffix, data, content = FILES[name]
    recipe = a_recipe(title="<b> & 海", params={"prompt": "a & b </metadata> 鸟"})
    old = as_before(suffix, data, recipe)
    assert extract(old, suffix) == (recipe, "main") and content(old) == content(data)


@pytest.mark.parametrize("form", ["our own", "hoisted", "attribute", "apart"])
@pytest.mark.parametrize("suffix", [".svg", ".webp"])
def test_the_recipe_outlives_another_programs_editing(suffix: str, form: str) -> None:
    """Other programs write the same RDF in other ways: names declared at the root, values as attributes."""
    data = FILES[suffix[1:]][1]
    recipe = a_recipe()
    document = embed(data, suffix, recipe)
    if suffix == ".webp":
        document = xmp_of(document)
    root = ElementTree.fromstring(document)
    (property,) = root.iter("{urn:inkstone:}recipe")
    (parent,) = (one for one in root.iter() if property in list(one))
    for title in root.iter("{http://purl.org/dc/elements/1.1/}title"):
        title.clear()
    if form != "our own":
        document = ElementTree.tostring(root)
    if form == "attribute":
        parent.remove(property)
        parent.set("{urn:inkstone:}recipe", property.text or "")
        document = ElementTree.tostring(root)
    if form == "apart":
        parent.remove(property)
        ElementTree.SubElement(root, parent.tag).append(property)
        document = ElementTree.tostring(root, encoding="utf-16")
    found = recipe_in(document)
    assert found and Recipe.model_validate(without_role(json.loads(found))) == recipe


def without_role(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "role"}


def xmp_of(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return bytes(image.info["xmp"])


def test_a_document_that_defines_entities_is_not_read() -> None:
    """With a few of them it could grow without bounds."""
    note = escape(a_recipe().to_json(), quote=False)
    document = f'<svg><!-- --><metadata id="inkstone">{note}</metadata></svg>'
    assert extract(document.encode(), ".svg") is not None
    quoted = note.replace("'", "&#39;")
    declared = f"<!DOCTYPE svg [<!ENTITY all '{quoted}'>]>" + document.replace(note, "&all;")
    assert extract(declared.encode(), ".svg") is None


def test_a_film_still_plays_before_it_is_whole() -> None:
    """A browser starts to play once it has the index, so the index has to come first."""
    signed = embed(film(False), ".mp4", a_recipe())
    assert signed.index(b"moov") < signed.index(b"mdat")


def test_players_show_title_and_maker() -> None:
    for suffix, data in ((".mp4", film(False)), (".flac", sound("FLAC")), (".mp3", sound("MP3", "MPEG_LAYER_III"))):
        with av.open(io.BytesIO(embed(data, suffix, a_recipe(title="Sea 海")))) as source:
            assert source.metadata["title"] == "Sea 海"
            assert source.metadata["artist"] == "Inkstone 0.1.0"
    ogg = OggVorbis(io.BytesIO(embed(sound("OGG", "VORBIS"), ".ogg", a_recipe(title="Sea 海"))))
    assert (ogg["title"], ogg["artist"]) == (["Sea 海"], ["Inkstone 0.1.0"])


LIGHT = (
    "png",
    "gif",
    "lossless webp",
    "webp",
    "svg",
    "wav",
    "flac",
    "mp3",
    "ogg",
    "mp4",
    "midi",
    "musicxml",
    "markdown",
)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=600), name=st.sampled_from(LIGHT))
@example("]]></metadata></svg><script>", "svg")
@example("--><!-- inkstone {} -->---->", "markdown")
@example("\x00\x01\x1f\x7f\x85\ufffe\uffff\u2028\u202e", "svg")
@example("\x00\x01\r\x1f\x7f\x85\ufffe\uffff\u2028\u202e ]]> <?xpacket end='w'?>", "webp")
@example("null\x00byte", "mp4")
@example("null\x00byte", "wav")
@example("=;\\#\n[chapter]", "flac")
@example("=;\\#\n[chapter]\x00", "ogg")
@example("]]></miscellaneous-field>&lt;\x00\x01\r\x1f\x7f\x85\ufffe\uffff\u2028\u202e", "musicxml")
@example('!\xfe{"', "gif")
def test_hostile_words_come_back_as_they_were(text: str, name: str) -> None:
    suffix, data, content = FILES[name]
    recipe = a_recipe(title=text, params={"prompt": text, text: [text]}, notes=(plain(text),), facts={})
    signed = embed(data, suffix, recipe)
    assert extract(signed, suffix) == (recipe, "main")
    assert content(signed) == content(data)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from([*FILES, "nothing"]), cut=st.integers(0, 2000))
def test_garbage_of_any_suffix_has_no_recipe_and_does_no_harm(data: bytes, name: str, cut: int) -> None:
    suffix, good, _ = FILES.get(name, (".txt", b"", None))
    signed = embed(good, suffix, a_recipe())
    for garbage in (data, good[:12] + data, signed[:cut], signed[:cut] + data + signed[cut + len(data) :]):
        extract(garbage, suffix)  # Never raises.
    assert extract(data, suffix) is None


@pytest.mark.parametrize(
    "note",
    [
        "null",
        "[]",
        "7",
        '"text"',
        "{}",
        '{"kind": "statue"}',
        "[" * 100_000,
        '{"seed": 1' + "0" * 9000 + "}",
        "not json",
    ],
)
def test_a_strangers_note_is_not_taken_for_a_recipe(note: str) -> None:
    svg = SVG.replace("<g", f'<metadata id="inkstone">{note}</metadata><g')
    assert extract(svg.encode(), ".svg") is None


def test_a_file_is_read_as_what_its_name_says_and_as_nothing_else() -> None:
    """Guessing would try playlists too, which open whatever files and addresses a stranger writes into them."""
    signed = embed(sound("WAV"), ".wav", a_recipe())
    assert extract(signed, ".wav") is not None
    assert [extract(signed, suffix) for suffix in (".flac", ".mp3", ".mp4")] == [None] * 3


def test_the_note_is_plain_json() -> None:
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", a_recipe()))) as image:
        assert json.loads(image.info["inkstone"])["params"]["prompt"].startswith("three birds")


def test_a_score_without_its_words_is_still_the_score() -> None:
    lyric = "<lyric><text>secret</text></lyric>"
    sung = SCORE.replace("<duration>4</duration>", f"<duration>4</duration>{lyric}").replace(
        "<identification>", "<work><work-title>Secret</work-title></work><identification>"
    )
    left = bare(embed(sung.encode(), ".musicxml", a_recipe()), ".musicxml")
    assert measures(left) == measures(SCORE.encode())
    assert b"ecret" not in left and b"birds" not in left and b"inkstone" not in left
    assert bare(b"[ti:Secret]\n[re:Inkstone]\n[00:01.00]la la\n", ".lrc") == b"[00:01.00]la la\n"


def test_an_ogg_file_without_its_words_sounds_the_same() -> None:
    data = sound("OGG", "VORBIS")
    left = bare(embed(data, ".ogg", a_recipe()), ".ogg")
    assert b"birds" not in left and samples(left) == samples(data)
