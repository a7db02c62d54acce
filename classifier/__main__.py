"""`python -m classifier`: the command line, where the `petakota` script is not on the path."""

from classifier.cli.main import run

if __name__ == "__main__":
    run()
