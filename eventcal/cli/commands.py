"""The commands of `eventcal` by name: what the list in its help says of each, and where it is."""

from __future__ import annotations

from importlib import import_module

import click


class Part(click.Command):
    """A command by what the list says of it. Its module is imported only when the command itself is asked for."""

    def __init__(self, name: str, place: str, says: str) -> None:
        """`place`: the module in this package, a colon, and the command in it; `says`: the first sentence of its help."""
        super().__init__(name, help=says)
        self._place = place

    def loaded(self) -> click.Command:
        """The command itself."""
        module, _, name = self._place.partition(":")
        command: click.Command = getattr(import_module(f"eventcal.cli.{module}"), name)
        return command


PARTS = (
    Part("init", "setup:init", "Write a commented sources.yaml to start from."),
    Part("add", "add:add", "Say what URL offers, and add the best of it to sources.yaml."),
    Part("refresh", "refresh:refresh", "Fetch what is due, read it, write the results."),
    Part("run", "run:run", "Refresh what is due, again and again, until it is stopped (Ctrl-C, SIGTERM)."),
    Part("extract", "extract:extract", "Print a JSON line for each page of INPUT."),
    Part(
        "newsletter",
        "newsletter:newsletter",
        "Print the newsletter's sections: calls that are open, and coming events.",
    ),
    Part("list", "records:list_", "List the events by start."),
    Part("show", "records:show", "Show all that is known of one event."),
    Part("why", "records:why", "Say where each field of an event was read."),
    Part("changes", "changes:changes", "Tell what is new, changed, cancelled or put off, oldest first."),
    Part("edit", "edit:edit", "Fix what is published of one event, whatever its sources say."),
    Part("accept", "accept:accept", "Believe what a suspect source says now, or show an event that waits."),
    Part("check", "setup:check", "Say what each source would do, offline."),
    Part(
        "doctor",
        "doctor:doctor",
        "Say how all is: sources, database, outputs, and whether somebody runs the refresh.",
    ),
    Part("new-adapter", "draft:new_adapter", "Draft an adapter for the site of URL."),
    Part("try", "trial:try_", "Read pages by the adapter in FILE.py, without installing it."),
    Part("serve", "serve:serve", "Serve the feeds and the page over HTTP."),
    Part("install", "install:install", "Have the refresh run by itself."),
    Part("dump", "state:dump", "Print the whole state as lines of JSON, for git or for another machine."),
    Part("load", "state:load", "Bring back the state from FILE, into a store that holds nothing."),
)
"""In the order of use. What each says is its docstring's first sentence; a test compares them."""
