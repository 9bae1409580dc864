"""`python -m eventcal`."""

import sys

from eventcal.cli import main

sys.exit(main())
