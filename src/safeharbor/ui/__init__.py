"""The window: Qt lives here and in launch.py only.

PySide6 puts an import of its own in place of Python's. For each module that is imported later it
reads the whole source, and keeps it, to find out whether that module uses Qt's other way of naming
things. Nothing here does, so Python's own import comes back: some 17 MiB less in an open vault.
"""

import builtins
import importlib

_python_import = builtins.__import__
importlib.import_module("PySide6.QtCore")
builtins.__import__ = _python_import
