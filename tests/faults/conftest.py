"""What `./run test` leaves out of this folder: it installs no RabbitMQ."""

import os

from tests.soak import IN_FULL

collect_ignore = [] if IN_FULL in os.environ else ["test_queue_server_killed.py"]
