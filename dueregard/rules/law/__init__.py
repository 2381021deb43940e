"""The law: which one applies, which days it counts, and when the last lawful day is. Knows no case."""
