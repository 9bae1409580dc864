"""A source read from more than one page: which further pages are asked, and what becomes of the events with them."""

from eventcal.follow.asking import gather
from eventcal.follow.reading import Followed, followed, is_listing

__all__ = ["Followed", "followed", "gather", "is_listing"]
