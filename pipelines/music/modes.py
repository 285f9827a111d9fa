"""The modes of music, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.music.acestep.continuing import AceStepContinuation
from pipelines.music.acestep.cover import AceStepCover
from pipelines.music.acestep.engine import AceStep
from pipelines.music.acestep.repaint import AceStepRepaint
from pipelines.music.ask import MusicParams
from pipelines.music.ask_edit import RearrangeParams
from pipelines.music.ask_sound import (
    ArrangeParams,
    ContinueParams,
    CoverParams,
    EffectsParams,
    MixParams,
    RepaintParams,
    SeparateParams,
    TouchUpParams,
    TranscribeParams,
)
from pipelines.music.composer.arranging.engine import Arranger
from pipelines.music.composer.edit.engine import Rearranger
from pipelines.music.composer.engine import Composer
from pipelines.music.musicgen.audiogen import AudioGen
from pipelines.music.musicgen.continuing import MusicgenContinuation
from pipelines.music.musicgen.engine import MusicGen
from pipelines.music.musicgen.magnet import Magnet
from pipelines.music.musicgen.melody import MusicgenMelody
from pipelines.music.stable_audio import StableAudio
from pipelines.music.tools.editor import SoundEditor
from pipelines.music.tools.mixer import SoundMixer
from pipelines.music.tools.separator import Separator
from pipelines.music.transcriber.engine import Transcriber
from studio.jobs.mode import Mode

MUSIC: tuple[Mode, ...] = (
    Mode(
        "music",
        MusicParams,
        (AceStep(), MusicGen(), Magnet(), Composer()),
        makes="music",
        examples=(
            "a slow jazz waltz for piano and saxophone, late at night",
            "epic film music in D minor, a heroic battle, 120 bpm",
            "江南水乡的清晨，古筝与竹笛，宁静",
        ),
        formerly={"generator": "music"},
    ),
    Mode("rearrange", RearrangeParams, (Rearranger(),), makes="music"),
    Mode("transcribe", TranscribeParams, (Transcriber(),), makes="music"),
    Mode(
        "arrange",
        ArrangeParams,
        (Arranger(),),
        makes="music",
        examples=("a slow jazz waltz for piano", "heroic film music with brass", "欢快的凯尔特舞曲，竖琴与笛"),
    ),
    Mode(
        "cover",
        CoverParams,
        (AceStepCover(), MusicgenMelody()),
        makes="music",
        examples=("a gentle bossa nova for guitar and flute", "heavy metal with a choir", "二胡与弦乐，缓慢，深情"),
    ),
    Mode(
        "continue-music",
        ContinueParams,
        (AceStepContinuation(), MusicgenContinuation()),
        makes="music",
        examples=("it grows into a full orchestra", "the drums come in, with a bass", "渐渐安静下来，只剩钢琴"),
    ),
    Mode(
        "repaint-music",
        RepaintParams,
        (AceStepRepaint(),),
        makes="music",
        examples=("a guitar solo", "a break with drums alone", "一段笛子独奏"),
    ),
    Mode(
        "effects",
        EffectsParams,
        (StableAudio(), AudioGen()),
        makes="music",
        examples=("rain on a tin roof, thunder far away", "steps on gravel, a door creaks", "海浪与海鸥"),
    ),
    Mode("touch-up", TouchUpParams, (SoundEditor(),), makes="music"),
    Mode("mix", MixParams, (SoundMixer(),), makes="music"),
    Mode("separate", SeparateParams, (Separator(),), makes="music"),
)
