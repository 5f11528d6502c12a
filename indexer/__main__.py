"""`python -m indexer` is the command `masadir`."""

import sys

from indexer.cli import main

sys.exit(main())
