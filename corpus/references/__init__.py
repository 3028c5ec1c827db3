"""The works that a paper cites: its bibliography, and the places of the text that cite it.

bibliography.py  the section of references, taken out of the blocks of a file
entry_starts.py  where in it one entry ends and the next begins
entries.py       an entry's label, year and DOI     authors.py  its authors
marks.py         marks with labels, such as [3, 5–7]
author_year.py   marks with names, such as (Smith and Lee 2019)
linking.py       all marks of a text
"""
