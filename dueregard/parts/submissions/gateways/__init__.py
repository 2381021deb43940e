"""Where the sealed inbox touches the outside: the disk, the delivered files, the check of a signature."""
