"""Makes what these tests share importable from here: tests are no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
