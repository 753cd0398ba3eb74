from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.check_workflows import ACTIONS, check_text, check_workflow, main

COMMIT, VERSION = ACTIONS["actions/checkout"]


def workflow(**changes: Any) -> dict[Any, Any]:
    """A workflow that passes, with one job changed."""
    job = {
        "runs-on": "ubuntu-24.04",
        "timeout-minutes": 5,
        "permissions": {"contents": "read"},
        "steps": [
            {
                "uses": f"actions/checkout@{COMMIT}",
                "with": {"persist-credentials": False},
            },
            {"run": "python run.py check"},
        ],
    }
    return {True: {"push": {}}, "permissions": {}, "jobs": {"one": job | changes}}


def faults(told: dict[Any, Any], root: Path) -> list[str]:
    """What is found in it, in a checkout with a ``run.py``."""
    (root / "run.py").write_text("", encoding="utf-8")
    return list(check_workflow("x.yml", told, root))


def test_the_workflows_of_the_project_pass() -> None:
    assert main() == 0


def test_a_careful_workflow_passes(tmp_path: Path) -> None:
    assert faults(workflow(), tmp_path) == []
    assert list(check_text(f"    - uses: actions/checkout@{COMMIT} # {VERSION}")) == []


@pytest.mark.parametrize(
    "line",
    [
        "- uses: actions/checkout@v6",
        f"- uses: actions/checkout@{COMMIT}",
        f"- uses: actions/checkout@{COMMIT} # v1.0.0",
        f"- uses: somebody/else@{COMMIT} # v1",
        "uses: ./somewhere/else",
    ],
)
def test_an_action_without_its_pin_is_found(line: str) -> None:
    assert len(list(check_text(line))) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"permissions": None}, "names no permissions"),
        ({"permissions": {"contents": "write"}}, "may write"),
        ({"timeout-minutes": 5, "runs-on": "my-own-box"}, "no known runner"),
        ({"needs": "two"}, "is no job"),
        ({"uses": "./.github/workflows/gone.yml"}, "not here"),
        ({"steps": [{"run": "echo ${{ github.head_ref }}"}]}, "inside a script"),
        ({"steps": [{"run": "packaging/gone.sh"}]}, "packaging/gone.sh is not here"),
        ({"steps": [{"run": "python -m tools.gone"}]}, "tools.gone is not here"),
        ({"steps": [{"uses": f"actions/checkout@{COMMIT}"}]}, "leaves credentials"),
        ({"steps": [{"uses": "actions/upload-artifact@x"}]}, "goes unnoticed"),
        (
            {"steps": [{"uses": "actions/download-artifact@x", "with": {"name": "lost"}}]},
            "nobody uploads the artifact lost",
        ),
    ],
)
def test_each_carelessness_is_named(changes: dict[str, Any], said: str, tmp_path: Path) -> None:
    assert any(said in what for what in faults(workflow(**changes), tmp_path))


def test_a_job_that_never_ends_is_found(tmp_path: Path) -> None:
    told = workflow()
    del told["jobs"]["one"]["timeout-minutes"]
    assert faults(told, tmp_path) == ["one: nothing ends it"]


def test_rights_at_the_top_and_dangerous_events_are_found(tmp_path: Path) -> None:
    told = workflow() | {True: {"pull_request_target": {}}, "permissions": {"contents": "read"}}
    assert faults(told, tmp_path) == [
        "it runs on pull_request_target",
        "permissions at the top are not {}",
    ]


def test_yaml_that_says_on_is_understood(tmp_path: Path) -> None:
    told = yaml.safe_load("on: [workflow_run]\npermissions: {}\njobs: {}\n")
    assert faults(told, tmp_path) == ["it runs on workflow_run"]


SECRET = {"KEY": "${{ secrets.KEY }}"}


def test_a_secret_of_one_step_or_for_a_called_workflow_passes(tmp_path: Path) -> None:
    told = workflow(steps=[{"run": "python run.py check", "env": SECRET}], environment="signing")
    assert faults(told, tmp_path) == []
    assert faults(workflow(secrets=SECRET), tmp_path) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"env": SECRET}, "every step reads it"),
        ({"container": {"env": {"KEY": "${{ toJSON(secrets) }}"}}}, "every step reads it"),
        ({"secrets": "inherit"}, "hands on all secrets"),
        ({"steps": [{"run": "x", "with": SECRET}]}, "outside of its env"),
        ({"steps": [{"run": "x", "if": "secrets['KEY'] != ''"}]}, "outside of its env"),
        ({"steps": [{"run": "x", "env": SECRET}]}, "without anybody's approval"),
    ],
)
def test_a_secret_that_stands_loose_is_found(
    changes: dict[str, Any], said: str, tmp_path: Path
) -> None:
    assert any(said in what for what in faults(workflow(**changes), tmp_path))


def test_a_secret_at_the_top_is_found(tmp_path: Path) -> None:
    assert faults(workflow() | {"env": SECRET}, tmp_path) == ["a secret stands at the top"]
