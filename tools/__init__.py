"""Tools of the people who work on SafeHarbor; none of them is part of the program."""
