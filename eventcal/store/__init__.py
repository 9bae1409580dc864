"""What eventcal remembers from one run to the next."""

from eventcal.store.load import dumped_rows
from eventcal.store.rebuild import published_rows
from eventcal.store.rows import Reading, SourceState, digest
from eventcal.store.store import Store

__all__ = ["Reading", "SourceState", "Store", "digest", "dumped_rows", "published_rows"]
