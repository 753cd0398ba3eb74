"""Our own rules, as a linter: what no other tool knows and every reader has to rely on.

- Values never become part of the text of an SQL statement.
- Files are opened in ``system/fs.py`` and nowhere else, so that nothing of ours opens the
  database file while SQLite holds it: closing a second descriptor would drop SQLite's locks.
- Nothing waits for a fixed time, and nothing reaches for the network.
- Words for people are kind: no exclamation marks, none of the words in ``tools.wording``.
- A linter or type checker is overruled for one finding, and with the reason beside it.

Each exception is listed here with its reason.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from fnmatch import fnmatch

from tools.check_sizes import FUNCTIONS, ROOT, python_files
from tools.wording import find_unkind

Finding = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Finding]]

# For each rule: where it does not hold, as a file or file::function, and why.
EXCEPTIONS: dict[str, dict[str, str]] = {
    "sql": {
        "src/safeharbor/storage/engine.py": "PRAGMA takes no parameters; keys come as hex",
        "src/safeharbor/storage/copies.py::_copy": "PRAGMA takes no parameters; two constants",
        "src/safeharbor/storage/index.py::_both_ways": "constants, put together once at import",
        "tests/*": "tests damage databases on purpose",
    },
    "files": {
        "src/safeharbor/system/*": "the floor for files",
        "src/safeharbor/storage/copies.py::_flush": "a finished copy, never the open database",
        "src/safeharbor/ui/selftest.py::_round_trip": "looks for its own words in a locked home",
        "src/safeharbor/ui/selftest_parts.py::sounds": "reads the shipped tones only",
        "src/safeharbor/content/*": "reads the shipped resources only",
        "src/safeharbor/ui/theme.py": "reads the shipped resources only",
        "src/safeharbor/ui/icons.py": "reads the shipped resources only",
        "src/safeharbor/cli/secrets.py": "asks the terminal for a secret",
        "src/safeharbor/cli/app.py": "stdin and the null device",
        "tests/*": "tests look at files from outside",
        "tools/*": "works on the checkout, not on a home",
    },
    "sleep": {
        "src/safeharbor/system/fs.py": "waits for a virus scanner on Windows, 2 s at most",
        "src/safeharbor/system/pipe.py": "waits for a window that is still on its way",
        "src/safeharbor/cli/breathe.py": "the pace of the breath itself",
        "tests/faults/killer.py": "kills at a random time",
        "tests/unit/vault/secret_service_probe.py": "polls for the keyring until a limit",
        "tests/support/screen.py::wait_until": "polls for a condition until a limit",
        "tests/support/atspi.py": "polls another process until a limit",
        "tests/support/person.py": "polls another process until it rests, until a limit",
        "tools/release/prove_setup.py": "polls an uninstaller until a limit",
    },
    "network": {
        "src/safeharbor/system/pipe.py": "a Unix socket to the open window",
        "src/safeharbor/system/session_bus.py": "asks the local socket of a D-Bus, no other kind",
        "src/safeharbor/ui/desktop/single_instance.py": "the window's own Unix socket",
        "src/safeharbor/ui/desktop/local_server.py": "the window's own local socket",
        "src/safeharbor/ui/desktop/bus.py": "the local socket of a D-Bus, no other kind",
        "src/safeharbor/ui/desktop/ending.py": "a socket pair inside the process, for signals",
        "tests/*": "tests try what must not work",
    },
    "wording": {"tests/*": "quotes for the tests", "tools/*": "words for developers"},
}

SQL_CALLS = {"text", "exec_driver_sql", "execute", "executemany", "executescript"}
FILE_CALLS = {
    "open", "fdopen", "read_bytes", "read_text", "write_bytes", "write_text", "copyfile", "copy2",
}  # fmt: skip
# Things with an ``open`` of their own that opens no path.
NOT_PATHS = {"archive", "buffer", "cls", "desk", "door", "_editor", "_steps", "Database"}
SLEEPS = {"sleep", "qWait", "qSleep", "msleep"}
NETWORK = {
    "socket", "_socket", "ssl", "_ssl", "http", "urllib", "ftplib", "smtplib", "asyncio",
    "socketserver",
}  # fmt: skip
QT_NETWORK = "PySide6.QtNetwork"
SPOKEN_KEYWORDS = {"help", "description", "epilog"}
OVERRULED = re.compile(r"#\s*(?:type:\s*ignore|noqa)\b")
EXCUSED = re.compile(
    r"#\s*type:\s*ignore\[[a-z, -]+\]\s+#\s+\w|#\s*noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*\s+-\s+\w"
)


def called_name(call: ast.Call) -> str:
    """The last part of what is called: ``execute`` for ``connection.execute(...)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def receiver_name(call: ast.Call) -> str:
    """What it is called on: ``desk`` for ``self.desk.open(...)``, "" when nothing plain."""
    on = call.func.value if isinstance(call.func, ast.Attribute) else None
    if isinstance(on, ast.Attribute):
        return on.attr
    return on.id if isinstance(on, ast.Name) else ""


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    """All calls in a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def is_constant(value: ast.expr) -> bool:
    """Whether an expression holds nothing but constants, those with a name in capitals too."""
    if isinstance(value, ast.BinOp):
        return is_constant(value.left) and is_constant(value.right)
    named = isinstance(value, ast.Name) and value.id.isupper()
    return named or isinstance(value, ast.Constant)


def is_harmless(part: ast.expr) -> bool:
    """Whether a part of an f-string is fixed words, a constant, or by its ``:d`` a number."""
    if not isinstance(part, ast.FormattedValue):
        return True
    shape = part.format_spec.values if isinstance(part.format_spec, ast.JoinedStr) else []
    is_number = [getattr(piece, "value", None) for piece in shape] == ["d"]
    return is_number or is_constant(part.value)


def is_built(value: ast.expr) -> bool:
    """Whether a text is put together from values where it stands."""
    if isinstance(value, ast.JoinedStr):
        return not all(map(is_harmless, value.values))
    if isinstance(value, ast.BinOp):
        if isinstance(value.op, ast.Mod):
            return _holds_text(value.left)
        parts = (value.left, value.right)
        plain = all(isinstance(part, ast.Constant) for part in parts)
        return isinstance(value.op, ast.Add) and any(map(_holds_text, parts)) and not plain
    return isinstance(value, ast.Call) and called_name(value) in {"format", "format_map"}


def _holds_text(value: ast.expr) -> bool:
    if isinstance(value, ast.BinOp):
        return _holds_text(value.left) or _holds_text(value.right)
    text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return text or isinstance(value, ast.JoinedStr)


def sql(tree: ast.Module) -> Iterator[Finding]:
    """No values in the text of an SQL statement: they would reach error messages and logs."""
    for call in calls(tree):
        if called_name(call) in SQL_CALLS and call.args and is_built(call.args[0]):
            yield call.lineno, "values in the text of an SQL statement; pass them as parameters"


def files(tree: ast.Module) -> Iterator[Finding]:
    """Files are opened in ``system/fs.py``."""
    for call in calls(tree):
        name = called_name(call)
        if name in FILE_CALLS and receiver_name(call) not in NOT_PATHS:
            yield call.lineno, f"{name} opens a file; go through safeharbor.system.fs"


def sleep(tree: ast.Module) -> Iterator[Finding]:
    """Nothing waits for a fixed time: wait for what is meant."""
    for call in calls(tree):
        name = called_name(call)
        fixed = name == "wait" and receiver_name(call) == "qtbot"
        if name in SLEEPS or fixed:
            yield call.lineno, f"{name} waits for a fixed time; wait for the event itself"


def network(tree: ast.Module) -> Iterator[Finding]:
    """There is no network code in the program."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith(QT_NETWORK) or name.split(".")[0] in NETWORK:
                yield node.lineno, f"{name} can reach the network"


def wording(tree: ast.Module) -> Iterator[Finding]:
    """Words for people, in ``tr()`` and in the help of the terminal, are kind."""
    for call in calls(tree):
        spoken: list[ast.expr] = []
        if called_name(call) == "tr":
            spoken = list(call.args)
        elif called_name(call) == "translate" and len(call.args) > 1:
            spoken = list(call.args[1:])
        spoken += [word.value for word in call.keywords if word.arg in SPOKEN_KEYWORDS]
        for value in spoken:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                for what in find_unkind(value.value):
                    yield value.lineno, f"{what} in words for people"


def reasons(source: str) -> Iterator[Finding]:
    """Whatever overrules a checker names the finding, and says why: ``# noqa: B008 - of Qt``."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or not OVERRULED.search(token.string):
            continue
        if not EXCUSED.search(token.string):
            yield token.start[0], "a checker is overruled; name the finding and say why"


RULES: dict[str, Rule] = {
    "sql": sql,
    "files": files,
    "sleep": sleep,
    "network": network,
    "wording": wording,
}


def is_excepted(rule: str, place: str) -> bool:
    """Whether ``rule`` does not hold for ``place``, a file or file::function."""
    return any(fnmatch(place, pattern) for pattern in EXCEPTIONS[rule])


def functions_around(tree: ast.Module, line: int) -> list[str]:
    """The names of the functions that ``line`` lies in."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS) and node.lineno <= line <= (node.end_lineno or 0)
    ]


def check_source(source: str, path: str) -> list[str]:
    """What breaks a rule in one file, each with its line; empty when nothing does.

    Args:
        source: the file's text.
        path: where it lies in the project, with forward slashes.
    """
    tree = ast.parse(source)
    found = [(line, f"{line}: reasons: {what}") for line, what in reasons(source)]
    for name, rule in RULES.items():
        if is_excepted(name, path):
            continue
        for line, what in rule(tree):
            places = [f"{path}::{function}" for function in functions_around(tree, line)]
            if not any(is_excepted(name, place) for place in places):
                found.append((line, f"{line}: {name}: {what}"))
    return [text for _, text in sorted(found)]


def main() -> int:
    """Print what breaks a rule; 1 when something does."""
    found = []
    for file in python_files(ROOT):
        path = file.relative_to(ROOT).as_posix()
        found += [f"{path}:{what}" for what in check_source(file.read_text("utf-8"), path)]
    print("\n".join(found) if found else "rules: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
