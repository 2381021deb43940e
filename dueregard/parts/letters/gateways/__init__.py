"""Makes the files: Word, OpenDocument, PDF, and the draft of an e-mail."""
