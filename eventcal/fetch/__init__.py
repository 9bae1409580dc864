"""The one door to the network, to page files and to archives: a source in; its page, Unchanged or Failed out."""

from eventcal.fetch.outcome import Door, Fetched
from eventcal.fetch.session import Fetcher

__all__ = ["Door", "Fetched", "Fetcher"]
