"""Keeps rooms liveable: a file has at most 500 lines, a class 25 methods, a function 50 lines."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("src", "tests", "tools", "run.py")
FILE_LINES, CLASS_METHODS, FUNCTION_LINES = 500, 25, 50

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def check_source(source: str) -> list[str]:
    """What is too large in one file, each with its line; empty when nothing is."""
    found = []
    lines = source.count("\n") + (not source.endswith("\n"))
    if lines > FILE_LINES:
        found.append(f"1: the file has {lines} lines, {FILE_LINES} are allowed")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append(
                    f"{node.lineno}: {node.name} has {length} lines, {FUNCTION_LINES} are allowed"
                )
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, FUNCTIONS) for part in node.body)
            if methods > CLASS_METHODS:
                found.append(
                    f"{node.lineno}: {node.name} has {methods} methods, {CLASS_METHODS} are allowed"
                )
    return found


def python_files(root: Path) -> Iterator[Path]:
    """The Python files of the project, in a steady order."""
    for place in PLACES:
        path = root / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def main() -> int:
    """Print what is too large; 1 when something is."""
    found = [
        f"{file.relative_to(ROOT)}:{what}"
        for file in python_files(ROOT)
        for what in check_source(file.read_text(encoding="utf-8"))
    ]
    print("\n".join(found) if found else "sizes: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
