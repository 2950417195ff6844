"""Whether a file that a user named is there."""

import errno
from pathlib import Path


def is_file(path: Path) -> bool:
    """Like `Path.is_file`, and False for a name that no file can have. Raises OSError where nobody may look."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
