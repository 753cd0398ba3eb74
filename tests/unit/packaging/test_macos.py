"""What macOS is told about the program."""

from __future__ import annotations

import plistlib

from tools.release.identity import ROOT, load_identity
from tools.release.macos import info_plist


def test_the_list_can_be_written_and_names_the_program() -> None:
    told = plistlib.loads(plistlib.dumps(info_plist()))
    identity = load_identity()
    assert told["CFBundleIdentifier"] == identity.app_id
    assert told["CFBundleShortVersionString"].count(".") == 2
    assert told["LSMinimumSystemVersion"] == identity.macos_minimum
    (kind,) = told["UTExportedTypeDeclarations"]
    tags = kind["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == [identity.suffix.removeprefix(".")]
    (opened,) = told["CFBundleDocumentTypes"]
    assert opened["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]


def test_it_asks_to_use_nothing_of_the_person() -> None:
    assert not [key for key in info_plist() if key.endswith("UsageDescription")]


def test_the_hardened_runtime_is_opened_in_one_place_only() -> None:
    file = ROOT / "packaging" / "macos" / "entitlements.plist"
    rights = plistlib.loads(file.read_bytes())
    assert rights == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
