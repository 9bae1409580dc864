"""Pages that servers give in the place of the one that was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal.page import Page
from eventcal.reading.refusals import refusal

ASKED = "https://fjord.example/days"


def kind(body: str, url: str = ASKED) -> str | None:
    found = refusal(Page(url, body.encode(), date(2027, 3, 1), "text/html; charset=utf-8"), ASKED)
    return found.kind if found else None


LONG = "<p>All about the days at the fjord and what there is to hear.</p>" * 80


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>", "blocked"),
        ("<title>fjord.example</title><p>Checking your browser before accessing fjord.example.</p>", "blocked"),
        ("<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission.</p>", "blocked"),
        ('<title>x</title><script src="/cdn-cgi/challenge-platform/h/g/orchestrate.js"></script><p>Hold on</p>', "blocked"),
        ("<title>Making sure you're not a bot!</title><p>Loading...</p>", "blocked"),
        ("<title>Zugriff verweigert</title><p>Bitte warten.</p>", "blocked"),
        ('<title>Sign in - Fjord</title><form><input name="u"><input type="password"></form>', "blocked"),
        ('<h1>Connexion</h1><form><INPUT TYPE=password></form>', "blocked"),
        ('<h1>Fjord Days</h1><p>Members: <input type="password"></p>', None),
        ("<title>Guest Wi-Fi</title><p>Accept the terms to continue.</p><form><input type=submit></form>", "network"),
        ("<title>404</title><h1>Page not found</h1><p>Try the search.</p>", "missing"),
        ("<title>Fjord</title><h1>Sidan hittades inte</h1>", "missing"),
        ("<title>Fjord</title><h2>お探しのページは見つかりません</h2>", "missing"),
        ("<title>Fjord</title><p>The page was not found in the list of nominees.</p>", None),
        (f"<title>404</title><h1>Not found: a conference on lost things</h1>{LONG}", None),
        ("<title>Fjord events</title><h1>Events</h1><p>No events at the moment.</p>", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_a_page_is_given_in_the_place_of(body: str, expected: str | None) -> None:
    assert kind(body) == expected


def test_an_address_to_log_in_tells_it_too() -> None:
    assert (
        kind("<title>Fjord</title><p>Choose your institution</p>", "https://id.example/saml2/choose?to=fjord")
        == "blocked"
    )
    assert kind("<title>Fjord</title><p>Events</p>", "https://fjord.example/login-days/") is None


def test_a_page_too_deep_to_be_read_is_none_of_them() -> None:
    assert kind("<title>404</title>" + "<div>" * 5_000) is None
