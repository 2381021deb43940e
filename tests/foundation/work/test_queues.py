"""What may take minutes never keeps what is quick waiting: each worker takes from the queues it was given."""

import pytest

from dueregard.foundation.work.actions.claim_task import all_queues, claim_task
from dueregard.foundation.work.actions.enqueue import enqueue

QUICK = "dueregard.foundation.work.tasks.drop_old_work"
SLOW = "dueregard.records.evidence.tasks.read_document"


@pytest.mark.django_db
def test_a_worker_takes_only_from_its_queues() -> None:
    slow = enqueue(SLOW, "4c7c7a3e-0000-4000-8000-000000000000")
    assert claim_task(worker="quick", queues=["default"]) is None
    quick = enqueue(QUICK)
    taken = [claim_task(worker="one", queues=["default"]), claim_task(worker="two", queues=["slow"])]
    assert [str(row.pk) for row in taken if row] == [quick, slow]


@pytest.mark.django_db
def test_a_worker_that_was_given_no_queue_takes_from_all() -> None:
    enqueue(SLOW, "4c7c7a3e-0000-4000-8000-000000000000")
    assert claim_task(worker="any") is not None
    assert all_queues() == ["default", "slow"]
