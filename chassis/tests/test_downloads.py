"""Names of files that browsers keep."""

import pytest
from flask import Response

from gig_chassis import downloads


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("gigs.csv", "attachment; filename=gigs.csv"),
        ('a "b".csv', 'attachment; filename="a \\"b\\".csv"'),
        ("Sigur Rós.csv", "attachment; filename=\"Sigur Ros.csv\"; filename*=UTF-8''Sigur%20R%C3%B3s.csv"),
        ("東京.csv", "attachment; filename=.csv; filename*=UTF-8''%E6%9D%B1%E4%BA%AC.csv"),
        ("soft\u00adhyphen.csv", "attachment; filename=softhyphen.csv; filename*=UTF-8''soft%C2%ADhyphen.csv"),
    ],
    ids=["plain", "quoted", "accents", "another script", "not printable"],
)
def test_a_file_is_named_in_any_script_by_a_header_in_ascii(name: str, header: str) -> None:
    response = Response()

    downloads.name_file(response, name)

    assert response.headers["Content-Disposition"] == header
