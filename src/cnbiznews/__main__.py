"""``python -m cnbiznews``: the same as the command ``cnbiznews``."""

import sys

from cnbiznews.cli import main

if __name__ == "__main__":
    sys.exit(main())
