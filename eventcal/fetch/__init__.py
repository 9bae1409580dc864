"""The one door to the network, to page files and to archives: a source in; its page, Unchanged or Failed out."""

from eventcal.fetch.archive import read_archive
from eventcal.fetch.outcome import Door, Fetched
from eventcal.fetch.replay import Replay
from eventcal.fetch.session import Fetcher

__all__ = ["Door", "Fetched", "Fetcher", "Replay", "read_archive"]
