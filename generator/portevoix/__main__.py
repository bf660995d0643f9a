"""The command: `portevoix`, and `python -m portevoix`."""

import os
import sys
from typing import NoReturn

from portevoix.cli import main


def run() -> NoReturn:
    """Run the command line, and end the process with its code.

    It ends at once: a build holds hundreds of thousands of values, which the interpreter would else take apart one by
    one, although the system takes their memory back anyway.
    """
    try:
        main(prog_name="portevoix")
        code = 0
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            raise
        code = end.code or 0
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    run()
