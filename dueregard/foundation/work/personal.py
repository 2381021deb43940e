"""What the queue of work keeps about people: nothing."""

ABOUT_NOBODY = {
    "work.Worker": "processes of the site",
    "work.PeriodicRun": "when a task ran",
}
