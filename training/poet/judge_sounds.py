"""The judge's own tones and rhymes: the readings of 廣韻 (1008), its 206 rhymes joined to the groups of 平水韻.

From the package tshet-uinh (MIT; its data, the text of 廣韻, is in the public domain). A second source, for tones
alone, are the tone marks that the collection chinese-poetry (MIT) keeps for its poems: they know later characters.
"""

from __future__ import annotations

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from training.fetch import npm

TABLE = Path(__file__).parents[2] / "tests" / "training" / "poet_tables" / "sounds.json"
PACKAGE = ("tshet-uinh", "0.15.4", "d0805fcf420525aeca17cc703331f7d9c495e738d72fd34bab0fdd806f1c3f8b")
LEVEL, OBLIQUE, EITHER = "平", "仄", "○"
# A character that 廣韻 lacks in this form or reading, and one that it has: another way to write it, or its sound in
# that reading, as 集韻 (1037) adds it.
SAME = (
    "間閒窗窻魂䰟匆蔥胸胷棋棊鞍鞌韓寒卮巵裙裠髭頿撐瞠勾句琉瑠奩匳強彊卻却樣㨾瀟蕭烹亨"
    "倘儻蝴胡茲兹聯連崑昆崙淪粗麤歎嘆迴回腮顋抬擡涯牙漫瞞"
)
# The level rhymes of 廣韻, those that one group of 平水韻 joins side by side (王力, 漢語詩律學, section 4).
JOINED = (
    "東 冬鍾 江 支脂之 微 魚 虞模 齊 佳皆 灰咍 真諄臻 文殷欣 元魂痕 寒桓 刪山 "
    "先仙 蕭宵 肴 豪 歌戈 麻 陽唐 庚耕清 青 蒸登 尤侯幽 侵 覃談 鹽添嚴 咸銜凡"
)
GROUP = {rhyme: joined[0] for joined in JOINED.split() for rhyme in joined}
READ = """
import sounds from "./index.js";
const found = {};
for (const place of sounds.資料.iter音韻地位())
    for (const entry of sounds.資料.query音韻地位(place))
        (found[entry.字頭] ??= []).push([place.聲, entry.來源?.韻目 ?? "", place.韻]);
console.log(JSON.stringify(found));
"""


class Sounds:
    """Tones and level rhymes of a character. One with several readings has them all."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        """From each group's characters; the group 仄 holds the oblique readings, 平 level ones of unknown rhyme."""
        self._groups: defaultdict[str, set[str]] = defaultdict(set)
        for name, characters in groups.items():
            for character in characters:
                self._groups[character].add(name)

    @classmethod
    def load(cls, path: Path = TABLE) -> Sounds:
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def __contains__(self, character: str) -> bool:
        return character in self._groups

    def tones(self, character: str) -> set[str]:
        """平, 仄 or both; none for an unknown character."""
        return {OBLIQUE if name == OBLIQUE else LEVEL for name in self._groups.get(character, ())}

    def rhymes(self, character: str) -> set[str]:
        """Names of its level groups."""
        return self._groups.get(character, set()) - {LEVEL, OBLIQUE}


def make(folder: Path, collection: Path, characters: Iterable[str], target: Path = TABLE) -> dict[str, str]:
    """Writes the table for these characters and the collection's; those that 廣韻 lacks are returned by what is known.

    Args:
        folder: where the package is unpacked.
        collection: the unpacked package chinese-poetry.
    """
    read, marks, same = _readings(npm(*PACKAGE, folder)), _marks(collection / "dist"), _same()
    groups: defaultdict[str, str] = defaultdict(str)
    rest: defaultdict[str, str] = defaultdict(str)
    for character in sorted({*characters, *marks}):
        names = set[str]().union(*(read.get(form, set()) for form in same(character)))
        tones = {OBLIQUE if name == OBLIQUE else LEVEL for name in names}
        if not names:
            rest["".join(sorted(marks.get(character, ()))) or "空"] += character
        for name in names | (marks.get(character, set()) - tones):
            groups[name] += character
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(groups, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return dict(rest)


def _readings(package: Path) -> dict[str, set[str]]:
    """The groups of each character, with 仄 for its oblique readings."""
    script = package / "read.mjs"
    script.write_text(READ, encoding="utf-8")
    run = subprocess.run(["node", script.name], cwd=package, capture_output=True, text=True, check=True)
    found: dict[str, list[tuple[str, str, str]]] = json.loads(run.stdout)
    return {character: {_group(*reading) for reading in readings} for character, readings in found.items()}


def _group(tone: str, title: str, rhyme: str) -> str:
    """Where 廣韻 lists the reading counts; a misplaced one goes by its sound."""
    return (GROUP.get(title) or GROUP.get(rhyme, LEVEL)) if tone == LEVEL else OBLIQUE


def _marks(dist: Path, least: float = 0.1) -> dict[str, set[str]]:
    """The tones that the collection marks a character with in at least this share of its places."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((dist / "quantangshi").glob("poet.*.json")):
        marks = dist / "strains" / "json" / path.name
        if marks.exists():
            marked = {row["id"]: "".join(row["strains"]) for row in json.loads(marks.read_text(encoding="utf-8"))}
            for row in json.loads(path.read_text(encoding="utf-8")):
                text, tones = "".join(row["paragraphs"]), marked.get(row.get("id"), "")
                if len(text) == len(tones):
                    for character, tone in zip(text, tones, strict=True):
                        seen[character][tone] += 1
    both = {LEVEL: LEVEL + EITHER, OBLIQUE: OBLIQUE + EITHER}
    return {
        character: {tone for tone, marks in both.items() if sum(counts[m] for m in marks) >= least * counts.total()}
        for character, counts in seen.items()
        if "\u3400" <= character < "\uff00" or character > "\uffff"
    }


def _same() -> Callable[[str], set[str]]:
    """A character with the other ways to write it; simplified forms only where nothing else is known."""
    from opencc import OpenCC

    steps = [OpenCC(name).convert for name in ("t2tw", "tw2t", "hk2t", "t2hk", "jp2t")]
    known = dict(zip(SAME[::2], SAME[1::2], strict=True))

    def same(character: str) -> set[str]:
        return {character, known.get(character, character), *(step(character) for step in steps)}

    return same
