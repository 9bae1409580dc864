"""`eventcal serve`: the output folder over HTTP."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable, say


@click.command()
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="The folder to serve.  [default: output beside FILE]")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen to; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@options.sources
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each request.")
def serve(output: Path | None, host: str, port: int, sources: Path, verbose: bool) -> None:
    """Serve the feeds and the page over HTTP.

    Reads the files of the output folder and nothing else. Apps that ask again get "not modified" until a file has changed. A feed of your
    own choice is at /events.ics?tag=hpc&mode=online&place=Bergen&free=1; `any` stands for words, `language` for a language, and
    `tag` and `any` may be repeated. Ends with Ctrl-C or SIGTERM. For the open Internet put a web server with TLS before it.
    """
    from eventcal.serving import server

    if verbose:
        _log_requests()
    running = server(output or sources.absolute().parent / "output", options.settings_or_none(sources), host, port)
    click.echo(f"http://{host}:{running.effective_port}/")
    with suppress(KeyboardInterrupt):
        running.run()
    running.close()


class _Lines(logging.Handler):
    """Prints what is logged, each in one line that no request can forge."""

    def emit(self, record: logging.LogRecord) -> None:
        say(printable(record.getMessage()))


def _log_requests() -> None:
    log = logging.getLogger("eventcal.serving")
    log.setLevel(logging.INFO)
    log.addHandler(_Lines())
