"""Run fogline from a terminal: `main` is the command, each group of commands a module that loads when it is used."""

from fogline.cli.root import main

__all__ = ["main"]
