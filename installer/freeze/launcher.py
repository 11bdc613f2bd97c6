"""What the frozen launchers run: `cadrage`, and `cadrage-window`, which differs in its name."""

import os
import sys
from pathlib import Path


def give_back(name: str) -> None:
    """What the launcher changed to find our libraries must not reach the programs that we start."""
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)


def run() -> int:
    give_back("LD_LIBRARY_PATH")
    from cadrage import cli

    return cli.window() if Path(sys.argv[0]).stem == "cadrage-window" else cli.main()


if __name__ == "__main__":
    sys.exit(run())
