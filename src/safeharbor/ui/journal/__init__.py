"""The parts the journal is put together from: the list, the calendar, the editor, the panes."""
