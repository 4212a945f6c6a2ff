"""``python -m beebox``: the same as the ``beebox`` command."""

import sys

from beebox.cli.main import main

sys.exit(main())
