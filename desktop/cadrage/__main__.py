"""python -m cadrage."""

from cadrage.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
