"""What other programs read of a work in its file, read back by libraries that share no code with the writer."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from PIL import Image

from studio.works.embed import embed, extract
from studio.works.parameters import Parameters
from studio.works.recipe import ModelUse, Recipe
from tests.studio.works.test_embed import SVG, film, picture, saved, sound

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
MODEL = ModelUse(key="sd-turbo", title="SD Turbo", licence="x", commercial="ask")
PICTURE: dict[str, Any] = {
    "width": 512,
    "height": 768,
    "steps": 4,
    "sampler": "DPM++ 2M",
    "schedule": "Karras",
    "guidance_scale": 1.5,
}
MUSIC: dict[str, Any] = {"seconds": 0.2, "loudness": -14.0, "genre": "jazz", "tempo": 92.4, "key": "D", "mode": "minor"}


def recipe(kind: Any, facts: dict[str, Any], **changes: Any) -> Recipe:
    values: dict[str, Any] = {
        "mode": kind,
        "engine": "test",
        "kind": kind,
        "title": "Sea 海",
        "params": {"prompt": "a red fox, at dawn: soft light", "negative_prompt": "blurry, \nugly"},
        "seed": 13,
        "models": (MODEL,),
        "facts": facts,
    }
    return Recipe(**{**values, **changes})


def a1111(text: str) -> dict[str, str]:
    """The `parameters` text as AUTOMATIC1111's web UI reads it: pairs in the last line, the prompts before it."""
    *asked, last = text.strip().split("\n")
    pairs = dict(re.findall(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)', last))
    marks = [number for number, line in enumerate(asked) if line.startswith("Negative prompt:")]
    cut = marks[0] if marks else len(asked)
    negative = "\n".join(asked[cut:]).removeprefix("Negative prompt:").strip()
    return {"prompt": "\n".join(asked[:cut]), "negative": negative, **pairs}


def test_a_picture_tells_other_image_tools_how_it_was_painted() -> None:
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", recipe("image", PICTURE)))) as image:
        read = a1111(image.info["parameters"])
    assert read == {
        "prompt": "a red fox, at dawn: soft light",
        "negative": "blurry, \nugly",
        "Steps": "4",
        "Sampler": "DPM++ 2M",
        "Schedule type": "Karras",
        "CFG scale": "1.5",
        "Seed": "13",
        "Size": "512x768",
        "Model": "sd-turbo",
        "Version": "Inkstone 0.1.0",
    }


def test_an_independent_reader_of_the_form_finds_the_same() -> None:
    """sd-parsers shares no code with the writer, nor with the reader of the studio's own."""
    from sd_parsers import ParserManager
    from sd_parsers.data import Generators

    params = {"prompt": "a fox", "negative_prompt": "snow", "variation": 0.3, "variation_seed": 5}
    used = {"prompt_used": "a red fox, (soft:1.2) light", "negative_used": "snow, blurry", "loras": ("ink:0.6",)}
    made = recipe("image", {**PICTURE, **used}, params=params)
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", made))) as image:
        info = ParserManager().parse(image)
    assert info is not None and info.generator == Generators.AUTOMATIC1111
    (sampler,) = info.samplers
    assert (sampler.name, str(sampler.model)) == ("DPM++ 2M", "sd-turbo")
    assert sampler.parameters == {"scheduler": "Karras", "cfg_scale": "1.5", "seed": "13", "steps": "4"}
    assert [str(one) for one in sampler.prompts] == ["a red fox, (soft:1.2) light <lora:ink:0.6>"]
    assert [str(one) for one in sampler.negative_prompts] == ["snow, blurry"]
    assert (info.metadata["Size"], info.metadata["Variation seed"]) == ("512x768", "5")


def test_what_was_written_is_read_again_by_the_studio_itself() -> None:
    made = recipe("image", PICTURE)
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", made))) as image:
        said = Parameters.read(image.info["parameters"])
    assert (said.steps, said.sampler, said.schedule, said.guidance_scale) == (4, "DPM++ 2M", "Karras", 1.5)
    assert (said.seed, said.width, said.height, said.model) == (13, 512, 768, "sd-turbo")


def test_a_drawn_picture_claims_no_sampler() -> None:
    drawn = recipe("image", {"width": 64, "height": 48, "finish": "oil"}, models=())
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", drawn))) as image:
        read = a1111(image.info["parameters"])
    assert read["Size"] == "64x48"
    assert not {"Model", "Steps", "Sampler", "Schedule type", "CFG scale"} & set(read)


@pytest.mark.parametrize("kind", ["image", "animation", "music"])
@pytest.mark.parametrize("steps", [None, 4])
@pytest.mark.parametrize("helpers", [0, 1, 2])
def test_only_the_model_that_painted_is_named(kind: str, steps: int | None, helpers: int) -> None:
    """Not one that understood the words, enlarged the picture or played the music that a piano roll shows."""
    others = [ModelUse(key=f"helper-{number}", title="x", licence="x", commercial="yes") for number in range(helpers)]
    made = recipe(kind, {"steps": steps}, models=(*([MODEL] if steps else []), *others))
    with Image.open(io.BytesIO(embed(saved(picture(), "PNG"), ".png", made))) as image:
        model = a1111(image.info["parameters"]).get("Model")
    assert model == ("sd-turbo" if steps and kind != "music" else None)


def test_an_mp3_has_id3_frames() -> None:
    data = embed(sound("MP3", "MPEG_LAYER_III"), ".mp3", recipe("music", MUSIC))
    frames = ID3(io.BytesIO(data))
    assert (str(frames["TIT2"]), str(frames["TPE1"])) == ("Sea 海", "Inkstone 0.1.0")
    assert (str(frames["TCON"]), str(frames["TBPM"])) == ("jazz", "92")
    (comment,) = frames.getall("COMM")
    assert '"genre": "jazz"' in comment.text[0] and not frames.getall("TXXX")


def test_an_mp3_whose_title_was_edited_keeps_its_recipe() -> None:
    made = recipe("music", MUSIC)
    data = io.BytesIO(embed(sound("MP3", "MPEG_LAYER_III"), ".mp3", made))
    frames = ID3(data)
    frames["TIT2"].text = ["Another " * 200]
    frames.save(data)
    assert extract(data.getvalue(), ".mp3") == (made, "main")


def test_a_webp_has_an_xmp_packet() -> None:
    with Image.open(io.BytesIO(embed(saved(picture(), "WEBP"), ".webp", recipe("image", PICTURE)))) as image:
        packet = image.info["xmp"].decode()
    assert packet.startswith('<?xpacket begin="\ufeff"') and packet.endswith('<?xpacket end="w"?>')
    about = ElementTree.fromstring(packet).find(f"{RDF}RDF/{RDF}Description")
    assert about is not None
    for name, words in (("title", "Sea 海"), ("description", "a red fox, at dawn: soft light")):
        (word,) = about.iterfind(f"{DC}{name}/{RDF}Alt/{RDF}li")
        assert word.text == words and word.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "x-default"}
    assert about.findtext("{http://ns.adobe.com/xap/1.0/}CreatorTool") == "Inkstone 0.1.0"


def test_a_flac_has_comments() -> None:
    tags = FLAC(io.BytesIO(embed(sound("FLAC"), ".flac", recipe("music", MUSIC))))
    assert (tags["title"], tags["artist"], tags["genre"], tags["bpm"]) == (
        ["Sea 海"],
        ["Inkstone 0.1.0"],
        ["jazz"],
        ["92"],
    )


def test_a_wav_has_riff_info() -> None:
    data = embed(sound("WAV"), ".wav", recipe("music", MUSIC))
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert (file.title, file.artist, file.genre) == ("Sea 海", "Inkstone 0.1.0", "jazz")
    assert b"INFO" in data and b"IGNR" in data


def test_an_mp4_has_itunes_atoms() -> None:
    facts = {"width": 64, "height": 48, "seconds": 0.5, "fps": 24, "frames": 12}
    tags = MP4(io.BytesIO(embed(film(True), ".mp4", recipe("animation", facts))))
    assert (tags["\xa9nam"], tags["\xa9ART"]) == (["Sea 海"], ["Inkstone 0.1.0"])
    assert '"seconds": 0.5' in tags["\xa9cmt"][0]


def test_an_svg_holds_its_facts_in_dublin_core() -> None:
    root = ElementTree.fromstring(embed(SVG.encode(), ".svg", recipe("image", PICTURE), "svg"))
    (work,) = root.iterfind(f"{{*}}metadata/{RDF}RDF/{{http://creativecommons.org/ns#}}Work")
    assert work.attrib == {f"{RDF}about": ""}
    assert (work.findtext(f"{DC}title"), work.findtext(f"{DC}format")) == ("Sea 海", "image/svg+xml")
    assert work.findtext(f"{DC}description") == "a red fox, at dawn: soft light"
    note = work.findtext("{urn:inkstone:}recipe")
    assert note and '"guidance_scale": 1.5' in note and '"width": 512' in note


@pytest.mark.parametrize("kind", ["poem", "story"])
def test_a_text_ends_with_its_facts(kind: str) -> None:
    data = embed(b"# Dawn\n\nthree birds\n", ".md", recipe(kind, {"words": 2, "form": "haiku"})).decode()
    assert data.startswith("# Dawn\n\nthree birds") and '"form": "haiku"' in data
