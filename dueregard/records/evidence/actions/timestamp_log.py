"""Has an authority of others put its time to the state of the custody log: no line before it can be made up later.

How requests and answers look is the gateway's. An answer that cannot be followed to a trusted certificate is kept, and
said to be so.
"""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from dueregard.foundation.audit.actions import record_act
from dueregard.records.evidence.actions.record_custody import hold_log, record_custody
from dueregard.records.evidence.gateways import timestamps
from dueregard.records.evidence.gateways.timestamps import Stated, WrongAnswer
from dueregard.records.evidence.models import Timestamp
from dueregard.rules.documents.custody import root_statement

OPEN_AT_ONCE = 50  # requests that an answer is compared with, the newest first


class EmptyLog(Exception):
    """There is no line yet that a time could be put to."""


class ForNoneOfOurs(Exception):
    """The answer belongs to none of the requests that wait for one."""


def prepare_timestamp(*, now: datetime) -> Timestamp:
    """Make a request for a time, for the state of the log as it is now. Raises: EmptyLog"""
    with transaction.atomic():
        head = hold_log()
        if not head.number:
            raise EmptyLog("The custody log is empty, so there is nothing to timestamp yet.")
        request, nonce = timestamps.request_for(root_statement(head.number, head.digest))
        row = Timestamp.objects.create(
            number=head.number, digest=head.digest, request=request, nonce=nonce, asked_at=now
        )
        record_act(by=None, did="ask_for_timestamp", on=row, at=now, details={"number": head.number})
    return row


def take_answer(*, answer: bytes, authority: str, trusted: Path | None, now: datetime) -> Timestamp:
    """Keep an authority's answer with the request it belongs to. `trusted` are certificates that the operator trusts.

    Raises: ForNoneOfOurs, NoAnswer, WrongAnswer, NoProgram
    """
    said = timestamps.stated(answer)
    waiting = Timestamp.objects.filter(answer=None).order_by("-pk")[:OPEN_AT_ONCE]
    row = next((one for one in waiting if _belongs(said, one)), None)
    if row is None:
        raise ForNoneOfOurs("This answer does not match any waiting request.")
    statement = root_statement(row.number, row.digest)
    is_verified = trusted is not None and timestamps.is_signed(answer, statement=statement, trusted=trusted)
    if trusted is not None and not is_verified:
        raise WrongAnswer("The answer is not signed by an authority you trust, so it was not saved.")
    with transaction.atomic():
        hold_log()
        row.answer, row.stated_at, row.answered_at = answer, said.at, now
        row.authority, row.is_verified = authority[:300], is_verified
        row.save(update_fields=["answer", "stated_at", "answered_at", "authority", "is_verified"])
        told = {"number": row.number, "stated_at": said.at.isoformat(), "verified": is_verified}
        record_custody(document=None, did="timestamped", by=None, now=now, details=told)
        record_act(by=None, did="take_timestamp", on=row, at=now, details=told)
    return row


def _belongs(said: Stated, row: Timestamp) -> bool:
    return timestamps.belongs(said, nonce=row.nonce, statement=root_statement(row.number, row.digest))
