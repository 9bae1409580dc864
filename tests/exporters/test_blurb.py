"""A blurb is one or two whole sentences, or nothing."""

from __future__ import annotations

import pytest

from eventcal.exporters.blurb import blurb

ONE = "Fjord Days brings together those who write software for research."
TWO = "There are talks, posters and a boat trip."


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        (None, ""),
        ("", ""),
        (" \n ", ""),
        (ONE, ONE),
        (f"{ONE}\n\n{TWO}", f"{ONE} {TWO}"),
        (f"{ONE} {TWO} The third sentence is left out.", f"{ONE} {TWO}"),
        (f"{ONE} {'Very ' * 30}long.", ONE),
        (f"{'word ' * 60}and more words without an end.", ""),
        ("A workshop on sails and software", "A workshop on sails and software"),
        (f"{ONE} It covers many top", ONE),
        ("It brings together many who…", ""),
        (f"{ONE} It covers many...", ONE),
        (
            "Talks by Dr. A. Berg and Prof. Lund, e.g. on sails. More soon!",
            "Talks by Dr. A. Berg and Prof. Lund, e.g. on sails. More soon!",
        ),
        (
            "Die Tagung beginnt am 3. Oktober in Bergen. Sie ist frei.",
            "Die Tagung beginnt am 3. Oktober in Bergen. Sie ist frei.",
        ),
        ("Version 2.0 is here. Join us.", "Version 2.0 is here. Join us."),
        ("“Sails matter.” So we meet.", "“Sails matter.” So we meet."),
        ("会議は十月に開かれます。参加は無料です。", "会議は十月に開かれます。 参加は無料です。"),
    ],
)
def test_a_description_is_cut_at_the_end_of_a_sentence(description, expected):
    assert blurb(description) == expected
