"""Which languages a page is written in."""

from __future__ import annotations

import re
from collections import Counter

from eventcal.page import Page

FUNCTION_WORDS = {  # words of one language that hardly occur in another, and are frequent
    "en": "the of and with for this that from will",
    "de": "und der die das für mit von ist wird nicht auch werden",
    "fr": "les des une pour dans est avec sur vous nous et",
    "es": "los las una para con del por como más se",
    "pt": "uma para com não dos das você mais são pela",
    "it": "della che per non con sono gli delle alla nel",
    "nl": "het een van voor met zijn niet ook wordt naar",
    "pl": "się nie jest dla oraz przez będzie lub które",
    "cs": "se na je pro jsou nebo jako které bude",
    "da": "og det til af på ikke der som er vil",
    "nb": "og det til av på ikke som er vil blir",
    "sv": "och det att för som på är inte vi",
    "fi": "ja on että ei tai sekä ovat myös",
    "hu": "és az hogy nem egy lesz vagy meg",
    "tr": "ve bir için bu ile olarak olan da",
    "el": "και το της για με από στο",
    "ru": "и в на не что для по это",
    "uk": "і та на не що для це від",
}
SHARE = 60  # points of a word of one language; divisible by the number of languages that have one
SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
ANY_SCRIPT = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
SCRIPT_SHARE = 12  # one character in so many shows the script; tables and names are in Latin letters everywhere
TRADITIONAL = re.compile("[們個來時會國說對學開關點報網這還與於]")
SIMPLIFIED = re.compile("[们个来时会国说对学开关点报网这还与于]")
WORD = re.compile(r"[^\W\d_]{1,8}")
SAMPLE = 6000  # characters that are looked at
LEAST_WORDS = 3


def owners() -> dict[str, list[str]]:
    """For each function word the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, words in FUNCTION_WORDS.items():
        for word in words.split():
            found.setdefault(word, []).append(language)
    return found


OWNERS = owners()


def languages_of(page: Page) -> tuple[str, ...]:
    """BCP 47 tags, likeliest first: what the text itself shows, then what the page states (templates often lie)."""
    shown = shown_languages(page.text[:SAMPLE])
    stated = page.language
    if stated is None:
        return tuple(shown)
    agrees = not shown or stated.split("-")[0] == shown[0].split("-")[0]
    return (stated, *shown) if agrees else (*shown, stated)


def shown_languages(text: str) -> list[str]:
    """The languages whose function words, or whose script, the text has most of; at most two."""
    for language, script in SCRIPTS if ANY_SCRIPT.search(text) else ():
        if len(script.findall(text)) * SCRIPT_SHARE > len(text):
            return [chinese(text) if language == "zh" else language]
    return most_frequent(WORD.findall(text.casefold()))


def chinese(text: str) -> str:
    """Which Chinese a text is: by the characters that differ."""
    return "zh-hant" if len(TRADITIONAL.findall(text)) > len(SIMPLIFIED.findall(text)) else "zh"


def most_frequent(words: list[str]) -> list[str]:
    """The one or two languages that have most of the words; a word of several languages counts for each in part."""
    points: Counter[str] = Counter()
    for word, times in [each for each in Counter(words).items() if each[0] in OWNERS]:
        languages = OWNERS[word]
        for language in languages:
            points[language] += SHARE * times // len(languages)
    best = points.most_common(2)
    return [language for language, count in best if count >= max(LEAST_WORDS * SHARE, 0.4 * best[0][1])]
