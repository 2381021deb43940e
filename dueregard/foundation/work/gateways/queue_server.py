"""Speaks with RabbitMQ through Celery: what both ends agree on, and the end that sends.

A message carries the id of a task and nothing else. Which tasks are sent is `hand_over`'s, what a worker does with one
`work_from_queue`'s. Loaded only where `DUEREGARD_QUEUE` is set: Celery need not be installed elsewhere.
"""

import logging
import uuid
from collections.abc import Collection

from celery import Celery
from celery.worker.consumer import Consumer
from kombu import Connection, Producer, Queue
from kombu.exceptions import OperationalError

from dueregard.foundation.work.gateways.queue_away import QueueAway

QUEUE = "due-regard"
TASK = "due-regard.run"
LASTING = {"x-queue-type": "quorum"}  # on the disk of most nodes before a message is confirmed
PATIENCE = 5.0  # seconds that the server may take to connect, to confirm or to answer

log = logging.getLogger("dueregard.work")


class PlainConsumer(Consumer):  # type: ignore[misc]
    """Celery's consumer without the 28 queues it declares for delays: what runs later waits in the database."""

    class Blueprint(Consumer.Blueprint):  # type: ignore[misc]
        """The same steps but one."""

        default_steps = [step for step in Consumer.Blueprint.default_steps if not step.endswith(":DelayedDelivery")]


def lasting_queue() -> Queue:
    """Return the one queue: kept on the disk, on every node of a cluster."""
    return Queue(QUEUE, routing_key=QUEUE, queue_arguments=LASTING)


def make_app(url: str) -> Celery:
    """Return the Celery application, without Celery's help for Django: that closes the database after each task."""
    app = Celery("due-regard", broker=url, fixups=[], set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        broker_connection_max_retries=None,
        broker_connection_retry_on_startup=True,
        broker_heartbeat=20,
        enable_utc=True,
        task_acks_late=True,
        task_create_missing_queues=False,
        task_default_queue=QUEUE,
        task_ignore_result=True,
        task_queues=[lasting_queue()],
        task_reject_on_worker_lost=True,
        worker_consumer=PlainConsumer,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        worker_proc_alive_timeout=60,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
    )
    return app


class Publisher:
    """One connection that hands tasks over, opened when it is needed and again after a fault."""

    def __init__(self, url: str) -> None:
        self._app = make_app(url)
        self._url = url
        self._connection: Connection | None = None
        self._unconfirmed: set[int] = set()
        self._refused = False
        self._sent = 0

    def publish(self, tasks: Collection[uuid.UUID]) -> None:
        """Hand these over; returns when the server has every one on its disk. Raises: QueueAway, some may be there"""
        try:
            connection = self._opened()
            producer = Producer(connection.default_channel, auto_declare=False)
            for task in tasks:
                message = self._app.amqp.as_task_v2(str(task), TASK, [str(task)])
                self._sent += 1
                self._unconfirmed.add(self._sent)
                producer.publish(
                    message.body, routing_key=QUEUE, serializer="json", delivery_mode=2, mandatory=True,
                    headers=message.headers, **message.properties,
                )  # fmt: skip
            while self._unconfirmed:
                connection.drain_events(timeout=PATIENCE)
            if self._refused:
                raise QueueAway("the queue server did not take every message")
        except self._faults() as error:
            self.close()
            raise QueueAway(type(error).__name__) from error
        except QueueAway:
            self.close()
            raise

    def waiting(self) -> int:
        """Return how many messages wait for a worker. Raises: QueueAway"""
        try:
            return int(lasting_queue()(self._opened().default_channel).queue_declare(passive=True).message_count)
        except self._faults() as error:
            self.close()
            raise QueueAway(type(error).__name__) from error

    def close(self) -> None:
        """Give the connection up; the next call opens another."""
        if self._connection is not None:
            self._connection.collect(PATIENCE)
        self._connection = None

    def _opened(self) -> Connection:
        if self._connection is None:
            options = {"read_timeout": PATIENCE, "write_timeout": PATIENCE, "max_retries": 0}
            connection = Connection(self._url, connect_timeout=PATIENCE, transport_options=options)
            channel = connection.default_channel
            lasting_queue()(channel).declare()
            channel.confirm_select()
            channel.events["basic_ack"].add(self._confirm)
            channel.events["basic_nack"].add(self._refuse)
            channel.events["basic_return"].add(self._come_back)
            self._unconfirmed, self._refused, self._sent = set(), False, 0
            self._connection = connection
        return self._connection

    def _confirm(self, tag: int, multiple: bool) -> None:
        """One confirmation may speak for all messages before it."""
        self._unconfirmed -= {one for one in self._unconfirmed if one <= tag} if multiple else {tag}

    def _refuse(self, tag: int, multiple: bool) -> None:
        self._refused = True
        self._confirm(tag, multiple)

    def _come_back(self, *_what: object) -> None:
        """No queue was there: the server confirms such a message as well."""
        self._refused = True

    def _faults(self) -> tuple[type[BaseException], ...]:
        known = Connection(self._url)
        return (*known.connection_errors, *known.channel_errors, OperationalError, OSError)
