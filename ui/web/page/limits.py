"""What a visitor of the page may take: connections, bytes, minutes, and places in the queue."""

MEGABYTE = 2**20
"""Bytes."""

# Connections and requests
REQUEST_SECONDS = 15.0
"""Within which a connection sends the whole head of a request, and then its whole body; between
two pieces of an upload likewise. A head is one packet: who is slower than this is not coming."""
UNREAD_SECONDS = 60.0
"""After which an answer is given up of which the visitor takes nothing."""
MOST_CONNECTIONS = 1000
"""Where the limit of open files allows them: a browser opens six, so this is 150 people."""
CONNECTIONS_PER_FILE = 0.75
"""The share of the files that the system lets the server open which may be connections; the
others are for the library, models and uploads."""
CONNECTIONS_OF_ONE = 0.5
"""The share of the connections that one address may have: all who come through a reverse proxy
share its address, and half is enough for fifty of them; the other half is left for the rest."""
ACCEPTED_AT_ONCE = 32
"""Connections that are taken in before any is looked at; they need a file each for a moment."""
WAITING_TO_CONNECT = 512
"""Connections that the system keeps until they are taken in."""
SECONDS_BETWEEN_NOTES = 60.0
"""Between two lines in the log on one and the same trouble."""
BODY_MEGABYTES = 1
"""Of a request that is no upload; a question of 400 words has three thousandths of it."""
BODY_LISTS = 2_000
"""Lists and objects in a body of JSON; the page sends a dozen, and each takes microseconds."""
BODY_VALUES = 100_000
"""All values in it: a library has a name for each paper, and all may be ticked."""
BODY_DEPTH = 64
"""Lists and objects within each other; Gradio walks through them with a call for each."""
LOGIN_KILOBYTES = 16
"""Of the form with name and password."""

# Passwords
FIRST_DELAY_SECONDS = 0.5
"""After a wrong password; each further one doubles it."""
LONGEST_DELAY_SECONDS = 30.0
"""Of that; also the longest that a try is kept waiting before it is refused."""
TRIES_OF_A_NEWCOMER = 3
"""Wrong passwords of an address from which on it waits for what others gave with a name, too."""
FORGOTTEN_SECONDS = 900.0
"""After which a wrong password counts no more."""
MOST_REMEMBERED = 10_000
"""Addresses, and names, with wrong passwords; a hundred bytes each."""

PASSWORDS_AT_ONCE = 2
"""Looked at together; each may take 100 MB and half a second."""

# Uploads
UPLOAD_MEGABYTES = 100
"""What may be uploaded at once, unless `footnote chat --max-upload` says otherwise."""
UPLOAD_SECONDS = 300
"""After which an upload that is still coming in is given up."""
UPLOADS_AT_ONCE = 8
"""Coming in; each may have its whole size in memory for a moment."""
UPLOADS_OF_ONE = 4
"""Of these, of one address; half is left for the rest."""
UPLOAD_PARTS = 100
"""Files, and other fields, of one upload: each file is open until all have come in."""
FILES_AT_ONCE = 50
"""Files that are added of one drop; reading one may take a minute."""
ARCHIVE_FILES = 1000
"""Files in a ZIP archive; a BEIR folder has a dozen."""
UNPACKED_MEGABYTES = 200
"""What an archive may unpack to: twice an upload, as text shrinks to a half or less."""

# Work
ADDING_SECONDS = 1800.0
"""Of adding what was dropped at once."""
EVALUATION_SECONDS = 7200.0
"""Of an evaluation."""
ANSWERED_AT_ONCE = 2
"""Questions; each already uses what cores there are."""
MOST_WAITING = 500
"""Events that wait in the queue; ten for each of fifty people."""
MOST_WAITING_OF_ONE = 20
"""Events of one session that wait at the same time; the page itself sends one or two."""
MOST_WAITING_OF_ADDRESS = 250
"""Events of one address, which may begin as many sessions as it likes: half, as of connections."""
TOOLS_AT_ONCE = 2
"""Calls of tools, likewise."""
MOST_TOOLS_WAITING = 100
"""Calls of tools; a program may make several at a time."""
PAGES_AT_ONCE = 1
"""Pages of PDFs that are drawn at the same time, in a process each."""
MOST_PAGES_WAITING = 20
"""Pages; each takes about a second."""
PAGES_KEPT = 16
"""Drawn pages, for who asks again; about a megabyte each."""
QUOTE_CHARACTERS = 5_000
"""Of a quote whose page is drawn; a passage has fewer."""
PAPERS_ASKED = 200
"""Papers of which it is told at once whether their pages can be drawn."""
