"""`python -m portevoix`: the same as the command `portevoix`."""

from portevoix.cli import main

if __name__ == "__main__":
    main(prog_name="portevoix")
