"""`footnote` over the toy encoder, as a program of its own that starts at once.

python -m tests.toy_footnote add FILE
"""

import sys

import index.encoding.encoders
from tests.toy_encoder import ToyEncoder
from ui.cli import main

index.encoding.encoders.make_encoder = ToyEncoder

if __name__ == "__main__":
    sys.exit(main())
