"""Records → files, one module an output: `export(records, settings, today)`; the same three, the same bytes."""
