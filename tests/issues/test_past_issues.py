"""Past issues in Markdown: every entry is found, and nothing that is none."""

from __future__ import annotations

import pytest

from eventcal.errors import UsageError
from eventcal.issues.archive import read_issue
from eventcal.printed import to_json

FRONT = '---\ntitle: "Harbour Letter, 6 Oct 2023"\ndate: 2023-10-06\n---\n'

ISSUE = (
    FRONT
    + """
## Managing Boats

[Nets that hold](https://nets.example/1) - Ada Net, 3 May 2023

All of it. See [the talk](https://nets.example/talk) - 12 Oct, Virtual

----------

## Calls for Submissions

A lot of calls this week, all of them part of Fjord23 in Bergen:

- [Knots in Practice](https://knots.example/) - papers due Nov 6
- [Ropes 4](https://ropes.example/) - dates TBD

They are short.

----------

[Correct Sails 2023](https://sails.example/) - Papers due 9 Nov<br/>
[Boats in Large Harbours (BLH](https://blh.example/)) - Submissions due 31 Oct<br/>

A pair under one blurb.

----------

Papers call: [Tides](https://tides.example/) - Abstracts due 20 Oct, Symposium online 20-23 Nov

----------

Fellows of the Fjord - Call for Applications - Applications due 20 Nov

----------

A paragraph between two rules that announces nothing, though on 5 Nov [the harbour](https://harbour.example/) closes.

----------

Events: Conferences, Training
-----------------------------

[Fjord Days 2023](https://shop.example/fjord) [(FD23)](https://fjord.example/) - 13-15 Oct, Online, Free

[Fjord](https://fjord.example/about) is a place; its days have talks:

- [Opening](https://fjord.example/opening) - 13 Oct, 9am CEST
- A walk - 14 Oct

* * * * *

[Sail School](https://school.example/) 20 Oct, Zoom
----------

[Rope Meeting](https://rope.example/) and its Data - 16-17 Nov, free over Zoom

Also of use are [webinars](https://web.example/):

Making knots that hold - 20 Nov, $150

Untying them - a long look back on 3 days of work, see 2019

> Said on 4 Nov - 5 Nov, 2023

---

Harbour Open Day - 25 Nov, Bergen

No link for this one.

----------

[A list of all of it](https://list.example/) - The Harbour

[The programme](https://list.example/p) is up - 24 Nov is for tutorials, 2 Dec for workshops.

[Registration](https://list.example/r), which closes 3 Nov, is cheap.

----------

[Rule below](https://rule.example/) - 21 Nov

A short blurb with its rule directly under it.
----------

`[Code](https://code.example/) - 3 Nov, Virtual`

----------

[After it](https://after.example/) - 22 Nov

----------

## Events I missed

[Missed](https://missed.example/) - 1 Oct

## Random

[Not an event](https://not.example/) - 12 Oct, Virtual
"""
)

FOUND = [
    ("calls", "Knots in Practice", "https://knots.example/", None),
    ("calls", "Ropes 4", "https://ropes.example/", None),
    ("calls", "Correct Sails 2023", "https://sails.example/", None),
    ("calls", "Boats in Large Harbours (BLH)", "https://blh.example/", None),
    ("calls", "Tides", "https://tides.example/", "2023-11-20"),
    ("calls", "Fellows of the Fjord - Call for Applications", None, None),
    ("events", "Fjord Days 2023 (FD23)", "https://shop.example/fjord", "2023-10-13"),
    ("events", "Sail School", "https://school.example/", "2023-10-20"),
    ("events", "Rope Meeting and its Data", "https://rope.example/", "2023-11-16"),
    ("events", "Making knots that hold", None, "2023-11-20"),
    ("events", "Harbour Open Day", None, "2023-11-25"),
    ("events", "A list of all of it", "https://list.example/", None),
    ("events", "Rule below", "https://rule.example/", "2023-11-21"),
    ("events", "After it", "https://after.example/", "2023-11-22"),
]


def test_the_entries_of_both_sections_are_found_and_nothing_else() -> None:
    issue = read_issue(ISSUE, "archive/0052.md")
    assert (issue.label, str(issue.day)) == ("0052", "2023-10-06")
    rows = [(*(row[key] for key in ("section", "name", "url", "start")),) for row in map(to_json, issue.entries)]
    assert rows == FOUND


def test_an_entry_keeps_its_words_and_its_blurb() -> None:
    entry = next(entry for entry in read_issue(ISSUE, "52.md").entries if entry.name.startswith("Fjord"))
    assert entry.words == (
        "[Fjord Days 2023](https://shop.example/fjord) [(FD23)](https://fjord.example/) - 13-15 Oct, Online, Free"
    )
    assert entry.blurb.startswith("[Fjord](https://fjord.example/about) is a place")
    assert to_json(entry) == {
        "issue": "52",
        "section": "events",
        "name": "Fjord Days 2023 (FD23)",
        "url": "https://shop.example/fjord",
        "start": "2023-10-13",
        "end": "2023-10-15",
        "mode": "online",
        "city": None,
        "cost": {"free": True, "min": 0, "max": 0, "currency": None, "text": "Free", "tiers": []},
        "deadlines": [],
        "words": entry.words,
    }


def test_a_heading_may_be_an_entry_and_a_sentence_with_a_link_is_none() -> None:
    text = """\
---
date: 2023-10-06
---

## Events

### [Fjord Days](https://fjord.example/) - 13-15 Oct

Knots.

### More of these

----------

[The harbour](https://harbour.example/) is where it began, on 3 Nov.
"""
    (entry,) = read_issue(text, "7.md").entries
    assert (entry.name, entry.said.when and str(entry.said.when.first_day)) == ("Fjord Days", "2023-10-13")


@pytest.mark.parametrize(
    ("front", "file", "label"),
    [
        ("title: 'Harbour Letter #87'\ndate: 2023-10-06", "x.md", "87"),
        ("title: Harbour Letter, issue 12\ndate: 6 Oct 2023", "x.md", "12"),
        ("title: Harbour\nissue: 9\ndate: 2023-10-06 08:00:00", "3.md", "9"),
        ("title: Harbour\ndate: 2023-10-06", "2023-10-06-letter.md", "2023-10-06-letter"),
        ("title: Harbour\ndate: 2023-10-06", "2023-10-06-0107.md", "0107"),
    ],
)
def test_an_issue_has_a_number_and_a_day(front: str, file: str, label: str) -> None:
    issue = read_issue(f"---\n{front}\n---\n\n## Events\n\n[A](https://a.example/) - 9 Oct\n", f"/archive/{file}")
    assert (issue.label, str(issue.day), len(issue.entries)) == (label, "2023-10-06", 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## Events\n\n[A](https://a.example/) - 9 Oct\n", "7.md: no date; an issue begins with front matter"),
        ("---\ntitle: a\n---\n", "7.md: no date"),
        ("---\ndate: 2021-13-02\n---\n", "7.md: the front matter is no YAML: month must be in 1..12"),
        ("---\ntitle: [a\n---\n", "7.md:.*: the front matter is no YAML"),
    ],
)
def test_an_issue_without_a_day_is_refused_with_its_name(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_issue(text, "7.md")
