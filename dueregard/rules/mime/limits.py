"""How much of one e-mail is read, and why no more.

Nothing beyond a limit is lost: the bytes are stored before anything is read, and a note on the e-mail says so.
"""

# A council's reply has two or three levels of parts; mail programs that forward again and again reach about ten.
MAX_DEPTH = 40
# The largest release seen in one message had some hundred files; a longer list is there to exhaust us.
MAX_PARTS = 2_000
# Forwards inside forwards whose headers are kept visible; deeper ones stay attached as they came.
MAX_MAIL_DEPTH = 8
# A page this long is slow going for a person and for a phone; the full text is attached as well.
MAX_TEXT_CHARS = 1_000_000
# Sanitising costs about 20 ms per million characters; longer HTML is nearly always a pasted picture.
MAX_HTML_CHARS = 2_000_000
# Tags inside tags. Outlook nests about 60; the sanitiser's time grows with the square of this number.
MAX_HTML_DEPTH = 1_000
# One tag without its quoted values (a pasted picture is a quoted value).
MAX_TAG_CHARS = 20_000
# Header fields of one message. Real ones reach about 200 after several relays.
MAX_HEADERS = 2_000
# One field: long lists of recipients reach about 60 kB.
MAX_HEADER_BYTES = 200_000
# All header lines of one message together.
MAX_HEADER_BLOCK_BYTES = 2_000_000
# Parameters of one field; a long file name is cut into about twenty pieces.
MAX_PARAMETERS = 500
# Addresses kept of one message.
MAX_ADDRESSES = 2_000
# Message ids kept: a thread this long has been recognised long before.
MAX_REFERENCES = 200
# A subject is one line on a page.
MAX_SUBJECT_CHARS = 500
# File systems stop at 255 bytes; four bytes a character is the worst case.
MAX_NAME_CHARS = 120
# Files that one winmail.dat, or the uuencoded blocks of one body, may hold.
MAX_PACKED_FILES = 500
# Notes are read by a person.
MAX_NOTES = 60
# Recipients of one delivery report.
MAX_REPORTED = 200
