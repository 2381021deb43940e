"""What waits for somebody: in which order a list shows it, and until when somebody who takes it has it."""
