"""eventcal: conference pages in; a calendar feed and a newsletter section out."""

__version__ = "0.1.0"
