"""The indexer: the only process that writes the index. Reads in what changes until it is told to stop.

Signals and the command line are the `index` command's.
"""

import logging
import threading

from django.db import Error, close_old_connections, connection

from dueregard.foundation.search.actions.index_changes import WantsRebuild, index_changes
from dueregard.foundation.search.actions.rebuild_index import Progress, rebuild_index
from dueregard.foundation.search.gateways.interface import AnotherIndexer, IndexBroken, IndexUnavailable, the_index

LOOK_EVERY = 0.3  # seconds between looks for a change when there is none
TROUBLE_WAIT = 2.0

log = logging.getLogger("dueregard.search")


def keep_index(*, stop: threading.Event, progress: Progress, until_empty: bool = False) -> int:
    """Keep the index as the rows are until `stop` is set (or nothing waits). Returns how many changes were read in.

    Waits while another process is the writer. A database or a disk that is away for a while is waited for, unless it
    is only to empty what waits. Raises then: IndexBroken, IndexUnavailable, Error
    """
    done, told = 0, False
    while not stop.is_set():
        try:
            with the_index().only_writer():
                return done + _write_until_stopped(stop, progress, until_empty=until_empty)
        except AnotherIndexer:
            if not told:
                log.info("another process is writing the index; this one is waiting its turn")
                told = True
            stop.wait(TROUBLE_WAIT)
    return done


def _write_until_stopped(stop: threading.Event, progress: Progress, *, until_empty: bool) -> int:
    done, wants_rebuild = 0, False
    while not stop.is_set():
        try:
            if wants_rebuild or not the_index().is_ready():
                rebuild_index(progress=progress)
                wants_rebuild = False
            with the_index().writing() as writer:
                while not stop.is_set():
                    count = index_changes(writer=writer)
                    done += count
                    if not count and until_empty:
                        return done
                    if not count:
                        stop.wait(LOOK_EVERY)
                        close_old_connections()
        except WantsRebuild:
            wants_rebuild = True
        except (IndexBroken, IndexUnavailable, Error) as error:  # what was not committed is still noted as changed
            if until_empty:
                raise
            log.warning("the index or the database did not answer (%s); trying again", type(error).__name__)
            connection.close()
            stop.wait(TROUBLE_WAIT)
    return done
