"""Walks the table of bad days through the terminal: sentence, code, and what stays untouched."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults.cases import PASSPHRASE, Case, Model, Scene, load_cases, make_model, no_model
from faults.child import environment
from faults.mishaps import MISHAPS
from safeharbor.cli.app import main
from safeharbor.domain.errors import ErrorCode
from safeharbor.domain.policy import Policy

CASES = load_cases()

Models = dict[str, Model]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    """A vault for each way of opening; the only key derivation is that of "private"."""
    folder = tmp_path_factory.mktemp("models")
    return {
        "simple": make_model(folder / "simple", Policy.SIMPLE),
        "private": make_model(folder / "private", Policy.PRIVATE),
        "none": no_model(folder / "none"),
    }


def secret_of(case: Case, scene: Scene) -> str | None:
    named = {"keyring": None, "code": scene.code, "passphrase": PASSPHRASE}
    return named.get(case.secret, case.secret)


def run_here(case: Case, scene: Scene, argv: list[str]) -> tuple[int, str, str]:
    """In this process, with the keyring of the scene."""
    out, err = io.StringIO(), io.StringIO()
    code = main(
        argv,
        services_factory=lambda _: scene.services(),
        selftest=lambda _: 1,
        stdin=io.BytesIO(scene.stdin or case.stdin.encode()),
        stdout=out,
        stderr=err,
    )
    return code, out.getvalue(), err.getvalue()


def run_apart(
    case: Case, scene: Scene, argv: list[str], secret: int | None
) -> tuple[int, str, str]:
    """In a process of its own, inside the world that the scene asks for."""
    done = subprocess.run(
        [*scene.prefix, sys.executable, "-m", "safeharbor", *argv],
        input=scene.stdin or case.stdin.encode(),
        capture_output=True,
        pass_fds=() if secret is None else (secret,),
        env=environment(),
        timeout=120,
        start_new_session=True,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def walk(case: Case, scene: Scene) -> tuple[int, str, str]:
    """The command of ``case``; its exit code and what it showed."""
    argv = ["--home", str(scene.home)]
    secret = secret_of(case, scene)
    descriptor: int | None = None
    if secret is not None:
        descriptor, writing = os.pipe()
        os.write(writing, secret.encode() + b"\n")
        os.close(writing)
        argv += ["--passphrase-fd", str(descriptor)]
    argv += [word.replace("{place}", str(scene.place)) for word in case.command]
    try:
        if scene.prefix:
            return run_apart(case, scene, argv, descriptor)
        return run_here(case, scene, argv)
    finally:
        if descriptor is not None:
            os.close(descriptor)


@pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and links of POSIX")
@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_bad_day(
    case: Case, models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody is there to be asked, even where the tests are started from a terminal.
    monkeypatch.setattr("safeharbor.cli.secrets.Secrets.can_ask", lambda _: False)
    scene = models[case.vault].scene(tmp_path)
    with scene.ending:
        MISHAPS[case.how](scene, case.where)
        before = scene.state_of(case.untouched) if scene.afterwards is None else {}
        if scene.afterwards is not None:
            aside, scene.afterwards = scene.afterwards, None
            before = scene.state_of(case.untouched)
            scene.afterwards = aside
        code, out, err = walk(case, scene)
        shown = out + err
        assert "Traceback" not in shown
        assert case.says in shown
        assert code == case.exit, shown
        if case.code is not None:
            assert f"({case.code.value})" in err
        else:
            assert ErrorCode.UNEXPECTED.value not in err
        assert scene.state_of(case.untouched) == before


def test_the_rows_have_names_of_their_own() -> None:
    ids = [case.id for case in CASES]
    assert len(set(ids)) == len(ids)


def test_every_mishap_has_a_row() -> None:
    assert {case.how for case in CASES} == set(MISHAPS)
