"""Reading: a page to facts. What the project exists for."""
