"""A child that commits rows into an unencrypted SQLite file and acknowledges each one.

It is what the power-cut harness proves itself on: with weak settings it has to be seen losing
rows. Run as a script: the file, the journal mode, the synchronous setting, the number of commits.
"""

from __future__ import annotations

import random
import sys

from sqlcipher3 import dbapi2 as sqlite

from faults.tracing import ACK

ROW_BYTES = 900


def row(number: int) -> str:
    """The text of one row, the same in the writer and the reader."""
    return f"{number}:" + random.Random(number).randbytes(ROW_BYTES // 2).hex()


def main(path: str, journal: str, synchronous: str, commits: int) -> None:
    """Commit one row at a time, and overwrite an older one beside it."""
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode={journal}").fetchall()
    connection.execute(f"PRAGMA synchronous={synchronous}")
    for number in range(commits):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO kept VALUES (?, ?)", (number, row(number)))
        connection.execute("UPDATE kept SET text = text WHERE id = ?", (number // 2,))
        connection.execute("COMMIT")
        sys.stdout.buffer.write(ACK + f"{number}\n".encode())
        sys.stdout.buffer.flush()
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
