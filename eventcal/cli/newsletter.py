"""`eventcal newsletter`: the sections for an issue, and what past issues have printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.terminal import say
from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.issues.archive import Issue

FORMATS = ("markdown", "html", "text")


@click.group(invoke_without_command=True)
@click.option("--date", "day", type=options.Day(), help="The day of the issue.  [default: today]")
@click.option(
    "--weeks", type=click.IntRange(1, 520), default=10, show_default=True, help="Weeks ahead that an event may start."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="At most so many events, and so many calls.  [default: 6, or sources.yaml's]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="markdown",
    show_default=True,
    help="html: for mail editors; text: 72 columns.",
)
@click.option("--issue", metavar="ISSUE", help="Make this issue again: what was marked as printed in it counts as new.")
@click.option(
    "--mark", metavar="ISSUE", help="Remember what is printed now as that issue's, in the place of what it had."
)
@options.sources
@options.store
@click.pass_context
def newsletter(
    context: click.Context,
    day: date | None,
    weeks: int,
    limit: int | None,
    form: str,
    issue: str | None,
    mark: str | None,
    sources: Path,
    store: str | None,
) -> None:
    """Print the newsletter's sections: calls that are open, and coming events.

    Few are chosen: a comment above says why each is in, what is new or has changed, and what was left out as doubtful. What
    an issue has printed does not return unless it has changed or a deadline is near. Once the issue is out:

      eventcal newsletter --mark 87

    The section `newsletter` of sources.yaml sets how many, how dates are written, what the reasons count for, and a template
    of your own for another form.
    """
    if context.invoked_subcommand is not None:
        context.obj = (sources, store)
        return
    from eventcal.config import load
    from eventcal.exporters.newsletter import markdown
    from eventcal.issues.choice import choose
    from eventcal.issues.mark import printed

    settings = load(sources)
    today = options.now(day).date()
    made = _label(issue if mark is None else mark)
    with options.existing_store(store, sources) as kept:
        records = [record for record in options.everything(kept, sources) if not record.waiting]
        chosen = choose(records, kept.printed(), settings, today, weeks=weeks, limit=limit, issue=made)
        text = markdown(chosen, settings, today, notes=form == "markdown")
        click.echo(_formatted(text, form), nl=False)
        if mark is not None and made is not None:
            with kept.lock():
                kept.put_issue(made, printed(chosen, settings, today, made))
            say(f"remembered as printed in {made}: {len(chosen.events)} events, {len(chosen.calls)} calls")
        if not (chosen.events or chosen.calls):
            say("nothing to print: no call is open and no event is near that an issue has not printed already")


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
        _print(issues)
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


def _print(issues: Iterable[Issue]) -> None:
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
