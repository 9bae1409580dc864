"""A source read from more than one page: which further pages are asked, and what becomes of the events with them."""
