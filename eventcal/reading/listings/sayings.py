"""What an entry of a list says of its event besides the name: its days, deadlines, address, price, status, place and mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from eventcal.model import Cost, Fact
from eventcal.reading.dates.written import Clock
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings.days import when_fact
from eventcal.reading.listings.entries import Entry, in_year
from eventcal.reading.listings.places import PROSE, place_and_mode
from eventcal.reading.listings.setting import Setting
from eventcal.reading.listings.titles import Title
from eventcal.reading.prices import PriceHit, find_prices
from eventcal.reading.statuses import fact, said_elsewhere, said_in
from eventcal.reading.survey import URL_YEAR, Survey

NO_PAGE = ("#", "mailto:", "javascript:", "tel:")


def sayings(
    entry: Entry,
    title: Title,
    setting: Setting,
    about: str,
    score: float,
    described: tuple[str, str] | None = None,
    hours: Clock | None = None,
) -> Iterator[Fact]:
    """The facts of an entry but its name. `described`: where the page says that all its events are online, and in what words;
    `hours`: the time that it gives for all."""
    address = address_fact(entry, title, setting.survey, about, score)
    yield from filter(None, [address])
    entry = in_year_of(entry, address)
    yield when_fact(entry, setting, hours, about, score)
    yield from deadline_facts(entry, setting.calls, about)
    yield from status_facts(entry, setting, about)
    yield from cost_facts(entry, setting, about, score)
    told = list(place_and_mode(entry, title.name, setting, about, score))
    yield from told
    if described is not None and not told:
        yield Fact(
            "mode", described[1], "online", "online by what the page says of its events", described[0], score, about
        )


def status_facts(entry: Entry, setting: Setting, about: str) -> Iterator[Fact]:
    """That an entry's event is cancelled, postponed or moved, where one of its short texts says so."""
    survey = setting.survey
    for block in entry.blocks:
        if len(block.text) <= PROSE:
            found = (*said_in(block, survey, setting.english), *said_elsewhere(block, survey, setting.foreign))
            yield from (replace(fact(block, *said, 0.0), about=about) for said in found)


def cost_facts(entry: Entry, setting: Setting, about: str, score: float) -> Iterator[Fact]:
    """What attending costs, in a column or behind a label of fees."""
    language = next(iter(setting.survey.languages), None)
    for block in entry.blocks:
        if setting.role(block) == "fee" and len(block.text) <= PROSE and (hits := find_prices(block.text, language)):
            yield Fact("cost", block.text, cost_of(hits, block.text), "fee of an entry", block.tag, score, about)
            return


def cost_of(hits: Sequence[PriceHit], text: str) -> Cost:
    """The cost of some prices of one text."""
    amounts = [amount for hit in hits for amount in (hit.amount, hit.amount_max) if amount is not None]
    free = min(amounts) == 0
    return Cost(free, min(amounts), max(amounts), next((h.currency for h in hits if h.currency), None), text)


def deadline_facts(entry: Entry, calls: Calls, about: str) -> Iterator[Fact]:
    """The deadlines that an entry names."""
    yield from (replace(each, about=about) for each in calls.read(calls.lines_in(entry.blocks), entry.mention.span))


def in_year_of(entry: Entry, address: Fact | None) -> Entry:
    """The entry, its date in the year of its address where that is far from the year that it was taken to be of, in want of
    any other: "June 20-22" of debs.example/2007. A year near by may be that of the announcement."""
    years = [int(year) for year in URL_YEAR.findall(str(address.value))] if address is not None else []
    far = [year for year in years if abs(year - entry.mention.year) > 1]
    return replace(entry, mention=in_year(entry.mention, far[-1], "address")) if far else entry


def address_fact(entry: Entry, title: Title, survey: Survey, about: str, score: float) -> Fact | None:
    """The address of the entry's own link: the one on its name, else its first one."""
    links = [(b.text[link.start : link.end], link.value.strip()) for b in entry.blocks for link in b.links]
    pages = [(words, target) for words, target in links if not target.startswith(NO_PAGE)]
    name = title.short or title.name
    target = next((target for words, target in pages if name in words or words in name), pages[0][1] if pages else "")
    address = urljoin(survey.page.url, target)
    if target and address.startswith(("http://", "https://")):
        return Fact("url", target, address, "link of an entry", "a", score, about)
    return None
