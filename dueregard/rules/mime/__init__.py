"""Reading an e-mail in whatever state it arrives: its parts, its text, its files, its dates. Not what it means."""
