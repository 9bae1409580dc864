"""sources.yaml: what it may say, and one clear line for each mistake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from eventcal import adapters
from eventcal.config import load, slug
from eventcal.errors import ConfigError
from eventcal.model import Filter

ONE = "sources:\n  - url: https://fjord.example/days\n"


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str | bytes) -> Path:
        path = tmp_path / "sources.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return _write


def mistakes(path: Path) -> list[str]:
    """What load says, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load(path)
    return [str(problem).removeprefix(f"{path.parent}/") for problem in caught.value.problems]


def test_everything_but_url_has_a_default(write):
    (source,) = load(write(ONE)).sources
    assert (source.id, source.adapter, source.every) == ("fjord-example-days", "auto", timedelta(days=1))
    assert (source.tags, source.was, source.allow_private, source.follow) == ((), (), False, "none")


def test_all_keys_are_read(write, tmp_path):
    settings = load(
        write(
            "site: {title: Fjord events, url: 'https://fjord.example/', contact: 'mailto:e@fjord.example', timezone: Europe/Oslo}\n"
            "defaults: {every: 2d, tags: [hpc]}\n"
            "interests: [data management]\n"
            "sources:\n"
            "  - url: https://fjord.example/days\n"
            "    id: days\n"
            "    adapter: html\n"
            "    every: 12h\n"
            "    tags: [physics, physics]\n"
            "    was: https://old.example/\n"
            "    allow_private: true\n"
            "    follow: auto\n"
            "  - url: pages/saved.html\n"
        )
    )
    assert settings.site.title == "Fjord events"
    assert settings.site.timezone == "Europe/Oslo"
    assert settings.interests == ("data management",)
    days, saved = settings.sources
    assert (days.id, days.adapter, days.every, days.tags) == ("days", "html", timedelta(hours=12), ("physics",))
    assert days.was == ("https://old.example/",)
    assert days.allow_private
    assert days.follow == "auto"
    assert (saved.id, saved.url) == ("pages-saved-html", str(tmp_path / "pages/saved.html"))
    assert (saved.every, saved.tags) == (timedelta(days=2), ("hpc",))


def test_a_key_left_empty_is_as_if_it_were_not_there(write):
    settings = load(write(f"site:\ninterests:\n{ONE}    tags:\n    every:\n"))
    assert settings.sources[0].every == timedelta(days=1)


def test_words_stay_words(write):
    settings = load(write("site: {title: NO}\nsources: [{url: 'https://a.example/', tags: [on, 12:30, 1.10]}]\n"))
    assert settings.site.title == "NO"
    assert settings.sources[0].tags == ("on", "12:30", "1.10")


def test_a_byte_order_mark_and_an_anchor_are_fine(write):
    text = "sources:\n  - {url: 'https://a.example/', tags: &t [hpc]}\n  - {url: 'https://b.example/', tags: *t}\n"
    assert [source.tags for source in load(write(b"\xef\xbb\xbf" + text.encode())).sources] == [("hpc",), ("hpc",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "sources.yaml: no sources yet: add one under `sources:`"),
        ("# nothing\n", "sources.yaml: no sources yet: add one under `sources:`"),
        ("sources:\n", "sources.yaml:2:1: no sources yet: add one under `sources:`"),
        ("- url: x\n", "sources.yaml:1:1: found a list, allowed: a mapping (key: value)"),
        ("hello\n", "sources.yaml:1:1: found 'hello', allowed: a mapping (key: value)"),
        ("sources: [\n", "sources.yaml:2:1: not YAML: "),
        ("sources:\n\t- url: x\n", "sources.yaml:2:1: not YAML: a tab; YAML indents with spaces"),
        ("a: b: c\n", "sources.yaml:1:5: not YAML: "),
        ("a: \x07\n", "sources.yaml: not YAML: unacceptable character"),
        (b"a: \xff\n", "sources.yaml:1:4: not UTF-8; save it as UTF-8"),
        (ONE.encode("utf-16"), "sources.yaml: UTF-16; save it as UTF-8"),
        (ONE + "---\n" + ONE, "sources.yaml:3:1: a second document; keep one"),
        ("a: " + "[" * 50_000, "sources.yaml:1:24: nested too deeply"),
        ("? [a]\n: b\n", "sources.yaml:1:3: a key must be a word"),
        (
            "site: !!python/object:os.system {}\n" + ONE,
            "sources.yaml:1:7: the tag tag:yaml.org,2002:python/object:os.sys",
        ),
        ("site: *lost\n" + ONE, "sources.yaml:1:7: *lost has no &lost before it"),
        ("site: &s {title: *s}\n" + ONE, "sources.yaml:1:18: *s has no &s before it"),
        ("interests: [a]\n" + ONE + "interests: [b]\n", "sources.yaml:4:1: interests: twice; first in line 1"),
        (
            "sorces: []\n" + ONE,
            "sources.yaml:1:1: sorces: unknown key (did you mean 'sources'?); allowed: site, defaul",
        ),
        (
            ONE + "    adaptr: html\n",
            "sources.yaml:3:5: sources[1].adaptr: unknown key (did you mean 'adapter'?); allow",
        ),
        (ONE + "    adapter: htlm\n", "html (did you mean 'html'?)"),
        (
            ONE + "    every: 5 parsecs\n",
            "found '5 parsecs', allowed: a number with m, h, d or w, such as 15m, 12h, 1d",
        ),
        (ONE + "    every: 1m\n", "sources.yaml:3:12: sources[1].every: found '1m', allowed: 15m or longer"),
        (ONE + "    every: -1d\n", "found '-1d', allowed: a number with m, h, d or w"),
        (ONE + "    every: [1d]\n", "found a list, allowed: a number with m, h, d or w"),
        (ONE + "    tags: hpc\n", "found 'hpc', allowed: a list, such as [one, two]"),
        (ONE + "    tags: [[hpc]]\n", "sources[1].tags[1]: found a list, allowed: text"),
        (ONE + "    tags: ['']\n", "sources[1].tags[1]: found '', allowed: text"),
        (ONE + '    tags: ["a\\nb"]\n', "allowed: text without control characters"),
        (
            ONE + "    id: ../../etc\n",
            "sources[1].id: found '../../etc', allowed: a-z, 0-9 and -, at most 80 characters",
        ),
        (ONE + "    allow_private: maybe\n", "found 'maybe', allowed: true or false"),
        (ONE + "    follow: al\n", "found 'al', allowed: none or auto"),
        ("sources: {url: x}\n", "sources.yaml:1:10: sources: found a mapping, allowed: a list, such as [one, two]"),
        ("sources: [https://a.example/]\n", "sources[1]: found 'https://a.example/', allowed: a mapping (key: value)"),
        ("sources: [{id: a}]\n", "sources.yaml:1:11: sources[1].url is missing"),
        ("sources: [{url: ''}]\n", "sources[1].url: found '', allowed: text"),
        (
            "sources: [{url: 'ftp://a.example/x'}]\n",
            "found 'ftp://a.example/x', allowed: an http:// or https:// address",
        ),
        ("sources: [{url: 'javascript:alert(1)'}]\n", "allowed: an http:// or https:// address"),
        ("sources: [{url: 'https:///x'}]\n", "allowed: an http:// or https:// address"),
        ("sources: [{url: 'https://[::1/x'}]\n", "allowed: an http:// or https:// address"),
        ("sources: [{url: 'https://a.example:99999/'}]\n", "allowed: an http:// or https:// address"),
        ("sources: [{url: 'https://u:p@a.example/'}]\n", "allowed: an address without name and password"),
        ("sources: [{url: 'webcal://a.example/x.ics'}]\n", "allowed: https://a.example/x.ics"),
        ("sources: [{url: //a.example/days}]\n", "allowed: https://a.example/days"),
        ("sources: [{url: a.example/days}]\n", "allowed: https://a.example/days, or ./a.example/days for a file"),
        (
            "site: {timezone: Europe/Berlim}\n" + ONE,
            "an IANA name such as Europe/Berlin (did you mean 'Europe/Berlin'?)",
        ),
        (
            "site: {contact: me}\n" + ONE,
            "site.contact: found 'me', allowed: mailto:you@example.org or an http(s) address",
        ),
        ("site: {contact: 'a@b.example) x'}\n" + ONE, "allowed: mailto:you@example.org or an http(s) address"),
        (
            "feeds: {Bad Name: {any: x}}\n" + ONE,
            "sources.yaml:1:9: feeds.Bad Name: found 'Bad Name', allowed: a-z, 0-9 and -, at most 80 characters",
        ),
        ("feeds: [gpu]\n" + ONE, "sources.yaml:1:8: feeds: found a list, allowed: a mapping (key: value)"),
        ("feeds: {gpu: }\n" + ONE, "sources.yaml:1:13: feeds.gpu: found nothing, allowed: a mapping (key: value)"),
        (
            "feeds: {gpu: {any: []}}\n" + ONE,
            "feeds.gpu: found a mapping, allowed: a condition, one or more of any, tags",
        ),
        (
            "feeds: {gpu: {anny: x}}\n" + ONE,
            "sources.yaml:1:15: feeds.gpu.anny: unknown key (did you mean 'any'?); allo",
        ),
        (
            "feeds: {gpu: {mode: onlin}}\n" + ONE,
            "feeds.gpu.mode: found 'onlin', allowed: online, in-person, hybrid (did",
        ),
        (
            "feeds: {gpu: {free: maybe}}\n" + ONE,
            "sources.yaml:1:21: feeds.gpu.free: found 'maybe', allowed: true or fal",
        ),
        (
            "feeds: {gpu: {language: any one}}\n" + ONE,
            "feeds.gpu.language: found 'any one', allowed: a language such a",
        ),
        ("site: {title: " + "x" * 301 + "}\n" + ONE, "…', allowed: at most 300 characters"),
    ],
)
def test_a_mistake_is_told_with_its_place(write, text, expected):
    said = mistakes(write(text))
    assert len(said) == 1
    assert expected in said[0]


def test_saved_filters_are_read(write):
    feeds = "feeds: {gpu: {any: [gpu, cuda]}, oslo: {place: Oslo, free: true, mode: online, tags: hpc, language: en}}\n"
    assert load(write(feeds + ONE)).feeds == {
        "gpu": Filter(any=("gpu", "cuda")),
        "oslo": Filter(tags=("hpc",), mode="online", place="Oslo", free=True, language="en"),
    }
    assert load(write(ONE)).feeds == {}


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(write):
    said = mistakes(
        write("site: {titel: x}\nsources:\n  - url: ftp://a\n    every: soon\n  - tag: [x]\n  - url: b\n    url: c\n")
    )
    assert [line.split(":")[1] for line in said] == ["1", "3", "4", "5", "5", "7"]


def test_two_sources_of_one_address_are_told_by_line(write):
    said = mistakes(write(ONE + "  - url: HTTPS://Fjord.example/days#top\n"))
    assert said == ["sources.yaml:3:10: sources[2].url: the same address as sources[1] in line 2"]


def test_two_sources_of_one_address_in_one_line_are_told_too(write):
    said = mistakes(write("sources: [{url: 'https://a.example/'}, {url: 'https://a.example'}]"))
    assert said == ["sources.yaml:1:46: sources[2].url: the same address as sources[1] in line 1"]


def test_an_earlier_address_that_another_source_has_is_a_mistake(write):
    said = mistakes(write(ONE + "  - url: https://new.example/\n    was: [https://fjord.example/days]\n"))
    assert "sources[2].was: https://fjord.example/days is the address of sources[1] in line 2" in said[0]


@pytest.mark.parametrize(
    "adapter", ["auto", *(name for name in adapters.names() if name not in ("selectors", "table"))]
)
def test_the_adapters_allowed_are_those_that_there_are(write, adapter):
    (source,) = load(write(f"sources:\n  - url: https://a.example/\n    adapter: {adapter}\n")).sources
    assert source.adapter == adapter


def test_two_sources_of_one_id_are_told_by_line(write):
    said = mistakes(write("sources:\n  - url: https://a.example/b/c\n  - url: https://a.example/b-c\n"))
    assert "sources[2].id: a-example-b-c is also the id of sources[1] in line 2; give one of them another id" in said[0]


def test_an_alias_bomb_is_refused_before_it_grows(write):
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert "unknown key" in mistakes(write("a0: &a0 [x]\n" + levels + ONE))[0]
    wide = f"interests: [&a x, {', '.join(['*a'] * 101)}]\n"
    assert mistakes(write(wide + ONE))[0].endswith("more than 100 aliases")


def test_a_file_over_the_cap_is_refused(write):
    assert mistakes(write(b"#" * 1_000_001)) == ["sources.yaml: larger than 1 MB; settings are small"]


def test_a_missing_file_points_to_init(tmp_path):
    assert mistakes(tmp_path / "sources.yaml") == ["sources.yaml: no sources.yaml here; run `eventcal init`"]


def test_a_folder_is_not_a_file(tmp_path):
    (tmp_path / "sources.yaml").mkdir()
    assert mistakes(tmp_path / "sources.yaml") == ["sources.yaml: not a file"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.Fjord.example/Days/2027.html", "www-fjord-example-days-2027-html"),
        ("http://fjord.example/days/", "fjord-example-days-http"),
        ("https://fjord.example/e?id=7", "fjord-example-e-id-7"),
        ("https://fjord.example/caf%C3%A9", "fjord-example-cafe"),
        ("./data/saved page.html", "data-saved-page-html"),
        ("https://fjord.example/会议", "fjord-example-012570b5"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_an_id_is_a_slug_of_host_and_path(address, expected):
    assert slug(address) == expected


def test_a_long_address_keeps_an_id_of_its_own():
    one, two = (slug(f"https://fjord.example/{'x' * 300}{n}") for n in (1, 2))
    assert one != two
    assert len(one) == len(two) == 80
