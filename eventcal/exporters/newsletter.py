"""events.md: the newsletter's sections, calls and events, as Markdown by a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from eventcal.errors import UsageError
from eventcal.exporters.clean import one_line
from eventcal.exporters.entry_lines import links, tail
from eventcal.exporters.markdown import escape, link, paragraph
from eventcal.exporters.pitch import pitch
from eventcal.exporters.selection import Item, Selection
from eventcal.exporters.templating import TEMPLATES
from eventcal.model import NewsletterSettings, Settings

USUAL = TEMPLATES / "newsletter.md"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a template has of an entry. All but `names`, `urls` and `marks` is Markdown."""

    name: str
    url: str | None
    names: tuple[str, ...]
    """Of each link its text, without markup."""
    urls: tuple[str | None, ...]
    heading: str
    """The links: [Name](https://…), mostly one."""
    when: str
    where: str
    cost: str
    status: str
    due: tuple[str, ...]
    tail: str
    """All of that, with commas."""
    blurb: str
    """A block of its own; the page's words as a quotation, the editor's as they are; or empty."""
    marks: tuple[str, ...]
    """new, changed, extended, last chance, reminder, cancelled, postponed, pinned."""
    is_call: bool


def markdown(selection: Selection, settings: Settings, today: date, *, notes: bool = True, draft: str = "") -> str:
    """Both sections in CommonMark. `notes`: with a comment above that tells the editor why each entry was chosen, and how
    the draft of that id is remembered.

    UsageError, with file and line, for a template that cannot be used.
    """
    form = settings.newsletter
    values: dict[str, object] = {
        "events": [_entry(item, today, form) for item in selection.events],
        "calls": [_entry(item, today, form) for item in selection.calls],
        "more": more(selection, settings),
        "notes": [*map(_in_comment, _notes(selection, today, draft))] if notes else [],
        "today": today,
    }
    return _rendered(form.template or USUAL, values).strip("\n") + "\n"


def try_template(path: Path) -> None:
    """UsageError, with file and line, if a template cannot be used: tried with an invented entry of each section."""
    entry = Entry(
        name="Knot Day",
        url="https://knots.example/",
        names=("Knot Day",),
        urls=("https://knots.example/",),
        heading="[Knot Day](https://knots.example/)",
        when="20 May",
        where="Bergen",
        cost="Free",
        status="",
        due=("Papers due 31 Jan",),
        tail="20 May, Bergen, Free, Papers due 31 Jan",
        blurb="> Of knots.",
        marks=("new",),
        is_call=False,
    )
    calls = [replace(entry, is_call=True)]
    _rendered(path, {"events": [entry], "calls": calls, "more": "", "notes": [""], "today": date(2027, 3, 5)})


def _rendered(path: Path, values: Mapping[str, object]) -> str:
    try:
        return _template(path).render(values)
    except TemplateError as error:
        raise UsageError(f"{path}{_line_of(error)}: {error}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise UsageError(f"{path}: {error}") from error


def _template(path: Path) -> Template:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"{path}: the template cannot be read: {reason}") from error
    return _compiled(text)


@lru_cache(maxsize=2)
def _compiled(text: str) -> Template:
    """Once for all that a run makes of it; .04 s each."""
    return _environment().from_string(text)


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _line_of(error: TemplateError) -> str:
    return f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""


def _entry(item: Item, today: date, form: NewsletterSettings) -> Entry:
    named = links(item)
    parts = [(kind, escape(text)) for kind, text in tail(item, today, form)]
    by_kind = {kind: ", ".join(text for each, text in parts if each == kind) for kind, _ in parts}
    return Entry(
        name=escape(item.record.event.name),
        url=named[0][1],
        names=tuple(name for name, _ in named),
        urls=tuple(url for _, url in named),
        heading=" ".join(link(name, url or "") for name, url in named),
        **{kind: by_kind.get(kind, "") for kind in ("when", "where", "cost", "status")},
        due=tuple(text for kind, text in parts if kind == "due"),
        tail=", ".join(text for _, text in parts),
        blurb=_blurb(item),
        marks=item.marks,
        is_call=item.section == "calls",
    )


def _blurb(item: Item) -> str:
    own = item.record.blurb
    if own:
        return paragraph(one_line(own, 5_000))
    words = pitch(item.record.event.description)
    return f"> {paragraph(words)}" if words else ""


def more(selection: Selection, settings: Settings) -> str:
    """12 more events and 3 more calls are in [the calendar](https://example.org/events/). "" where there are none."""
    counts = [(selection.more_events, "event"), (selection.more_calls, "call")]
    told = [f"{count} more {noun}{'s' if count > 1 else ''}" for count, noun in counts if count]
    url = settings.site.url
    if not told or url is None:
        return ""
    are = "is" if selection.more_events + selection.more_calls == 1 else "are"
    return f"{' and '.join(told)} {are} in {link('the calendar', url)}."


# What the editor is told


def mark_command(draft: str) -> str:
    """What remembers that a draft was printed; ISSUE is the editor's to fill in. Short options: a comment may not hold two
    hyphens."""
    return f"eventcal newsletter -d {draft} -m ISSUE"


def _notes(selection: Selection, today: date, draft: str) -> Iterator[str]:
    if draft and (selection.events or selection.calls):
        yield f"When this is printed: {mark_command(draft)}"
    for title, items in (("calls", selection.calls), ("events", selection.events)):
        if items:
            yield f"Why these {title}:"
        for item in items:
            marks = f" [{', '.join(item.marks)}]" if item.marks else ""
            reasons = "; ".join(f"{reason.points:+.1f} {reason.words}" for reason in item.reasons)
            yield f"- {item.score:.1f} {one_line(item.record.event.name)}{marks} {item.record.uid[:8]}: {reasons}"
    left = selection.more_events, selection.more_calls
    if any(left):
        yield f"Not chosen: {left[0]} more events, {left[1]} more calls; `eventcal edit ID pin=true` puts one in."
    if selection.doubtful:
        yield "Doubtful, and so not printed:"
        yield from (f"- {line}" for line in selection.doubtful)


def _in_comment(text: str) -> str:
    """Nothing in it ends the comment, nor is taken for a tag of a mail service's templates."""
    return one_line(text, 500).replace("--", "- -").replace(">", "›").replace("{{", "{ {").replace("{%", "{ %")
