"""As many events as a small machine would never hold at once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "many_events.py"


@pytest.mark.long
def test_a_run_that_exports_many_events_holds_few_of_them_in_memory():
    command = [sys.executable, str(BENCHMARK), "--events", "20000"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=True).stdout
    assert "; 20000 events, 0 new, 0 changed; " in told
    assert int(re.search(r"peak (\d+) MB", told)[1]) <= 200  # the events' JSON alone is 60 MB
