"""Changing how a vault opens: one key, new slots, and never the last way out of reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from safeharbor.domain.errors import ErrorCode, HarborError
from safeharbor.domain.policy import Policy, SlotType
from safeharbor.vault import methods, opening
from safeharbor.vault import slots as slot_rules
from safeharbor.vault.header import Header, verify_header
from safeharbor.vault.kdf import Argon2Params
from safeharbor.vault.keyring_store import MAX_TOKENS, KeyringToken, read_tokens, write_tokens
from safeharbor.vault.methods import NewVault
from support.keyring import FakeKeyring, KeyringMode
from unit.vault.samples import CHEAP, PASSPHRASE, TODAY

NEW_PASSPHRASE = "seven lanterns on the quay"


def code_of(header: Header, secret: str, keyring: FakeKeyring | None = None) -> str:
    """How opening with one line ends."""
    try:
        return opening.open_with_secret(header, secret, keyring or FakeKeyring()).by.value
    except HarborError as error:
        return error.code.name


def slot_id(header: Header, slot_type: SlotType) -> bytes:
    """The id of the one slot of a type."""
    (slot,) = header.slots_of(slot_type)
    return slot.id


def test_a_changed_passphrase_is_the_only_one_that_opens(private: NewVault) -> None:
    stronger = Argon2Params(64 * 1024, 3, 2)
    header = methods.change_passphrase(
        private.header,
        private.key,
        NEW_PASSPHRASE,
        keyring=FakeKeyring(),
        params=stronger,
        today=TODAY,
    )
    verify_header(header, private.key)
    assert code_of(header, NEW_PASSPHRASE) == "passphrase"
    assert code_of(header, PASSPHRASE) == "WRONG_PASSPHRASE"
    assert code_of(header, str(private.recovery)) == "recovery"
    old, new = (h.slots_of(SlotType.PASSPHRASE)[0] for h in (private.header, header))
    assert (old.id, old.kdf.salt) != (new.id, new.kdf.salt)
    assert new.kdf.params == stronger


def test_a_change_never_makes_guessing_cheaper(simple: NewVault, keyring: FakeKeyring) -> None:
    costly = Argon2Params(64 * 1024, 4, 1)
    unused = slot_rules.passphrase_keys(bytes(64))
    slot = slot_rules.wrap(
        simple.key, SlotType.PASSPHRASE, slot_rules.argon2id(costly), unused, TODAY
    )
    header = methods.change_passphrase(
        simple.header.with_slots((slot, *simple.header.slots)),
        simple.key,
        NEW_PASSPHRASE,
        keyring=keyring,
        params=Argon2Params(64 * 1024, 2, 1),
        today=TODAY,
    )
    assert [slot.kdf.params for slot in header.slots] == [costly, None, None]


def test_a_strong_vault_keeps_needing_both(strong: NewVault, strong_keyring: FakeKeyring) -> None:
    """The present header opens too, until the new one is stored: nothing was taken away."""
    header = methods.change_passphrase(
        strong.header,
        strong.key,
        NEW_PASSPHRASE,
        keyring=strong_keyring,
        params=CHEAP,
        today=TODAY,
    )
    assert code_of(header, NEW_PASSPHRASE, strong_keyring) == "both"
    assert code_of(header, NEW_PASSPHRASE, FakeKeyring()) == "KEYRING_MISSING"
    assert code_of(strong.header, PASSPHRASE, strong_keyring) == "both"


def test_a_simple_vault_has_no_passphrase_to_change(simple: NewVault, keyring: FakeKeyring) -> None:
    with pytest.raises(HarborError) as caught:
        methods.change_passphrase(
            simple.header, simple.key, NEW_PASSPHRASE, keyring=keyring, params=CHEAP, today=TODAY
        )
    assert caught.value.code is ErrorCode.METHOD_NOT_FOUND


def test_simple_becomes_private_and_the_keyring_is_emptied_last(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    header = methods.change_policy(
        simple.header,
        simple.key,
        Policy.PRIVATE,
        keyring=keyring,
        today=TODAY,
        passphrase=PASSPHRASE,
        params=CHEAP,
    )
    assert header.policy is Policy.PRIVATE
    assert code_of(header, PASSPHRASE) == "passphrase"
    assert code_of(header, str(simple.recovery)) == "recovery"
    # Until the header is stored, a crash must find the old way open.
    assert opening.open_with_keyring(simple.header, keyring).key.raw == simple.key.raw
    methods.settle_keyring(header, keyring)
    assert keyring.lines == {}


def test_simple_becomes_strong_and_the_old_secret_goes(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    header = methods.change_policy(
        simple.header,
        simple.key,
        Policy.STRONG,
        keyring=keyring,
        today=TODAY,
        passphrase=PASSPHRASE,
        params=CHEAP,
    )
    assert len(read_tokens(keyring, header.vault_id)) == 2
    assert opening.open_with_keyring(simple.header, keyring).by is SlotType.KEYRING
    methods.settle_keyring(header, keyring, before=simple.header)
    assert len(read_tokens(keyring, header.vault_id)) == 1
    assert code_of(header, PASSPHRASE, keyring) == "both"
    with pytest.raises(HarborError) as caught:  # an old backup is not opened by the keyring alone
        opening.open_with_keyring(simple.header, keyring)
    assert caught.value.code is ErrorCode.KEYRING_WRONG


def test_what_another_copy_may_need_is_not_removed(simple: NewVault, keyring: FakeKeyring) -> None:
    """A secret that no slot of this header ever had; and nothing is removed without knowing."""
    other = KeyringToken(b"x" * 32, "A" * 22)
    account = simple.header.vault_id
    write_tokens(keyring, account, [*read_tokens(keyring, account), other])
    header = methods.add_method(
        simple.header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
    )
    fewer = methods.remove_method(header, simple.key, simple.header.slots[0].id)
    methods.settle_keyring(fewer, keyring)
    assert len(read_tokens(keyring, account)) == 3
    methods.settle_keyring(fewer, keyring, before=header)
    assert read_tokens(keyring, account)[1:] == [other]
    assert opening.open_with_keyring(fewer, keyring).key.raw == simple.key.raw


def test_many_failed_tries_do_not_push_the_needed_secret_out(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    """Each leaves a secret in the keyring when the header could not be stored."""
    for _ in range(MAX_TOKENS + 2):
        methods.add_method(
            simple.header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
        )
    assert len(read_tokens(keyring, simple.header.vault_id)) == MAX_TOKENS
    assert opening.open_with_keyring(simple.header, keyring).key.raw == simple.key.raw


def test_a_keyring_that_was_not_used_is_not_asked(private: NewVault) -> None:
    hanging = FakeKeyring(KeyringMode.HANGING)
    header, _ = methods.renew_recovery(private.header, private.key, TODAY)
    methods.settle_keyring(header, hanging, before=private.header)
    assert hanging.calls == []


def test_private_becomes_simple(private: NewVault, keyring: FakeKeyring) -> None:
    header = methods.change_policy(
        private.header, private.key, Policy.SIMPLE, keyring=keyring, today=TODAY
    )
    methods.settle_keyring(header, keyring)
    assert header.policy is Policy.SIMPLE
    assert opening.open_with_keyring(header, keyring).key.raw == private.key.raw
    assert code_of(header, PASSPHRASE, keyring) == "RECOVERY_CODE_MISTYPED"


def test_a_policy_is_not_changed_on_a_keyring_that_does_not_keep(private: NewVault) -> None:
    with pytest.raises(HarborError) as caught:
        methods.change_policy(
            private.header,
            private.key,
            Policy.SIMPLE,
            keyring=FakeKeyring(KeyringMode.NULL),
            today=TODAY,
        )
    assert caught.value.code is ErrorCode.KEYRING_READBACK


def test_a_lost_keyring_gets_a_new_slot(simple: NewVault, keyring: FakeKeyring) -> None:
    """After the code opened it on a reinstalled computer: a new secret, the old slot removed."""
    keyring.lines.clear()
    header = methods.add_method(
        simple.header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
    )
    header = methods.remove_method(header, simple.key, simple.header.slots[0].id)
    methods.settle_keyring(header, keyring)
    assert opening.open_with_keyring(header, keyring).key.raw == simple.key.raw


def test_what_the_keyring_held_is_kept_beside_the_new_secret(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    """Another copy of the vault on this account may need it."""
    header = methods.add_method(
        simple.header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
    )
    assert len(read_tokens(keyring, header.vault_id)) == 2
    methods.settle_keyring(header, keyring)
    assert len(read_tokens(keyring, header.vault_id)) == 2  # both slots are in the header


def test_methods_are_added_until_the_header_is_full(simple: NewVault, keyring: FakeKeyring) -> None:
    header = simple.header
    for _ in range(6):
        header = methods.add_method(
            header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
        )
    for full in (
        lambda: methods.add_method(
            header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
        ),
        lambda: methods.add_recovery(header, simple.key, TODAY),
    ):
        with pytest.raises(HarborError) as caught:
            full()
        assert caught.value.code is ErrorCode.TOO_MANY_METHODS


def test_the_last_way_without_a_keyring_stays(simple: NewVault, strong: NewVault) -> None:
    """A slot that needs both is no way out when the keyring is lost."""
    for vault in (simple, strong):
        with pytest.raises(HarborError) as caught:
            methods.remove_method(vault.header, vault.key, slot_id(vault.header, SlotType.RECOVERY))
        assert caught.value.code is ErrorCode.LAST_METHOD


def test_either_of_two_ways_without_a_keyring_may_go(private: NewVault) -> None:
    for slot_type, left in (
        (SlotType.RECOVERY, SlotType.PASSPHRASE),
        (SlotType.PASSPHRASE, SlotType.RECOVERY),
    ):
        header = methods.remove_method(
            private.header, private.key, slot_id(private.header, slot_type)
        )
        assert [slot.type for slot in header.slots] == [left]
        with pytest.raises(HarborError) as caught:
            methods.remove_method(header, private.key, slot_id(header, left))
        assert caught.value.code is ErrorCode.LAST_METHOD


def test_a_policy_is_not_changed_without_a_code(private: NewVault, keyring: FakeKeyring) -> None:
    header = methods.remove_method(
        private.header, private.key, slot_id(private.header, SlotType.RECOVERY)
    )
    with pytest.raises(HarborError) as caught:
        methods.change_policy(header, private.key, Policy.SIMPLE, keyring=keyring, today=TODAY)
    assert caught.value.code is ErrorCode.LAST_METHOD


def test_a_method_that_is_not_there_is_not_removed(simple: NewVault) -> None:
    with pytest.raises(HarborError) as caught:
        methods.remove_method(simple.header, simple.key, bytes(8))
    assert caught.value.code is ErrorCode.METHOD_NOT_FOUND


def test_a_new_code_kills_the_old_one(simple: NewVault) -> None:
    header, code = methods.renew_recovery(simple.header, simple.key, TODAY)
    assert code_of(header, str(code)) == "recovery"
    assert code_of(header, str(simple.recovery)) == "WRONG_RECOVERY_CODE"
    assert slot_id(header, SlotType.RECOVERY) != slot_id(simple.header, SlotType.RECOVERY)


def test_both_codes_open_until_the_new_one_is_written_down(simple: NewVault) -> None:
    header, code = methods.add_recovery(simple.header, simple.key, TODAY)
    assert code_of(header, str(code)) == code_of(header, str(simple.recovery)) == "recovery"
    header = methods.retire_recovery(header, simple.key)
    assert code_of(header, str(code)) == "recovery"
    assert code_of(header, str(simple.recovery)) == "WRONG_RECOVERY_CODE"


def test_a_vault_without_a_code_gets_one(private: NewVault) -> None:
    header = methods.remove_method(
        private.header, private.key, slot_id(private.header, SlotType.RECOVERY)
    )
    with pytest.raises(HarborError) as caught:
        methods.retire_recovery(header, private.key)
    assert caught.value.code is ErrorCode.METHOD_NOT_FOUND
    header, code = methods.renew_recovery(header, private.key, TODAY)
    assert code_of(header, str(code)) == "recovery"


def test_nothing_is_changed_in_a_vault_that_may_not_be_written(
    simple: NewVault, keyring: FakeKeyring
) -> None:
    """Nor is the keyring touched for it."""
    header = replace(simple.header, unknown={"!chain": 1})
    before = dict(keyring.lines)
    changes: tuple[Callable[[], object], ...] = (
        lambda: methods.add_method(
            header, simple.key, SlotType.KEYRING, keyring=keyring, today=TODAY
        ),
        lambda: methods.renew_recovery(header, simple.key, TODAY),
        lambda: methods.remove_method(header, simple.key, header.slots[0].id),
    )
    for change in changes:
        with pytest.raises(HarborError) as caught:
            change()
        assert caught.value.code is ErrorCode.VAULT_READ_ONLY
    assert keyring.lines == before


def test_a_vault_without_a_code_says_so(private: NewVault) -> None:
    header = methods.remove_method(
        private.header, private.key, slot_id(private.header, SlotType.RECOVERY)
    )
    with pytest.raises(HarborError) as caught:
        opening.open_with_recovery(header, str(private.recovery))
    assert caught.value.code is ErrorCode.METHOD_NOT_FOUND


def test_a_recovery_slot_is_not_made_without_a_code(simple: NewVault, keyring: FakeKeyring) -> None:
    with pytest.raises(ValueError, match="from a code"):
        methods.add_method(
            simple.header, simple.key, SlotType.RECOVERY, keyring=keyring, today=TODAY
        )
