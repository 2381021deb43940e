"""Documents: received, kept, read page by page, cited, made safe and published. Knows no case and no campaign."""
