"""The invented county: filling a practice site with it, and taking it away whole. What it holds, each app knows."""
