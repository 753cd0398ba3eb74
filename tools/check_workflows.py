"""Looks over ``.github/workflows``: what a stranger's change or a hijacked action must not reach.

- An action is pinned by its full commit, with the version beside it, and the same everywhere.
- Nothing is permitted at the top; each job names the least it needs, and who may write is listed.
- No expression stands inside a script: values go in by ``env``, where a shell cannot run them.
- A secret goes to the one step that needs it, or by name to a workflow that is called; a job that
  signs waits for somebody's approval.
- Every job ends by itself, and a checkout leaves no credentials behind.
- What one job downloads another one uploads, and every script and module that is called exists.

The shape of the files itself is for ``actionlint`` and the JSON schema of workflows.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from tools.check_sizes import ROOT

Workflow = Mapping[Any, Any]

# Pins of all actions. A new version is one line here and a replacement in the files.
ACTIONS = {
    "actions/checkout": ("de0fac2e4500dabe0009e67214ff5f5447ce83dd", "v6.0.2"),
    "actions/setup-python": ("e797f83bcb11b83ae66e0230d6156d7c80228e7c", "v6.0.0"),
    "actions/upload-artifact": ("043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "actions/download-artifact": ("3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
    "actions/attest-build-provenance": ("977bb373ede98d70efdf65b84cb5f73e068dcc2a", "v3.0.0"),
}
# file::job, and what it may write.
WRITERS = {
    "release.yml::attest": {"id-token", "attestations"},
    "release.yml::publish": {"contents"},
}
RUNNERS = {
    "ubuntu-22.04", "ubuntu-24.04", "ubuntu-24.04-arm", "windows-2025", "macos-15",
    "macos-15-intel",
}  # fmt: skip
# Events that hand a stranger's change the rights of this project.
REFUSED_EVENTS = {"pull_request_target", "workflow_run", "issue_comment"}

_USES = re.compile(r"^\s*(?:-\s+)?uses:\s*(\S+)(?:\s+#\s*(\S+))?\s*$")
_SCRIPT = re.compile(r"(?<![\w./-])(packaging/[\w./-]+\.(?:sh|ps1|py)|run\.py)")
_MODULE = re.compile(r"-m\s+(tools(?:\.\w+)+)|from\s+(tools(?:\.\w+)+)\s+import")
_SECRET = re.compile(r"\bsecrets\b\s*[.\[]|\$\{\{[^}]*\bsecrets\b")
_MATRIX = re.compile(r"\$\{\{\s*matrix\.[\w.]+\s*\}\}")


def check_text(text: str) -> Iterator[str]:
    """What is wrong with the pins in the text of one file."""
    for number, line in enumerate(text.splitlines(), 1):
        found = _USES.match(line)
        if not found or found[1].startswith("./.github/workflows/"):
            continue
        name, _, commit = found[1].partition("@")
        if name not in ACTIONS:
            yield f"{number}: {name} is no action that this project uses"
        elif (commit, found[2]) != ACTIONS[name]:
            wanted, version = ACTIONS[name]
            yield f"{number}: {name} is not pinned as @{wanted} # {version}"


def check_workflow(name: str, workflow: Workflow, root: Path) -> Iterator[str]:
    """What is wrong with one parsed file.

    Args:
        name: the file's name.
        workflow: its content.
        root: the checkout, for the scripts that are called.
    """
    # YAML 1.1 takes a bare ``on`` for a truth value.
    events = workflow.get("on", workflow.get(True, {}))
    for event in REFUSED_EVENTS & set(events):
        yield f"it runs on {event}"
    if workflow.get("permissions") != {}:
        yield "permissions at the top are not {}"
    jobs = workflow.get("jobs", {})
    for job_name, job in jobs.items():
        for what in _job_faults(f"{name}::{job_name}", job, set(jobs), root):
            yield f"{job_name}: {what}"
    yield from _loose_secrets(workflow)
    yield from _lost_artifacts(jobs)


def _job_faults(place: str, job: Workflow, jobs: set[str], root: Path) -> Iterator[str]:
    rights = job.get("permissions")
    if not isinstance(rights, dict):
        yield "it names no permissions"
    else:
        writes = {what for what, how in rights.items() if how == "write"}
        if writes != WRITERS.get(place, set()):
            yield f"it may write {sorted(writes)}"
        if "contents" in writes and "environment" not in job:
            yield "it may write without anybody's approval"
    needs = job.get("needs", [])
    for missing in {needs} if isinstance(needs, str) else set(needs):
        if missing not in jobs:
            yield f"it needs {missing}, which is no job"
    if "uses" in job:
        called = str(job["uses"])
        if not (root / called).is_file():
            yield f"it calls {called}, which is not here"
        return
    if "timeout-minutes" not in job:
        yield "nothing ends it"
    yield from (f"{label} is no known runner" for label in _runners(job) - RUNNERS)
    for step in job.get("steps", []):
        yield from _step_faults(step, root)


def _runners(job: Workflow) -> set[str]:
    wanted = str(job.get("runs-on"))
    if not _MATRIX.fullmatch(wanted):
        return {wanted}
    matrix = job.get("strategy", {}).get("matrix", {})
    more = {str(each["os"]) for each in matrix.get("include", []) if "os" in each}
    return more | {str(each) for each in matrix.get("os", [])}


def _step_faults(step: Workflow, root: Path) -> Iterator[str]:
    uses, script = str(step.get("uses", "")), str(step.get("run", ""))
    options = step.get("with", {})
    if uses.startswith("actions/checkout@") and options.get("persist-credentials") is not False:
        yield "a checkout leaves credentials behind"
    sends = uses.startswith("actions/upload-artifact@")
    if sends and options.get("if-no-files-found") != "error":
        yield "an upload of nothing goes unnoticed"
    if "${{" in script:
        yield "an expression stands inside a script; hand it over by env"
    for called in _SCRIPT.findall(script):
        if not (root / called).is_file():
            yield f"{called} is not here"
    for run, imported in _MODULE.findall(script):
        module = root / f"{(run or imported).replace('.', '/')}.py"
        if not module.is_file():
            yield f"the module {run or imported} is not here"


def _loose_secrets(workflow: Workflow) -> Iterator[str]:
    """Secrets that stand where every step reads them, and jobs that have one unasked."""
    jobs = workflow.get("jobs", {})
    if _has_secret({key: each for key, each in workflow.items() if key != "jobs"}):
        yield "a secret stands at the top"
    for name, job in jobs.items():
        if _has_secret({key: each for key, each in job.items() if key not in {"steps", "secrets"}}):
            yield f"{name}: a secret stands where every step reads it"
        if job.get("secrets") == "inherit":
            yield f"{name}: it hands on all secrets"
        for step in job.get("steps", []):
            if _has_secret({key: each for key, each in step.items() if key != "env"}):
                yield f"{name}: a secret stands in a step outside of its env"
        if _has_secret(job.get("steps")) and "environment" not in job:
            yield f"{name}: it has a secret without anybody's approval"


def _has_secret(node: object) -> bool:
    if isinstance(node, Mapping):
        return any(map(_has_secret, node.values()))
    if isinstance(node, list):
        return any(map(_has_secret, node))
    return isinstance(node, str) and _SECRET.search(node) is not None


def _lost_artifacts(jobs: Mapping[str, Workflow]) -> Iterator[str]:
    """Downloads of what no job in the same file uploads; a pattern may come from a called file."""
    sent, wanted = set(), set()
    for job in jobs.values():
        for step in job.get("steps", []):
            uses, options = str(step.get("uses", "")), step.get("with", {})
            if uses.startswith("actions/upload-artifact@"):
                name = _MATRIX.sub("*", str(options.get("name")))
                if name in sent:
                    yield f"the artifact {name} is uploaded twice"
                sent.add(name)
            elif uses.startswith("actions/download-artifact@") and "name" in options:
                wanted.add(str(options["name"]))
    for name in sorted(wanted):
        if not any(fnmatch(name, pattern) for pattern in sent):
            yield f"nobody uploads the artifact {name}"


def main() -> int:
    """Print what is wrong; 1 when something is."""
    found = []
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        for what in [*check_text(text), *check_workflow(file.name, yaml.safe_load(text), ROOT)]:
            found.append(f"{file.relative_to(ROOT).as_posix()}: {what}")
    print("\n".join(found) if found else "workflows: all is well")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
