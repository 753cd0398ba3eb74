"""What Windows wants to know: the version resource of the programs, and the installer's list.

The installer puts down exactly the files of the frozen folder, each by its name, and its
uninstaller takes away exactly those. A folder that somebody chose is never removed as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from tools.release.identity import load_identity, numbers, version

_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(
    filevers={numbers}, prodvers={numbers}, mask=0x3F, flags={flags}, OS=0x40004,
    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      {strings}])]),
    VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])
"""
_PRERELEASE = 0x2


def version_info_text(executable: str, description: str) -> str:
    """The version resource of one program, in the form that PyInstaller's ``version=`` reads.

    Args:
        executable: the program's name without ``.exe``.
        description: what lists of running programs show.
    """
    identity, named = load_identity(), version()
    told = {
        "CompanyName": identity.publisher,
        "FileDescription": description,
        "FileVersion": named,
        "InternalName": executable,
        "LegalCopyright": identity.copyright,
        "OriginalFilename": f"{executable}.exe",
        "ProductName": identity.name,
        "ProductVersion": named,
    }
    final = all(part.isdigit() for part in named.split("."))
    return _RESOURCE.format(
        numbers=numbers(named),
        flags=0 if final else _PRERELEASE,
        strings=",\n      ".join(
            f"StringStruct({key!r}, {value!r})" for key, value in told.items()
        ),
    )


def install_lines(files: Sequence[str]) -> str:
    """The part of the NSIS script that puts ``files`` down.

    Args:
        files: paths below the frozen folder, with forward slashes.

    Raises:
        ValueError: a name that NSIS would read as something else.
    """
    lines: list[str] = []
    for folder, names in _by_folder(files):
        lines.append(f'SetOutPath "$INSTDIR{_below(folder)}"')
        source = "${SOURCE}${SLASH}" + _joined(folder, "${SLASH}")
        lines += [f'File "{source}{name}"' for name in names]
    return "\n".join([*lines, ""])


def uninstall_lines(files: Sequence[str]) -> str:
    """The part that takes ``files`` away again, and folders that are empty then.

    Raises:
        ValueError: a name that NSIS would read as something else.
    """
    parts = _by_folder(files)
    lines = [
        f'Delete "$INSTDIR{_below(folder)}\\{name}"' for folder, names in parts for name in names
    ]
    above = {each for folder, _ in parts for each in (folder, *folder.parents)}
    empty = sorted((each for each in above if each.parts), key=lambda each: -len(each.parts))
    lines += [f'RMDir "$INSTDIR{_below(folder)}"' for folder in empty]
    return "\n".join([*lines, ""])


def _by_folder(files: Sequence[str]) -> list[tuple[PurePosixPath, list[str]]]:
    found: dict[PurePosixPath, list[str]] = {}
    for file in sorted(files):
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or set(file) & set('$"`\n\\'):
            raise ValueError(f"{file!r} does not fit into the installer's list")
        found.setdefault(path.parent, []).append(path.name)
    return sorted(found.items())


def _below(folder: PurePosixPath) -> str:
    return "".join(f"\\{part}" for part in folder.parts)


def _joined(folder: PurePosixPath, slash: str) -> str:
    return "".join(f"{part}{slash}" for part in folder.parts)
