"""Arabic, Persian and Hebrew: stored as they are read, whichever way a file has the letters."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from corpus.formats.pdf import read_pdf
from corpus.paper import Paper
from tests.corpus_reading import ORIGIN, check, notes, paragraphs
from tests.pdf.right_to_left import ADVANCE, draw_pages, in_logical_order, in_visual_order, width

Line = Sequence[str]
Setting = Callable[[Line], Iterator[tuple[float, str]]]
SETTINGS = pytest.mark.parametrize("setting", [in_visual_order, in_logical_order])
SIZE, LEADING, TOP, RIGHT = 10.0, 14.0, 520.0, 380.0

ARABIC = (
    ("كانت الطواحين في المقاطعة سنة ", "1904", " ملكا للتاج حتى اصلاح"),
    ("العقارات ومن اراد ان يبني طاحونة ", ")", "Mill 3", "(", " طلب موافقة"),
    ("الحاكم الذي نادرا ما يعطيها )في ", "12.5", "( من كل ", "50%", " فقط."),
)
PERSIAN = (
    ("آسیاب های استان تا اصلاح املاک در سال ", "۱۳۵۷", " از آن تاج"),
    ("بود و هر کس که می خواست آسیابی بسازد باید اجازه می گرفت."),
)
HEBREW = (
    ("הטחנות במחוז היו רכוש הכתר עד הרפורמה של שנת ", "1887", " ומי"),
    ("שביקש לבנות טחנה נדרש להסכמת המושל, שנתן אותה ", "rarely", "."),
)
SCRIPTS = pytest.mark.parametrize("lines", [ARABIC, PERSIAN, HEBREW])


def told(lines: Sequence[Line | str]) -> str:
    """Return lines as they are read: brackets as one types them, which are printed mirrored."""
    text = " ".join("".join(line).strip() for line in lines)
    return text.translate(str.maketrans("()", ")("))


def put(
    lines: Sequence[Line | str], setting: Setting, *, right: float = RIGHT, top: float = TOP
) -> Iterator[tuple[float, float, float, str]]:
    """Set lines that end at the right edge; spaces at the edges of a line are none."""
    for number, line in enumerate(lines):
        runs = (line,) if isinstance(line, str) else line
        left = right - SIZE * sum(map(width, runs))
        for x, text in setting(runs):
            yield left + SIZE * x, top - LEADING * number, SIZE, text


def read(*pages: Sequence[tuple[float, float, float, str]]) -> Paper:
    """Read pages and check what holds of every paper."""
    paper = read_pdf(draw_pages(pages), Path("file.pdf"), ORIGIN)
    check(paper)
    return paper


@SCRIPTS
@SETTINGS
def test_lines_are_told_as_they_are_read(lines: Sequence[Line], setting: Setting) -> None:
    """Numbers and words of other scripts stay as they are within."""
    assert read(list(put(lines, setting))).text == told(lines)


@SETTINGS
def test_the_right_column_is_read_first(setting: Setting) -> None:
    """As are the lines of each to its end."""
    right = ["كانت الطواحين في المقاطعة ملك", "للتاج حتى اصلاح العقارات فيها"] * 6
    left = ["ومن اراد ان يبني طاحونة طلب", "موافقة الحاكم الذي لا يعطيها"] * 6
    paper = read([*put(right, setting, right=390), *put(left, setting, right=190)])
    text = " ".join(paragraphs(paper))
    assert text == f"{told(right)} {told(left)}"


@SETTINGS
def test_paragraphs_begin_with_an_indent_on_the_right(setting: Setting) -> None:
    """A line that begins farther in begins one, and its words are fewer."""
    words = "الطواحين في المقاطعة ملكا للتاج حتى اصلاح".split()
    lines = [" ".join((*words[n:], *["كانت"] * (n % 3 > 0), *words[:n])) for n in range(6)]
    indent = SIZE * width("كانت ")
    texts = [
        text
        for n, line in enumerate(lines)
        for text in put([line], setting, right=RIGHT - indent * (n % 3 == 0), top=TOP - LEADING * n)
    ]
    assert paragraphs(read(texts)) == [" ".join(lines[:3]), " ".join(lines[3:])]


def test_vowel_signs_and_ligatures() -> None:
    """A sign stays behind its letter, and a shape that stands for two letters is these."""
    line = "كَتَبَ الرجُل ثم \ufefb يعود الى الدار ابدا"
    paper = read(list(put([line], in_visual_order)))
    assert paper.text == line.replace("\ufefb", "لا")


@SETTINGS
def test_a_raised_number_is_a_note(setting: Setting) -> None:
    """Its marker stands left of the word that it belongs to, and the note at the foot."""
    line = "كانت الطواحين في المقاطعة ملكا للتاج حتى اصلاح."
    left = RIGHT - SIZE * ADVANCE * len(line)
    page = [*put([line], setting), (left - 4, TOP + 3.5, 6.0, "1")]
    page += put(["العقارات ومن اراد ان يبني طاحونة طلب موافقة الحاكم"] * 8, setting, top=TOP - 14)
    page += [(RIGHT - 4, 103.5, 5.0, "1")]
    note = "انظر سجلات المقاطعة في المجلد الثاني"
    page += [
        (RIGHT - 8 - 8 * ADVANCE * len(note) + 8 * x, 100.0, 8.0, t) for x, t in setting((note,))
    ]
    assert notes(read(page)) == [("1", "اصلاح.", note)]


@SETTINGS
def test_words_in_a_page_of_another_script(setting: Setting) -> None:
    """They are turned round where they stand, and the rest of the line is not."""
    x, texts = 60.0, []
    for part in ("The word ", ("טחנה של הכתר",), " is that for a mill of the crown."):
        if isinstance(part, str):
            texts.append((x, TOP, SIZE, part))
            x += SIZE * ADVANCE * len(part)
        else:
            texts += [(x + SIZE * at, TOP, SIZE, text) for at, text in setting(part)]
            x += SIZE * ADVANCE * len(part[0])
    assert read(texts).text == "The word טחנה של הכתר is that for a mill of the crown."
