"""What Windows needs and Python does not offer: a folder that only its owner can open.

Called from ``fs`` only. The code follows Microsoft's documentation and has not been run on a
Windows machine yet.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Full access for the system, administrators and the owner, inherited by what is inside; the
# P keeps the rights of the folder above out.
PRIVATE_SDDL = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)"

_DACL = 0x00000004  # DACL_SECURITY_INFORMATION
_PROTECTED = 0x80000000  # PROTECTED_DACL_SECURITY_INFORMATION
_REVISION = 1  # SDDL_REVISION_1


def close_to_others(path: Path) -> bool:
    """Give ``path`` the private access-control list; False where that is not possible."""
    if sys.platform == "win32":
        return _set_access_list(str(path))
    return False


if sys.platform == "win32":

    def _set_access_list(path: str) -> bool:
        import ctypes
        from ctypes import wintypes

        api = ctypes.WinDLL("advapi32", use_last_error=True)
        descriptor = ctypes.c_void_p()
        convert = api.ConvertStringSecurityDescriptorToSecurityDescriptorW
        convert.argtypes = [wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p]
        if not convert(PRIVATE_SDDL, _REVISION, ctypes.byref(descriptor), None):
            return False
        try:
            apply = api.SetFileSecurityW
            apply.argtypes = [wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p]
            return bool(apply(path, _DACL | _PROTECTED, descriptor))
        finally:
            kernel = ctypes.WinDLL("kernel32")
            kernel.LocalFree.argtypes = [ctypes.c_void_p]
            kernel.LocalFree(descriptor)
