"""While the database is open, no code of ours opens its file again.

On POSIX, closing any descriptor of the file drops SQLite's locks; a second process then writes
too, and acknowledged rows are lost (tried).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SESSION = """
import json, os, sys
sys.path[:0] = {paths!r}
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

path = Path({path!r})
opened, watching = [], False

def hook(event, arguments):
    if watching and event in ("open", "os.open", "os.truncate", "os.rename", "os.remove"):
        try:
            name = os.fsdecode(arguments[0])
        except TypeError:
            return
        if os.path.basename(name) == path.name:
            opened.append([event, name])

sys.addaudithook(hook)

from safeharbor.domain.query import parse_query
from safeharbor.domain.revision import Placement
from safeharbor.storage.database import Database, verify_copy
from support.store import KEY, SALT, TODAY, add, edit, index_all, reopen

database = reopen(path)
watching = True
with database.transaction() as tx:
    ids = [add(tx, f"entry {{n}}", tags=["t"]) for n in range(30)]
index_all(database)
with database.transaction() as tx:
    edit(tx, ids[0], lambda c: replace(c, body="new"), placement=Placement.NEXT)
    tx.entries.page(tag="t", with_words=True)
    tx.index.search(parse_query("entry", TODAY), None, 50)
    tx.entries.trash(ids[1], 1)
    tx.entries.purge(ids[1], 1)
database.copy_to(path.with_name("copy.db"), lambda: None)
for attempt in (lambda: reopen(path), lambda: verify_copy(path, KEY, SALT)):
    try:
        attempt()
    except Exception as error:
        assert error.args == ("SH-VT-11",), error
    else:
        raise AssertionError("opened twice")
inside = list(opened)
with open(path, "rb"):
    pass
proof = len(opened) - len(inside)
watching = False
database.close()
print(json.dumps([inside, proof]))
"""


def test_no_code_of_ours_opens_the_file_while_it_is_held(path: Path) -> None:
    code = SESSION.format(paths=sys.path, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    opened, proof = json.loads(done.stdout)
    assert opened == []
    assert proof == 1, "the hook sees nothing"
