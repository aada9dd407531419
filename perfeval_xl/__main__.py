"""What `perfeval-xl` and `python -m perfeval_xl` start: answers Ctrl-C also while the program is still being loaded."""

import sys


def main() -> None:
    """Runs the command line."""
    try:
        from perfeval_xl.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        from perfeval_xl.problems import INTERRUPTED

        print(INTERRUPTED, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
