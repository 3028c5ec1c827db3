"""Every error that Footnote raises on purpose.

    FootnoteError
    ├── PaperError              a file that cannot become a paper
    │   ├── UnreadableFile      missing, a folder, no permission
    │   └── UnsupportedContent  empty, binary, wrong encoding, too large
    │       └── ScannedPages    pictures of text, which can be recognised
    ├── ModelError              a model that cannot be loaded or does not fit
    │   ├── EncoderError        one that makes vectors of texts
    │   ├── ReaderError         one that reads a question with passages
    │   └── LLMError            one that writes: wrongly named, out of reach, or talking nonsense
    ├── LibraryError            a library that cannot be opened or changed
    │   ├── LibraryBusy         another process holds the lock
    │   ├── LibraryDamaged      a checksum or a file does not match the manifest
    │   │   └── PaperDamaged    of one paper: the others can be asked
    │   ├── LibraryMismatch     built by another model or format version
    │   └── UnknownPaper        no paper has that id
    ├── QuestionError           no text, an empty or an overlong question
    ├── QAFileError             rows of a QA file that cannot be used
    ├── RunError                a run of an evaluation that cannot be made or taken up
    ├── SettingsError           a settings file that cannot be read or written
    ├── FeedbackError           what was said of answers cannot be kept or read
    ├── ConversationError       conversations cannot be kept or read
    │   └── UnknownConversation no conversation has that id
    ├── UsersError              the file of users cannot be read or changed
    ├── RequestError            a request to the web chat that asks for what it does not take
    └── ServerError             the web chat cannot be started

A message says what is wrong, where, and what to do about it. Only ``ui`` turns
an error into an exit status or a notice on the page.
"""


class FootnoteError(Exception):
    """The root: catch this to catch everything Footnote raises on purpose."""


class PaperError(FootnoteError):
    """A file cannot become a paper."""


class UnreadableFile(PaperError):
    """The file is missing, is not a file, or may not be read."""


class UnsupportedContent(PaperError):
    """The file was read but its content is nothing Footnote can work with."""


class ScannedPages(UnsupportedContent):
    """Pages of a PDF are pictures without text; `numbers` counts them from 0.

    The file has so many `pages`.
    """

    def __init__(self, message: str, numbers: tuple[int, ...], pages: int) -> None:
        super().__init__(message, numbers, pages)
        self.numbers = numbers
        self.others_have_text = len(numbers) < pages

    def __str__(self) -> str:
        return str(self.args[0])


class ModelError(FootnoteError):
    """A model cannot be loaded, or does not give what it must give."""


class EncoderError(ModelError):
    """A model does not serve as an encoder."""


class ReaderError(ModelError):
    """A model does not serve as a reader."""


class LLMError(ModelError):
    """A language model is named wrongly, cannot be reached, or does not reply as it must."""


class LibraryError(FootnoteError):
    """A library cannot be opened or changed."""


class LibraryBusy(LibraryError):
    """Another process is changing the library."""


class LibraryDamaged(LibraryError):
    """A file of the library is missing or is not what the manifest says."""


class PaperDamaged(LibraryDamaged):
    """A file of one paper is missing or is not what the manifest says."""


class LibraryMismatch(LibraryError):
    """The library was built with another model or by another version."""


class UnknownPaper(LibraryError):
    """No paper of the library has the id asked for."""


class QuestionError(FootnoteError):
    """A question that cannot be asked: no text, empty, or far too long."""


class QAFileError(FootnoteError):
    """A QA file has rows that cannot be used; the message lists them all."""


class RunError(FootnoteError):
    """A run of an evaluation cannot be written, or taken up where it stopped."""


class SettingsError(FootnoteError):
    """A settings file cannot be read, written or understood."""


class FeedbackError(FootnoteError):
    """What people said of answers cannot be kept or read."""


class ConversationError(FootnoteError):
    """Conversations cannot be kept in their file, or read from it."""


class UnknownConversation(ConversationError):
    """No conversation of the user has the id asked for."""


class UsersError(FootnoteError):
    """The file of those who may sign in cannot be read or changed."""


class RequestError(FootnoteError):
    """A request asks the web chat for what it does not take, or hands it what is not its own."""


class ServerError(FootnoteError):
    """The web chat cannot be started."""
