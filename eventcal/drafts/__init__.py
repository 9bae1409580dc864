"""A page → the draft of an adapter for it: code that reads from its elements what the page reader found in its text."""

from eventcal.drafts.draft import Draft, draft

__all__ = ["Draft", "draft"]
