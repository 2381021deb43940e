"""How much of one e-mail is read, and why no more.

What lies beyond a limit is never lost: the bytes are stored before anything is read, and the e-mail says so in a note.
"""

# A council's reply has two or three levels of parts; mail programmes that forward and forward reach about ten.
MAX_DEPTH = 40
# The largest release seen in one message had some hundred files; a list of more than this is made to exhaust us.
MAX_PARTS = 2_000
# Forwards inside forwards whose headers are kept visible; deeper ones stay attached as they came.
MAX_MAIL_DEPTH = 8
# A page of this length is slow to read for a person and for a telephone; the whole body is attached beside it.
MAX_TEXT_CHARS = 1_000_000
# Sanitising costs about 20 ms per million signs; longer HTML is nearly always a pasted picture.
MAX_HTML_CHARS = 2_000_000
# Tags inside tags. Outlook nests some 60; the sanitiser's time grows with the square of this number.
MAX_HTML_DEPTH = 1_000
# One tag without its quoted values (a pasted picture is a quoted value).
MAX_TAG_CHARS = 20_000
# Header fields of one message. Real ones reach some 200 after several relays.
MAX_HEADERS = 2_000
# One field: long lists of recipients reach some 60 kB.
MAX_HEADER_BYTES = 200_000
# All header lines of one message together.
MAX_HEADER_BLOCK_BYTES = 2_000_000
# Parameters of one field; a long file name is cut into some twenty pieces.
MAX_PARAMETERS = 500
# Addresses kept of one message.
MAX_ADDRESSES = 2_000
# Message ids kept: a thread of this length has long been one case.
MAX_REFERENCES = 200
# A subject is one line on a page.
MAX_SUBJECT_CHARS = 500
# File systems stop at 255 bytes; four bytes a sign is the worst case.
MAX_NAME_CHARS = 120
# Files that one winmail.dat, or the uuencoded blocks of one body, may hold.
MAX_PACKED_FILES = 500
# Notes are read by a person.
MAX_NOTES = 60
# Recipients of one delivery report.
MAX_REPORTED = 200
