"""Ways to look for words in a text that cost little where they are not in it, as in most texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

CASED = "".join(sign for sign in map(chr, range(0x2200)) if sign.lower() != sign.upper())


def small(text: str) -> str:
    """The text in small letters; what holds no word in them holds none by a pattern that ignores case, which takes three
    letters for others that str.lower does not make of them.

    >>> small("COOKİES, Größe")
    'cookies, größe'
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether some of the words stand in a text, within others too."""
    for word in words:  # noqa: SIM110 - a generator would cost more than the search
        if word in text:
            return True
    return False


def any_case(alternatives: Iterable[str], first: Callable[[str], bool] = bool) -> str:
    """A pattern of some patterns in any case, each of which begins with a letter or a sign, or with `\\b` and one.

    re looks for the letters that branches begin with many times faster than it tries them, but not where case is ignored:
    so each branch begins with a letter in one case, and only what follows is in any. `first`: which signs may begin it.

    >>> re.findall(any_case([r"\\bhall", "conferen[cz]", r"\\bhotel\\b"]), "The CONFERENCE Hotel, all halls")
    ['CONFERENC', 'Hotel', 'hall']
    """
    by_first: dict[str, list[str]] = {}
    for each in alternatives:
        whole = each.startswith(r"\b")
        sign, rest = each[2 * whole], each[2 * whole + 1 :]
        by_first.setdefault(sign, []).append(rf"(?<=\b.){rest}" if whole else rest)
    rests_of: dict[str, list[str]] = {}
    for sign, rests in by_first.items():
        for each in filter(first, cases(sign)):
            rests_of.setdefault(each, []).extend(rests)
    return "(?:" + "|".join(rf"{sign}(?i:{'|'.join(rests)})" for sign, rests in rests_of.items()) + ")"


def told_apart(alternatives: Iterable[str]) -> tuple[str, str]:
    """The signs that some patterns begin with, for a class, and a pattern of what follows such a sign, told by which it is.

    >>> told_apart(["rue", "rua", "via"])
    ('rv', '(?<=r)(?:ue|ua)|(?<=v)(?:ia)')
    """
    by_first: dict[str, list[str]] = {}
    for each in alternatives:
        by_first.setdefault(each[0], []).append(each[1:])
    parts = (f"(?<={re.escape(sign)})(?:{'|'.join(rests)})" for sign, rests in by_first.items())
    return "".join(map(re.escape, by_first)), "|".join(parts)


def cases(sign: str) -> list[str]:
    """All that a pattern of the sign matches that ignores case, ready for a class of signs."""
    return re.findall(re.escape(sign), CASED, re.I) or [re.escape(sign)]
