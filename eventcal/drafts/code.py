"""The text of a drafted module."""

from __future__ import annotations

import json

from eventcal.drafts.plan import Plan
from eventcal.page import Page

HEAD = '''"""{host}: {what}."""

from __future__ import annotations

{imports}


def fits(page: Page) -> bool:
    """Whether it is this page, by its address."""
    return page.url.startswith({url})


def read(page: Page) -> list[Fact]:
    """{says}"""
'''
ROWS = "from eventcal.model import Fact\nfrom eventcal.page import Page\nfrom eventcal.reading.rows import {names}"
READER = "from eventcal.adapters import html\nfrom eventcal.model import Fact\nfrom eventcal.page import Page"
LIST = """    rows = [
        {{
{fields}
        }}
        for entry in page.select({entry})
    ]
    return list(read_rows(rows, page, {host}))
"""
ONE = """    row = {{
{fields}
    }}
    return list(read_rows([row], page, {host}))
"""
NOTHING = {"name": "h2", "link": "a", "dates": "time", "place": ".place"}
"""Where the fields of a page stand of which nothing is known."""


def of_elements(page: Page, host: str, plan: Plan) -> str:
    """The module that does what a plan says."""
    names = sorted({"read_rows", *("link_at" if field == "link" else "words_at" for field in plan.fields)})
    if plan.entry is None:
        says, what = "The facts of the event.", "one event"
        body = ONE.format(fields=lines(plan, 8), host=quoted(host))
    else:
        says, what = "The facts of every event.", "a list of events"
        body = LIST.format(fields=lines(plan, 12), entry=quoted(plan.entry), host=quoted(host))
    return head(page, host, what, ROWS.format(names=", ".join(names)), says) + body


def of_reader(page: Page, host: str) -> str:
    """The module that reads as the page reader does, for a page whose events have no elements of their own."""
    says = "All that the page reader finds: leave out or put right what it gets wrong."
    return head(page, host, "what the page reader finds", READER, says) + "    return html.read(page)\n"


def of_nothing(page: Page, host: str) -> str:
    """The module for a page in which nothing was found: its selectors are to be filled in."""
    return of_elements(page, host, Plan("article", NOTHING)).replace(
        "    rows = [\n", "    # nothing was found: these selectors are an example\n    rows = [\n"
    )


def head(page: Page, host: str, what: str, imports: str, says: str) -> str:
    """The text up to the body of `read`."""
    return HEAD.format(host=host, what=what, imports=imports, url=quoted(page.url), says=says)


def lines(plan: Plan, indent: int) -> str:
    """The fields of a row."""
    return "\n".join(f"{' ' * indent}{quoted(field)}: {value(plan, field, css)}," for field, css in plan.fields.items())


def value(plan: Plan, field: str, css: str) -> str:
    """The code of a field: on the page of one event what is selected must be there."""
    if plan.entry is None:
        return f"words_at(page.select_one({quoted(css)}))" if css else "page.text"
    where = f", {quoted(css)}" if css else ""
    return f"link_at(entry{where}, page)" if field == "link" else f"words_at(entry{where})"


def quoted(text: str) -> str:
    """The text as Python writes it."""
    return json.dumps(text, ensure_ascii=False) if text.isprintable() and '"' not in text else repr(text)
