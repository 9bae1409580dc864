"""`eventcal newsletter`: the sections for an issue, and what past issues have printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.terminal import say
from eventcal.errors import StoreError, UsageError

if TYPE_CHECKING:
    from eventcal.exporters.selection import Selection
    from eventcal.issues.archive import Issue
    from eventcal.model import Settings
    from eventcal.printed import Draft
    from eventcal.store import Store

FORMATS = ("markdown", "html", "text")
WEEKS = 10


@click.group(invoke_without_command=True)
@click.option("--date", "day", type=options.Day(), help="The day of the issue.  [default: today]")
@click.option("--weeks", type=click.IntRange(1, 520), help="Weeks ahead that an event may start.  [default: 10]")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="At most so many events, and so many calls.  [default: 6, or sources.yaml's]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="html: for mail editors; text: 72 columns.  [default: markdown]",
)
@click.option("--issue", metavar="ISSUE", help="Make this issue again: what was marked as printed in it counts as new.")
@click.option(
    "-m",
    "--mark",
    metavar="ISSUE",
    help="Remember what was shown last as printed in that issue, in the place of what it had; beside other options, what is "
    "printed now.",
)
@click.option("-d", "--draft", metavar="ID", help="Beside --mark alone: not what was shown last, but that draft.")
@options.sources
@options.store
@click.pass_context
def newsletter(
    context: click.Context,
    day: date | None,
    weeks: int | None,
    limit: int | None,
    form: str | None,
    issue: str | None,
    mark: str | None,
    draft: str | None,
    sources: Path,
    store: str | None,
) -> None:
    """Print the newsletter's sections: calls that are open, and coming events.

    Few are chosen: a comment above says why each is in, what is new or has changed, and what was left out as doubtful. What
    an issue has printed does not return unless it has changed or a deadline is near. Once the issue is out:

      eventcal newsletter --mark 87

    That remembers what was last shown, here or in newsletter.html; both name their draft, so that an earlier one can be
    remembered too, for 60 days.

    The section `newsletter` of sources.yaml sets how many, how dates are written, what the reasons count for, and a template
    of your own for another form.
    """
    if context.invoked_subcommand is not None:
        context.obj = (sources, store)
        return
    asked = any(value is not None for value in (day, weeks, limit, form, issue))
    if draft is not None and (mark is None or asked):
        raise UsageError("--draft says what --mark remembers: eventcal newsletter --draft 3fa9c1 --mark 87")
    wish = _Wish(options.now(day), weeks or WEEKS, limit, form or "markdown", _label(issue if mark is None else mark))
    from eventcal.config import load

    settings = load(sources)
    with options.existing_store(store, sources) as kept:
        shown = _shown_before(kept, draft) if mark is not None and not asked else None
        if shown is None:
            shown = _show(kept, settings, wish)
        if mark is not None and wish.issue is not None:
            _mark(kept, wish.issue, shown)


@dataclass(frozen=True, slots=True)
class _Wish:
    """The sections that are asked for."""

    now: datetime
    weeks: int
    limit: int | None
    form: str
    issue: str | None
    """What was marked as printed in it counts as new."""


def _shown_before(kept: Store, draft: str | None) -> Draft | None:
    """The draft of that id, else what was shown last, printed in short; None where nothing was. UsageError where there is
    no such draft."""
    shown = kept.draft(draft)
    if shown is not None:
        click.echo("\n".join(f"- {entry.words}" for entry in shown.entries))
    elif draft is not None:
        raise UsageError(f"no draft {draft} is kept; `eventcal newsletter import` learns from the issue itself")
    return shown


def _show(kept: Store, settings: Settings, wish: _Wish) -> Draft:
    """The sections, printed, and kept as a draft for --mark."""
    draft = _print_sections(_chosen(kept, settings, wish), settings, wish)
    _keep_draft(kept, draft)
    return draft


def _chosen(kept: Store, settings: Settings, wish: _Wish) -> Selection:
    from eventcal.issues.choice import choose

    records = [record for record in options.everything(kept, settings.path) if not record.waiting]
    return choose(
        records, kept.printed(), settings, wish.now.date(), weeks=wish.weeks, limit=wish.limit, issue=wish.issue
    )


def _print_sections(chosen: Selection, settings: Settings, wish: _Wish) -> Draft:
    """What is to be remembered of them too."""
    from eventcal.exporters.newsletter import markdown
    from eventcal.issues.mark import printed
    from eventcal.printed import Draft

    today = wish.now.date()
    draft = Draft.of(printed(chosen, settings, today), options.now(None))
    text = markdown(chosen, settings, today, notes=wish.form == "markdown", draft=draft.id)
    click.echo(_formatted(text, wish.form), nl=False)
    if not draft.entries:
        say("nothing to print: no call is open and no event is near that an issue has not printed already")
    return draft


def _keep_draft(kept: Store, draft: Draft) -> None:
    """One that cannot be kept is told; it is printed all the same."""
    try:
        kept.put_draft(draft)
    except StoreError as error:
        say(f"{error}; --mark will not know of this draft")


def _mark(kept: Store, issue: str, draft: Draft) -> None:
    with kept.lock():
        kept.put_issue(issue, [replace(entry, issue=issue) for entry in draft.entries])
    calls = sum(entry.section == "calls" for entry in draft.entries)
    told = f"{len(draft.entries) - calls} events, {calls} calls"
    say(f"remembered as printed in {issue}: {told} (draft {draft.id}, shown {draft.made_at:%Y-%m-%d %H:%M} UTC)")


def _formatted(text: str, form: str) -> str:
    from eventcal.exporters.newsletter_formats import fragment, plain

    match form:
        case "html":
            return fragment(text)
        case "text":
            return plain(text)
    return text


def _label(issue: str | None) -> str | None:
    """As issues are compared: 087 and #87 are 87."""
    if issue is None:
        return None
    label = issue.strip().lstrip("#").strip()
    if not label:
        raise UsageError("an issue needs a name or number: --mark 87")
    return str(int(label)) if label.isascii() and label.isdigit() else label


@newsletter.command(name="import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--json", "as_json", is_flag=True, help="Print each entry as a line of JSON, and remember nothing.")
@options.sources
@options.store
def import_(files: tuple[Path, ...], as_json: bool, sources: Path, store: str | None) -> None:
    """Learn from past issues what was printed, and in which words.

    FILE is an issue in Markdown with title and date in its front matter. What was known of that issue is replaced.
    """
    from eventcal.issues.archive import read_issue

    issues = [read_issue(_text(path), str(path)) for path in files]
    if not as_json and not sources.exists():
        raise UsageError(f"no {sources} here; run it where sources.yaml is, or name that with --sources")
    if as_json:
        _print_entries(issues)
        return
    _keep(issues, sources, store)
    for path, issue in zip(files, issues, strict=True):
        if not issue.entries:
            say(f"{path}: no entry of an event or a call was found; what was known of that issue stays")
    count = sum(len(issue.entries) for issue in issues)
    click.echo(
        f"{len(issues)} issue{'s' * (len(issues) != 1)}, {count} entr{'ies' if count != 1 else 'y'} remembered",
        err=True,
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error


def _print_entries(issues: Iterable[Issue]) -> None:
    from eventcal.printed import to_json

    for issue in issues:
        for entry in issue.entries:
            click.echo(json.dumps(to_json(entry), ensure_ascii=False))


def _keep(issues: Iterable[Issue], sources: Path, store: str | None) -> None:
    from eventcal.store import Store

    with Store.open(options.store_at(store, sources), say) as kept, kept.lock():
        for issue in issues:
            label = _label(issue.label)
            if issue.entries and label is not None:
                kept.put_issue(label, [replace(entry, issue=label) for entry in issue.entries])
