"""A column that grows while somebody works in it, and says what of it is to be seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Column(QWidget):
    """Stands in a page that scrolls; ``Sight`` moves the page for it."""

    asked = Signal(str)
    """Somebody wants to go to ``ex:ID``, ``ws:ID``, ``step:ID``, or what ``notes`` names."""
    sight = Signal(object)
    """This widget is to be seen."""
    begun = Signal(object)
    """Here it goes on: this widget is to be seen near the top."""
    told = Signal(object)
    """Something is said in this widget; whoever goes by keys is to see it."""
    caret = Signal(object)
    """This text is to be seen where its caret is."""
    shifted = Signal(object, int)
    """This widget is higher now by so many pixels, without anybody's doing."""
    laid_out = Signal()
    """Something came or went: the order of tabs is another one."""
