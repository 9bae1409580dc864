"""What an event is about, in the words of its own page, for the newsletter."""

from __future__ import annotations

import re

from eventcal.exporters.blurb import MOST_WORDS, WORDS, sentences
from eventcal.exporters.clean import one_line

FEWEST_WORDS = 5
"""One that is shorter tells too little: "Some description." """
FEWEST_LETTERS = 15
"""The same in scripts that set no words apart."""
UNSPACED = "\u3000"
"""The first of their characters."""
LOOKED_AT = 8
"""So many sentences at most are looked at for the one that tells what the event is about."""

_NO_NEWS = re.compile(
    r"regist(?:er|ration|rate)|\btickets?\b|sign[ -]?up|\brsvp\b|save the date|sold out|\bbook (?:now|your|here|a place)|early[ -]bird"
    r"|\bsubmi(?:t|ssion)|deadline|\bcall for\b|sponsor|https?:|www\.|@|cookie|copyright|\u00a9|please note|\bnote:|\bsource:"
    r"|[€£$]\s?\d|\bclick\b|hope to see|thank you|covid|auto created|\bzoom link|password|\bwe(?:'|’)?(?:re| are) (?:happy|pleased|excited|proud|delighted)"
    r"|(?:took|takes|taking|take) place|(?:will be|was|is) (?:held|hosted)|(?:happy|pleased|excited|proud|delighted) to|\bjoin us\b|\bcome along\b|\bdon(?:'|’)t miss"
    r"|\d{1,2}[:.]\d\d ?[ap]m|\d ?[ap]m\b|lorem ipsum|\bprofessor\b|\bph\.?d\b|\bour last\b|\blast year"
    r"|anmeld|eintritt|inscri|iscrizion|billet|entrada|zapis|rejestrac|регистрац",
    re.I,
)
"""Of registration, dates and thanks, and slogans: what a blurb does not tell."""
_ABOUT = re.compile(
    r"brings? together|\b(?:is|are) (?:an?|the|for)\b|\bcovers?\b|\babout\b|focus|explor|\blearn|introduc|\btopics?\b|discuss"
    r"|\baims?\b|\bprovides?\b|\bforum\b|\bcommunity\b|for (?:people|everyone|anyone|those|researchers|developers)|dedicated|devoted|this (?:workshop|course|conference|talk|tutorial|webinar|school|event|training)",
    re.I,
)
_LEANS = re.compile(
    r"(?:he|she|it|they|there|these|those|here|but|and|so|however|also|our last|his|her|its|their|questo|questa|dies|diese|cela)\b"
    r"|this (?!(?:\w+ )?(?:event|workshop|course|conference|talk|tutorial|webinar|school|training|meeting|hackathon))",
    re.I,
)
"""So begins a sentence that cannot stand without the one before it."""
_OPEN_END = re.compile(r"(?:\b(?:to|of|with|and|or|the|a|an|for|in|at|on|by|from|as)|[,;:–—-])$", re.I)


def pitch(description: str | None) -> str:
    """The sentence or two of a description that tell what the event is about, on one line; empty rather than bad.

    Neither news of registration and dates nor slogans, and no sentence that is not whole.
    """
    found = sentences(one_line(description or "", limit=2_000))[:LOOKED_AT]
    places = [place for place, sentence in enumerate(found) if _is_good(sentence)]
    alone = [place for place in places if not (place and _LEANS.match(found[place]))]
    chosen = next((place for place in alone if _ABOUT.search(found[place])), alone[0] if alone else None)
    if chosen is None:
        return ""
    both = " ".join(found[chosen : chosen + 2])
    goes_on = chosen + 1 in places and len(both.split()) <= WORDS
    return both if goes_on else found[chosen]


def _is_good(sentence: str) -> bool:
    words = sentence.split()
    is_long_enough = len(words) >= FEWEST_WORDS or (max(sentence) >= UNSPACED and len(sentence) >= FEWEST_LETTERS)
    is_whole = not sentence.endswith(("…", "...", "[…]", "!")) and _OPEN_END.search(sentence) is None
    return is_long_enough and len(words) <= MOST_WORDS and is_whole and _NO_NEWS.search(sentence) is None
