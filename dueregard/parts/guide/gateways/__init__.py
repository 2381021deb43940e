"""How the guide becomes files: PDFs by Typst, a book for reading devices, plain text."""
