"""Finds the column that holds the addresses."""

from .tables import Table

NAMES = {
    *("email", "e-mail", "email address", "e-mail address", "email 1", "emailaddress", "mail"),
    *("e-mail-adresse", "e-mail 1 - value", "adresse e-mail", "correo electrónico", "subscriber"),
}


def address_column(table: Table) -> int | None:
    """Return the number of the column, from 0; None if no column has addresses.

    A column with a usual name comes first if there are addresses in it. Else it is the one with
    the most, because people name columns as they like, in any language.
    """
    counts = [_addresses_in(table, column) for column in range(table.width)]
    named = [n for n, name in enumerate(table.header) if name.lower() in NAMES]
    filled = [n for n in named if counts[n]]
    most = max(counts, default=0)
    return filled[0] if filled else counts.index(most) if most else None


def _addresses_in(table: Table, column: int) -> int:
    return sum("@" in cells[column] for cells in table.sample if column < len(cells))
