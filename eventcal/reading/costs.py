"""What attending costs: the one fact that the prices of a page and its words for "free" make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from eventcal.blocks import Block
from eventcal.model import DOUBT, Cost, Fact, Tier
from eventcal.reading.free import FreeWords, find_free_words, kernels_in
from eventcal.reading.prices import sharing
from eventcal.reading.survey import Survey
from eventcal.reading.tickets import ASIDE, Ticket, read_tickets, texts

TIER = 60  # characters of a line that is shown as a tier's own words
RANGE = 40  # characters from the first price of a line to its last that are shown as one
CLOSE = 4  # blocks between a price and "free" in one list of prices
SAME_PRICE = 200  # times the smallest price: what is dearer is no ticket beside it
MOST_FREE = 200  # texts of a page
MAIN_HEADINGS = 3
LABELLED = 0.6  # the score from which a price of nothing counts: what a page's cart holds costs nothing too
MOST_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Freed:
    """Words that say that attending is free, with where they stand and how surely they mean this event and everybody."""

    words: FreeWords
    block: Block | None
    score: float


def read_costs(survey: Survey, places: Sequence[Fact]) -> Iterator[Fact]:
    """The fact of what attending costs, from all prices that attendees pay; or that it is free."""
    country = next((f.value.country for f in sorted(places, key=lambda f: -f.score) if f.value.country), None)
    likely = [ticket for ticket in in_named_currency(list(read_tickets(survey, country))) if ticket.score >= DOUBT]
    free = list(read_free(survey))
    paid = one_currency(of_attending([ticket for ticket in likely if not ticket.hit.free], free))
    nothing = [ticket for ticket in likely if ticket.hit.free and (ticket.score >= LABELLED or in_table(ticket, paid))]
    if paid and not free_instead(free, paid):
        yield paid_fact(paid, bool(nothing) or free_for_some(free, paid))
    elif free:
        surest = max(free, key=lambda f: f.score)
        yield free_fact(surest.words.text, surest.block, surest.score)
    elif nothing:
        yield free_fact(nothing[0].hit.text, nothing[0].block, nothing[0].score)


def in_named_currency(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The prices; where their sign is shared and others name one of its currencies, as "USD 50" does beside "$95", that one."""
    certain = {ticket.hit.currency for ticket in tickets if not ticket.hit.assumed}
    named = {sign: certain & sharing(sign) for sign in {ticket.hit.sign for ticket in tickets if ticket.hit.assumed}}
    return [
        replace(ticket, hit=replace(ticket.hit, currency=next(iter(named[ticket.hit.sign]))))
        if ticket.hit.assumed and len(named[ticket.hit.sign]) == 1
        else ticket
        for ticket in tickets
    ]


def of_attending(paid: Sequence[Ticket], free: Sequence[Freed]) -> Sequence[Ticket]:
    """The prices without those of a dinner's own ticket, where the page tells another price, or that attending is free."""
    rest = [ticket for ticket in paid if not ticket.apart]
    return rest if rest or any(f.words.labelled and not f.words.some for f in free) else paid


def in_table(nothing: Ticket, paid: Sequence[Ticket]) -> bool:
    """Whether a price of nothing stands in one table or list with prices."""
    block = nothing.block
    return block is not None and any(t.block is not None and t.block.group == block.group != 0 for t in paid)


def read_free(survey: Survey) -> Iterator[Freed]:
    """Everything that says that attending is free, in the first MOST_FREE texts that may."""
    names = own_names(survey)
    for text, block in islice(texts_with_free(survey), MOST_FREE):
        aside = block is not None and block.zone in ASIDE
        for words in find_free_words(text):
            if (not words.side or words.of in names) and (words.labelled or not aside):
                yield Freed(words, block, free_score(words))


def own_names(survey: Survey) -> str:
    """What the page calls itself, in lower case: its titles and its main headings."""
    page = survey.page
    main = [block.text for block in islice((b for b in page.blocks if b.level == 1), MAIN_HEADINGS)]
    return "\n".join([page.title, page.meta.get("og:title", ""), *main]).casefold()


def texts_with_free(survey: Survey) -> Iterator[tuple[str, Block | None]]:
    """The texts of the page that hold a word for "costs nothing"."""
    told = list(texts(survey))
    among = kernels_in("\n".join(text for text, _ in told))
    yield from (each for each in told if among and kernels_in(each[0], among))


def free_score(words: FreeWords) -> float:
    """How surely words for "free" mean everybody who attends."""
    if words.some:
        return 0.45
    return MOST_SURE if words.labelled else 0.75


def free_fact(text: str, block: Block | None, score: float) -> Fact:
    """That attending is free."""
    where = block.tag if block is not None else "title"
    return Fact("cost", text, Cost(True, 0, 0, None, text), "says that it is free", where, score)


def one_currency(paid: Sequence[Ticket]) -> list[Ticket]:
    """The prices of the currency that most of them have: others are conversions."""
    if not paid:
        return []
    usual = Counter(ticket.hit.currency for ticket in paid).most_common(1)[0][0]
    alike = [ticket for ticket in paid if ticket.hit.currency == usual]
    least = min(ticket.hit.amount or ticket.hit.amount_max or 0 for ticket in alike)
    return [ticket for ticket in alike if ticket.hit.amount <= least * SAME_PRICE]


def free_instead(free: Sequence[Freed], paid: Sequence[Ticket]) -> bool:
    """Whether "free" is said of the event more surely than any price, and apart from the prices."""
    surest = max((f.score for f in free if f.words.labelled), default=0.0)
    return surest > max(ticket.score for ticket in paid) and not free_for_some(free, paid)


def free_for_some(free: Sequence[Freed], paid: Sequence[Ticket]) -> bool:
    """Whether some attend free beside others who pay: said in the prices' own row, list or neighbourhood."""
    return any(beside(f, ticket.block) for f in free for ticket in paid)


def beside(free: Freed, block: Block | None) -> bool:
    """Whether "free" and a price's block are entries of one list of prices."""
    own = free.block
    if own is None or block is None:
        return own is block
    same_list = own.group == block.group != 0 or own.row == block.row != 0
    return same_list or (own.path == block.path and (not free.words.of or abs(own.index - block.index) <= CLOSE))


def paid_fact(paid: Sequence[Ticket], free: bool) -> Fact:
    """What attendees pay, from the lowest price to the highest."""
    amounts = [a for t in paid for a in (t.hit.amount, t.hit.amount_max) if a is not None]
    surest = max(paid, key=lambda t: t.score)
    text = main_price(paid, max(amounts))
    told = dict.fromkeys(Tier(tier_text(t), t.hit.amount, t.hit.currency) for t in paid)
    tiers = tuple(told) if len({tier.amount for tier in told}) > 1 else ()
    free = free or min(amounts) == 0
    cost = Cost(free, 0 if free else min(amounts), max(amounts), surest.hit.currency, text, tiers)
    where = surest.block.tag if surest.block is not None else "title"
    more = tuple(dict.fromkeys(t.hit.text for t in paid if t.hit.text not in text))
    rule = f"prices of attendees: {surest.why}"
    return Fact("cost", text, cost, rule, where, min(MOST_SURE, surest.score), more=more)


def main_price(paid: Sequence[Ticket], most: float) -> str:
    """The page's own writing of the range, where it stands in one line; else of the lowest price."""
    lowest = min(paid, key=lambda t: t.hit.amount)
    line = [t.hit for t in paid if t.block is lowest.block and t.line == lowest.line and t.text == lowest.text]
    start, end = min(hit.start for hit in line), max(hit.end for hit in line)
    whole = max(hit.amount_max or hit.amount for hit in line) == most
    return lowest.text[start:end].strip() if whole and end - start <= RANGE else lowest.hit.text


def tier_text(ticket: Ticket) -> str:
    """The line of a price where it is short, such as "Students: 50 EUR", else the price alone."""
    line = ticket.text[ticket.line[0] : ticket.line[1]].strip()
    return line if len(line) <= TIER else ticket.hit.text
