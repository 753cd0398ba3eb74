"""The keyring port: one contract, tokens on one line, and no call that can hang the program."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.vault import keyring_backends
from safeharbor.vault.keyring_backends import Store, failure_code, system_stores
from safeharbor.vault.keyring_store import (
    MAX_TOKENS,
    KeyringState,
    KeyringToken,
    SystemKeyring,
    read_tokens,
    write_tokens,
)
from support.keyring import FakeKeyring, KeyringMode, check_contract

VAULT_ID = bytes(range(16))
ACCOUNT = VAULT_ID.hex()
TOKENS = [KeyringToken(bytes([n]) * 32, f"{n:022}") for n in range(20)]


class MemoryStore:
    """A store in memory; ``failure`` is raised by every call while it is set."""

    def __init__(self, *values: str, failure: BaseException | None = None) -> None:
        self.values: dict[str, list[str]] = {ACCOUNT: list(values)} if values else {}
        self.failure = failure
        self.is_locked = False

    def read(self, account: str) -> list[str]:
        self._fail()
        return list(self.values.get(account, []))

    def write(self, account: str, value: str) -> None:
        self._fail()
        self.values[account] = [value]

    def remove(self, account: str) -> None:
        self._fail()
        self.values.pop(account, None)

    def locked(self) -> bool:
        self._fail()
        return self.is_locked

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


class ForgetfulStore(MemoryStore):
    """Takes everything and keeps nothing, as the null backend does."""

    def write(self, account: str, value: str) -> None:
        pass


def keyring_of(*stores: Store) -> SystemKeyring:
    """The real class over the given stores."""
    return SystemKeyring(stores=lambda _patience: stores)


def code_of(call: Callable[[], object]) -> ErrorCode | None:
    """The code that ``call`` ends with, None when it works."""
    try:
        call()
    except HarborError as error:
        return error.code
    return None


def test_the_fake_keeps_the_contract() -> None:
    check_contract(FakeKeyring())


def test_the_real_class_keeps_the_contract() -> None:
    check_contract(keyring_of(MemoryStore()))


@pytest.mark.parametrize("mode", [m for m in KeyringMode if m is not KeyringMode.NORMAL])
def test_every_other_fake_breaks_it_as_its_mode_says(mode: KeyringMode) -> None:
    fake = FakeKeyring()
    write_tokens(fake, VAULT_ID, TOKENS[:1])
    fake.mode = mode
    expected = {
        KeyringMode.LOCKED: ErrorCode.KEYRING_LOCKED,
        KeyringMode.UNAVAILABLE: ErrorCode.KEYRING_UNAVAILABLE,
        KeyringMode.HANGING: ErrorCode.KEYRING_TIMEOUT,
    }.get(mode, ErrorCode.KEYRING_READBACK)
    assert code_of(lambda: write_tokens(fake, VAULT_ID, TOKENS[:1])) is expected
    if expected is ErrorCode.KEYRING_READBACK:
        assert read_tokens(fake, VAULT_ID) != TOKENS[:1]
    fake.mode = KeyringMode.NORMAL
    assert read_tokens(fake, VAULT_ID) == TOKENS[:1]


def test_tokens_stand_on_one_line() -> None:
    fake = FakeKeyring()
    write_tokens(fake, VAULT_ID, TOKENS[:2])
    (line,) = fake.get(ACCOUNT)
    assert line == f"{TOKENS[0].line()} {TOKENS[1].line()}"
    assert "\n" not in line
    assert TOKENS[0].line() == "SH1." + "A" * 43 + "." + "0" * 22
    assert read_tokens(fake, VAULT_ID) == TOKENS[:2]


def test_the_oldest_tokens_fall_off_the_end() -> None:
    fake = FakeKeyring()
    write_tokens(fake, VAULT_ID, TOKENS)
    assert read_tokens(fake, VAULT_ID) == TOKENS[:MAX_TOKENS]
    assert len(fake.get(ACCOUNT)[0]) * 2 < 2560  # what Windows keeps in one credential


def test_values_of_another_shape_are_passed_over() -> None:
    fake = FakeKeyring()
    good = TOKENS[3].line()
    fake.lines[ACCOUNT] = ["", "x", good[:-1], f"{good} SH2.x.y {good}", "\ud800", good + "\n"]
    assert read_tokens(fake, VAULT_ID) == [TOKENS[3]]


def test_a_token_is_never_shown() -> None:
    assert "AAAA" not in repr(TOKENS[0])
    assert "x00" not in repr(TOKENS)


def test_a_value_that_does_not_read_back_is_an_error() -> None:
    assert code_of(lambda: keyring_of(ForgetfulStore()).set(ACCOUNT, "x")) is (
        ErrorCode.KEYRING_READBACK
    )
    store = ForgetfulStore("another")
    assert code_of(lambda: keyring_of(store).set(ACCOUNT, "x")) is ErrorCode.KEYRING_READBACK


def test_no_keyring_at_all_is_unavailable() -> None:
    keyring = keyring_of()
    for call in (
        lambda: keyring.get(ACCOUNT),
        lambda: keyring.set(ACCOUNT, "x"),
        lambda: keyring.delete(ACCOUNT),
    ):
        assert code_of(call) is ErrorCode.KEYRING_UNAVAILABLE
    assert keyring.state() is KeyringState.UNAVAILABLE


def test_a_value_is_found_in_whichever_keyring_holds_it() -> None:
    """After a change of desktop the new keyring is empty and the old one still answers."""
    empty, old = MemoryStore(), MemoryStore("there")
    assert keyring_of(empty, old).get(ACCOUNT) == ["there"]
    broken = MemoryStore(failure=RuntimeError("no bus"))
    assert keyring_of(broken, old).get(ACCOUNT) == ["there"]
    assert code_of(lambda: keyring_of(broken, empty).get(ACCOUNT)) is (
        ErrorCode.KEYRING_UNAVAILABLE
    )
    keyring_of(empty, old).delete(ACCOUNT)
    assert old.read(ACCOUNT) == []


def test_what_cannot_be_removed_is_said_after_trying_all() -> None:
    broken, good = MemoryStore(failure=RuntimeError()), MemoryStore("x")
    assert code_of(lambda: keyring_of(broken, good).delete(ACCOUNT)) is (
        ErrorCode.KEYRING_UNAVAILABLE
    )
    assert good.read(ACCOUNT) == []


def named(name: str) -> BaseException:
    """An exception of a library that is not installed everywhere, with a secret in it."""
    error: BaseException = type(name, (Exception,), {})("a secret line")
    return error


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (named("KeyringLocked"), ErrorCode.KEYRING_LOCKED),
        (named("LockedException"), ErrorCode.KEYRING_LOCKED),
        (named("PromptDismissedException"), ErrorCode.KEYRING_LOCKED),
        (named("InitError"), ErrorCode.KEYRING_UNAVAILABLE),
        (named("NoKeyringError"), ErrorCode.KEYRING_UNAVAILABLE),
        (named("SecretServiceNotAvailableException"), ErrorCode.KEYRING_UNAVAILABLE),
        (TimeoutError(), ErrorCode.KEYRING_TIMEOUT),
        (OSError(), ErrorCode.KEYRING_UNAVAILABLE),
        (SystemExit(), ErrorCode.KEYRING_UNAVAILABLE),
        (HarborError(ErrorCode.KEYRING_LOCKED), ErrorCode.KEYRING_LOCKED),
    ],
)
def test_whatever_a_keyring_raises_becomes_a_code(failure: BaseException, code: ErrorCode) -> None:
    assert failure_code(failure) is code
    keyring = keyring_of(MemoryStore(failure=failure))
    with pytest.raises(HarborError) as caught:
        keyring.set(ACCOUNT, "a secret line")
    assert caught.value.code is code
    assert caught.value.__context__ is None
    assert "secret line" not in f"{caught.value} {caught.value.facts}"


@pytest.mark.parametrize(
    ("locked", "state"), [(False, KeyringState.READY), (True, KeyringState.LOCKED)]
)
def test_the_state_is_known_without_asking(locked: bool, state: KeyringState) -> None:
    store = MemoryStore()
    store.is_locked = locked
    assert keyring_of(store).state() is state


def test_a_hanging_keyring_is_dropped_and_comes_back() -> None:
    release = threading.Event()
    threads: list[threading.Thread] = []

    class Hanging(MemoryStore):
        def read(self, account: str) -> list[str]:
            threads.append(threading.current_thread())
            release.wait(30)
            return super().read(account)

    keyring = SystemKeyring(limit=0.05, stores=lambda _patience: [Hanging("back")])
    try:
        assert code_of(lambda: keyring.get(ACCOUNT)) is ErrorCode.KEYRING_TIMEOUT
        assert code_of(lambda: keyring.get(ACCOUNT)) is ErrorCode.KEYRING_TIMEOUT
        assert keyring.state() is KeyringState.HANGING
        (only,) = threads  # the second call did not pile up behind the first
        assert (only.name, only.daemon) == ("sh-keyring", True)
    finally:
        release.set()
    only.join(10)
    assert keyring.get(ACCOUNT) == ["back"]


class FakeCredentials:
    """The three calls of win32cred that the Windows backend makes."""

    CRED_TYPE_GENERIC = 1
    CRED_PERSIST_LOCAL_MACHINE = 2
    CRED_PERSIST_ENTERPRISE = 3

    class error(Exception):  # noqa: N801, N818 - its name there
        winerror, funcname = 1168, "CredRead"

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def CredRead(self, TargetName: str, **_: int) -> dict[str, Any]:  # noqa: N802, N803 - pywin32's name
        if TargetName not in self.kept:
            raise self.error
        return dict(self.kept[TargetName])

    def CredWrite(self, credential: dict[str, Any], _flags: int) -> None:  # noqa: N802 - pywin32's name
        blob = credential["CredentialBlob"].encode("utf-16-le")
        self.kept[credential["TargetName"]] = credential | {"CredentialBlob": blob}

    def CredDelete(self, TargetName: str, **_: int) -> None:  # noqa: N802, N803 - pywin32's name
        del self.kept[TargetName]


def test_on_windows_the_secret_does_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends import Windows

    fake = FakeCredentials()
    monkeypatch.setattr(Windows, "win32cred", fake, raising=False)
    monkeypatch.setattr(Windows, "pywintypes", fake, raising=False)
    monkeypatch.setattr(Windows, "missing_deps", False)
    monkeypatch.setenv("KEYRING_PROPERTY_PERSIST", "enterprise")
    (store,) = system_stores(1.0, "win32")
    store.write(ACCOUNT, "SH1.x")
    assert [entry["Persist"] for entry in fake.kept.values()] == [fake.CRED_PERSIST_LOCAL_MACHINE]
    store.remove(ACCOUNT)
    check_contract(keyring_of(store))


def test_on_macos_the_login_keychain_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import platform

    from keyring.backends import macOS

    class Api:
        Error = type("Error", (Exception,), {})
        KeychainDenied = type("KeychainDenied", (Error,), {})
        NotFound = type("NotFound", (Error,), {})

        def __init__(self) -> None:
            self.kept: dict[tuple[str, str], str] = {}

        def find_generic_password(self, chain: object, service: str, account: str) -> str:
            assert chain is None
            if (service, account) not in self.kept:
                raise self.NotFound
            return self.kept[service, account]

        def set_generic_password(
            self, chain: object, service: str, account: str, value: str
        ) -> None:
            assert chain is None
            self.kept[service, account] = value

        def delete_generic_password(self, chain: object, service: str, account: str) -> None:
            assert chain is None
            del self.kept[service, account]

    monkeypatch.setattr(macOS, "api", Api(), raising=False)
    monkeypatch.setattr(macOS.Keyring, "keychain", "/elsewhere")
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    (store,) = system_stores(1.0, "darwin")
    check_contract(keyring_of(store))


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_where_nothing_works_nothing_is_found(platform: str) -> None:
    """No bus, no Windows, no macOS in this process: and none is made up."""
    if platform != sys.platform:
        assert system_stores(1.0, platform) == []


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """The null backend keeps nothing and says it did; it is not on the list."""
    import keyring

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    asked: list[str] = []
    monkeypatch.setattr(keyring, "get_keyring", lambda: asked.append("get_keyring"))
    assert code_of(lambda: SystemKeyring().get(ACCOUNT)) is ErrorCode.KEYRING_UNAVAILABLE
    assert asked == []


def test_a_backend_that_is_not_there_is_passed_over() -> None:
    assert keyring_backends._library_store("keyring.backends.none", "Keyring") is None
    assert keyring_backends._library_store("keyring.backends.null", "Keyring") is None


def test_nothing_heavy_is_imported_until_it_is_used() -> None:
    import subprocess

    script = (
        "import sys, safeharbor.vault.methods, safeharbor.vault.opening, safeharbor.vault.kit\n"
        "print([m for m in ('keyring', 'secretstorage', 'jeepney', 'segno') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": next(part for part in sys.path if part.endswith("src"))},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.strip() == "[]"
