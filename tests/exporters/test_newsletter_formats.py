"""The sections as HTML for mail editors, and as plain text."""

from __future__ import annotations

import re

from eventcal.exporters.newsletter_formats import STYLES, WIDTH, fragment, plain

TEXT = """\
## Events: Conferences, Training

[27th International Meeting on Sails, Ropes and whatever else there is on a boat (Sails ’26)](https://sails.example/a?b=1&c=2) - 30 Oct - 3 Nov, Online, 230€

> A meeting of those who sail. It has talks about knots, about ropes and about all that holds a sail in the wind.

----------

- one [link](https://one.example/)
- two \\*stars\\*
"""


def test_html_has_its_style_in_every_element() -> None:
    html = fragment(TEXT)
    tags = re.findall(r"<(\w+)([^>]*)>", html)
    assert {tag for tag, _ in tags} == {"h2", "p", "a", "blockquote", "hr", "ul", "li"}
    assert all(f'style="{STYLES[tag]}"' in rest for tag, rest in tags if tag in STYLES)
    assert '<a href="https://sails.example/a?b=1&amp;c=2" style=' in html
    assert "style" not in fragment(TEXT, styled=False)


def test_plain_text_fits_the_columns_and_leads_to_every_address() -> None:
    text = plain(TEXT)
    assert all(len(line) <= WIDTH for line in text.split("\n") if "https://" not in line)
    assert text == (
        "Events: Conferences, Training\n"
        "=============================\n"
        "\n"
        "27th International Meeting on Sails, Ropes and whatever else there is on\n"
        "a boat (Sails ’26) - 30 Oct - 3 Nov, Online, 230€\n"
        "https://sails.example/a?b=1&c=2\n"
        "\n"
        "> A meeting of those who sail. It has talks about knots, about ropes and\n"
        "> about all that holds a sail in the wind.\n"
        "\n"
        "----------\n"
        "\n"
        "- one link\n"
        "  https://one.example/\n"
        "\n"
        "- two *stars*\n"
    )


def test_html_has_no_tag_of_a_template_language() -> None:
    text = r"a {\{ b }} {\% c %}"
    assert fragment(text, styled=False) == "<p>a {&#123; b }} {&#37; c %}</p>\n"
    assert plain(text) == "a { { b }} { % c %}\n"
