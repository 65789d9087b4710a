"""`python -m buddy_console`: the same as the command `buddy-console`."""

import sys

from buddy_console.cli import main

if __name__ == "__main__":
    sys.exit(main())
