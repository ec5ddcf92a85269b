"""The door: `python build.py` makes the site. What it does is in `sitegen/`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (the message is for those who have an older one)
        sys.exit(f"build.py needs Python 3.11 or later; this is {sys.version.split()[0]} ({sys.executable})")
    root = Path(__file__).resolve().parent
    sys.path.insert(0, str(root))
    try:
        from sitegen import bootstrap

        bootstrap.ensure(root, sys.argv[1:])
        from sitegen import cli

        sys.exit(cli.main(sys.argv[1:], root))
    except KeyboardInterrupt:  # before the command began
        print("stopped", file=sys.stderr)
        sys.exit(130)
