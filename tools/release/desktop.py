"""What a Linux desktop reads: menu entry, AppStream page, and the type of the backup file.

The words in them are neutral: menus and lists of programs show on computers that others use too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tools.release.identity import Identity

# (name of the action, its words, the arguments of the program, its icon)
_ACTIONS = (
    ("breathe", "Breathe now", "--breathe"),
    ("lock", "Lock", "lock"),
)
# A bundle is a ZIP file whose first member is stored under this name, 30 bytes in.
_FIRST_MEMBER, _NAME_AT = "vault.hdr", 30


def desktop_entry(identity: Identity, start: str, found: str) -> str:
    """The menu entry.

    It names no type of file: the program takes no path, and desktops would hand it one.

    Args:
        identity: names and words.
        start: the program as a word of an Exec line: a name on the PATH, or a quoted path.
        found: the same as a plain value; the entry is hidden where it is not there.
    """
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        f"Name={identity.name}",
        f"Comment={identity.summary}",
        f"Exec={start}",
        f"TryExec={found}",
        f"Icon={identity.app_id}",
        "Terminal=false",
        f"Categories={_list(identity.categories)}",
        f"Keywords={_list(identity.keywords)}",
        f"StartupWMClass={identity.name}",
        "StartupNotify=true",
        "DBusActivatable=false",
        f"Actions={_list([name for name, _, _ in _ACTIONS])}",
    ]
    for name, words, arguments in _ACTIONS:
        lines += ["", f"[Desktop Action {name}]", f"Name={words}", f"Exec={start} {arguments}"]
    return "\n".join(lines) + "\n"


def metainfo(identity: Identity, version: str, day: dt.date) -> str:
    """The AppStream page; ``day`` is the day of this version."""
    homepage = identity.homepage
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<component type="desktop-application">',
        f"  <id>{escape(identity.app_id)}</id>",
        f"  <name>{escape(identity.name)}</name>",
        f"  <summary>{escape(identity.summary)}</summary>",
        f"  <metadata_license>{escape(identity.metadata_licence)}</metadata_license>",
        f"  <project_license>{escape(identity.licence)}</project_license>",
        f"  <developer id={quoteattr(identity.app_id.rpartition('.')[0])}>",
        f"    <name>{escape(identity.publisher)}</name>",
        "  </developer>",
        f"  <description><p>{escape(identity.description)}</p></description>",
        *([f'  <url type="homepage">{escape(homepage)}</url>'] if homepage else []),
        f'  <launchable type="desktop-id">{escape(identity.app_id)}.desktop</launchable>',
        "  <provides>",
        f"    <binary>{escape(identity.executable)}</binary>",
        f"    <binary>{escape(identity.console_executable)}</binary>",
        "  </provides>",
        *_block("categories", "category", identity.categories),
        *_block("keywords", "keyword", identity.keywords),
        "  <supports>",
        "    <control>keyboard</control>",
        "    <control>pointing</control>",
        "    <control>touch</control>",
        "    <internet>offline-only</internet>",
        "  </supports>",
        '  <content_rating type="oars-1.1"/>',
        "  <releases>",
        f'    <release version={quoteattr(version)} date="{day.isoformat()}"/>',
        "  </releases>",
        "</component>",
    ]
    return "\n".join(lines) + "\n"


def mime_type(identity: Identity) -> str:
    """The type of the backup file, told by its ending and by how it begins."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">',
            f"  <mime-type type={quoteattr(identity.mime)}>",
            f"    <comment>{escape(identity.mime_comment)}</comment>",
            f"    <icon name={quoteattr(identity.app_id)}/>",
            # Above the 50 of a plain ZIP file, which it is as well.
            '    <magic priority="60">',
            r'      <match type="string" offset="0" value="PK\003\004">',
            f'        <match type="string" offset="{_NAME_AT:d}" value="{_FIRST_MEMBER}"/>',
            "      </match>",
            "    </magic>",
            f"    <glob pattern={quoteattr('*' + identity.suffix)}/>",
            "  </mime-type>",
            "</mime-info>",
            "",
        ]
    )


def _list(items: Sequence[str]) -> str:
    return "".join(f"{item};" for item in items)


def _block(name: str, item: str, values: Sequence[str]) -> list[str]:
    if not values:
        return []
    inside = [f"    <{item}>{escape(value)}</{item}>" for value in values]
    return [f"  <{name}>", *inside, f"  </{name}>"]
