"""What waits for people, in one list over all apps: who has taken what until when, and who did what.

What waits, each app says itself: `waits` in rules/wiring/adds names its function. Rows here are only what people did.
"""
