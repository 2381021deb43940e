"""The branch path: from national policy to a decision, for union branches and student unions; adopted texts."""
