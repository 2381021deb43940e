"""Says whether a fault means that too many wanted to write at once. What is said to whom is decided by the pages."""

from django.db import OperationalError

SQLITE_WORDS = "database is locked"
POOL_WORDS = "couldn't get a connection after"  # psycopg's pool (config/settings, CONNECTIONS)


def says_busy(fault: BaseException | None) -> bool:
    """Tell whether a fault, or what led to it, was that its turn at the database did not come in time."""
    while fault is not None:
        if isinstance(fault, OperationalError) and any(words in str(fault) for words in (SQLITE_WORDS, POOL_WORDS)):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
