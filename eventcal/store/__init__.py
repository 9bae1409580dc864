"""What eventcal remembers from one run to the next."""

from eventcal.store.rows import Reading, SourceState, digest
from eventcal.store.store import Store

__all__ = ["Reading", "SourceState", "Store", "digest"]
