"""The living guide: sections, revisions, suggestions, translations, print and remix."""
