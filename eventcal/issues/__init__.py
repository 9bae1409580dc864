"""The newsletter's issues: past ones read and remembered, the next one chosen."""
