"""Text, whatever it is about: encodings, dates in prose, cells of tables, names of files and domains, charts, QR."""
