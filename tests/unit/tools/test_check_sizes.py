"""The size check finds what is too large and nothing else."""

from __future__ import annotations

from tools.check_sizes import ROOT, check_source, python_files


def function(lines: int, name: str = "f") -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


def test_what_is_just_within_the_limits() -> None:
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(25))
    assert check_source(function(50) + "class A:\n" + methods) == []
    assert check_source("pass\n" * 500) == []
    assert check_source("pass\n" * 499 + "pass") == []


def test_a_long_file() -> None:
    assert check_source("pass\n" * 501) == ["1: the file has 501 lines, 500 are allowed"]


def test_a_long_function_and_a_long_method() -> None:
    assert check_source(function(51)) == ["1: f has 51 lines, 50 are allowed"]
    inside = "class A:\n    " + function(51, "m").replace("\n    ", "\n        ")
    assert check_source(inside) == ["2: m has 51 lines, 50 are allowed"]


def test_a_class_with_too_many_methods() -> None:
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(26))
    assert check_source("class A:\n" + methods) == ["1: A has 26 methods, 25 are allowed"]


def test_all_places_are_looked_at() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in python_files(ROOT)}
    assert {"run.py", "tools/check_sizes.py", "src/safeharbor/__init__.py"} <= names
