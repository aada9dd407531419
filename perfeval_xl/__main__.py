"""Lets `python -m perfeval_xl` do what `perfeval-xl` does."""

from perfeval_xl.cli import main

if __name__ == "__main__":
    main()
