"""What a chat model of the catalog is told: one system message, one request."""

from __future__ import annotations

from pipelines.writing.ask import ChinesePoemParams, LetterParams, PoemParams, ScriptParams, StoryParams, Writing
from pipelines.writing.request import plain_request
from studio.params import PromptParams

SYSTEM = (
    "You are a published author with a good ear. Write the piece that is asked for and nothing else: "
    "no greeting, no explanation, no remarks about yourself. Prefer concrete, sensory detail to big words. "
    "Write in the language of the request. Begin with a short title on a line of its own, then an empty line."
)
FORMS = {
    "free": "a free-verse poem of about {words} words, with line breaks that fall where the breath does, without rhyme",
    "haiku": "a haiku: three lines of 5, 7 and 5 syllables, with one image from nature and a turn",
    "quatrain": "one rhymed quatrain: four lines of about eight syllables that rhyme ABAB or AABB",
}
PIECES: dict[type[PromptParams], str] = {
    ChinesePoemParams: "a classical Chinese poem in the form {verse}, in the manner of the {dynasty} dynasty",
    StoryParams: "a short story of about {words} words with a named hero, a wish, an obstacle, a turn and an ending",
    ScriptParams: "one film scene of about {words} words in screenplay layout: a slug line, action in the present "
    "tense, character names in capitals above their lines",
    LetterParams: "a letter of about {words} words with a greeting, a body in the first person and a closing with a "
    "name",
}
WORDS = {"haiku": 30, "quatrain": 60}
"""Of the forms that have their own length."""
VERSE_WORDS = 120
TOKENS_PER_WORD = 1.6
"""Generous for English; other scripts take more, so `max_tokens` adds room."""


def messages(params: Writing) -> list[dict[str, str]]:
    """The chat for `params`, as {"role", "content"} messages. Special tokens in the prompt are taken out."""
    form = FORMS[params.form] if isinstance(params, PoemParams) else PIECES[type(params)]
    tone = "plain" if isinstance(params, ChinesePoemParams) else params.tone
    asked = form.format_map(params.model_dump())
    request = f"Write {asked}.\nTone: {tone}.\nAbout: {plain_request(params.prompt)}"
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": request}]


def max_tokens(params: Writing) -> int:
    """The most tokens worth sampling: the asked length and a third more, and room for a title."""
    return int(_words(params) * TOKENS_PER_WORD * 4 / 3) + 60


def _words(params: Writing) -> int:
    if isinstance(params, ChinesePoemParams):
        return VERSE_WORDS
    return WORDS.get(params.form, params.words) if isinstance(params, PoemParams) else params.words
