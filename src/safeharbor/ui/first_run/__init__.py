"""The parts of the first run; the recovery code is used by Settings too."""
