import pytest

from corpus.references.entries import looks_like_entry, parse_entry, split_label

ENTRIES = {
    "Smith J, Jones AB. Title of it. Nature. 2009;23:45-67.": (("Smith", "Jones"), "2009"),
    "Visvader J. E (2009) Keeping on. Genes Dev 23: 2563–2577.": (("Visvader",), "2009"),
    "Smith, J., Jones, A. B., & Lee, C. (2019a). The 1998 crisis. J Foo, 12, 1871–1902.": (
        ("Smith", "Jones", "Lee"),
        "2019a",
    ),
    "Smith, John, and Alice Jones. 2019. The title. Oxford: OUP.": (("Smith", "Jones"), "2019"),
    "J. Smith, A. B. Jones, and C. Lee, “The title,” Proc., pp. 1998–2004, 2011.": (
        ("Smith", "Jones", "Lee"),
        "2011",
    ),
    "John E. Smith and Alice B. Jones. 2019. Title. In Proc. ACL.": (("Smith", "Jones"), "2019"),
    "SMITH, J. & JONES, A. 2019. Title here.": (("SMITH", "JONES"), "2019"),
    "LEE J, KIM S. Title of it. J Foo 2010.": (("LEE", "KIM"), "2010"),
    "World Health Organization. (2019). Global report.": (("World Health Organization",), "2019"),
    "van der Berg J, de la Cruz M. On things. 2001.": (("van der Berg", "de la Cruz"), "2001"),
    "De Freitas E, Hilliard B (1991) On cells. PNAS 88: 1.": (("De Freitas", "Hilliard"), "1991"),
    "Van Berg, J., & O’Brien, P. (2001). On things.": (("Van Berg", "O’Brien"), "2001"),
    "Müller-Lüdenscheidt K, Åström J-P, et al. (2004) Title.": (
        ("Müller-Lüdenscheidt", "Åström"),
        "2004",
    ),
    "Smith, J., Jones, A.: A title: more. In: LNCS, pp. 1–2. Springer (2005)": (
        ("Smith", "Jones"),
        "2005",
    ),
    "A. Einstein, B. Podolsky, and N. Rosen, Phys. Rev. 47, 777 (1935).": (
        ("Einstein", "Podolsky", "Rosen"),
        "1935",
    ),
    "Smith, John; Brown, Alice Mary (2003): Ein Titel. Berlin.": (("Smith", "Brown"), "2003"),
    "García Márquez, G. (1967). Cien años. Accessed 12 March 2020.": (("García Márquez",), "1967"),
    "Cohen, J. W., Jr., & King, M. L. (1990). Foo.": (("Cohen", "King"), "1990"),
    "Brown, PF, VJ Della Pietra, and RL Mercer. 1993. “On it.”": (
        ("Brown", "Della Pietra", "Mercer"),
        "1993",
    ),
    "Hu, Xi and Li, Wei (2012). Foo.": (("Hu", "Li"), "2012"),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_authors_and_year_of_common_styles(entry: str) -> None:
    """Family names and the year of publication are told, however an entry is set."""
    reference = parse_entry(entry)
    assert (reference.authors, reference.year) == ENTRIES[entry]
    assert reference.text == entry
    assert looks_like_entry(reference)


@pytest.mark.parametrize(
    ("entry", "doi"),
    [
        ("Lee A (2015) A. https://doi.org/10.1016/j.foo.2013.01.002.", "10.1016/j.foo.2013.01.002"),
        ("Lee A (2015) A. doi:10.1016/s0140(15)60-2).", "10.1016/s0140(15)60-2"),
        ("Lee A (2015) A. Nature 10.1 (2): 3.", None),
    ],
)
def test_a_doi_ends_before_the_punctuation(entry: str, doi: str | None) -> None:
    """A DOI keeps its own brackets, and a year inside it is not the entry's."""
    reference = parse_entry(entry)
    assert (reference.doi, reference.year) == (doi, "2015")


@pytest.mark.parametrize(
    ("entry", "label", "rest"),
    [
        ("[12] Smith J.", "12", "Smith J."),
        ("12. Smith J.", "12", "Smith J."),
        ("(3) Smith J.", "3", "Smith J."),
        ("[Smith04] Smith J.", "Smith04", "Smith J."),
        ("3.5 million years", None, "3.5 million years"),
    ],
)
def test_labels_are_split_off(entry: str, label: str | None, rest: str) -> None:
    """What numbers or names an entry is no part of its text."""
    assert split_label(entry) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Smith (2019) shows that entries of bibliographies go on as no sentence does.",
        "The authors declare that in 2019 they had no competing interests.",
        "Conceived the experiments: JS. Wrote the paper: AB.",
    ],
)
def test_sentences_are_no_entries(text: str) -> None:
    """A sentence may have a name and a year; it is told from an entry all the same."""
    assert not looks_like_entry(parse_entry(text))
