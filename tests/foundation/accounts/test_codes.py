"""The tests' own code app agrees with the standard."""

import base64

import pytest

from tests.sessions import code_of

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


# Source: RFC 6238, appendix B (SHA-1); the last six of its eight digits.
@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_a_code_is_the_one_of_the_standard(at: int, code: str) -> None:
    assert code_of(RFC_SECRET, at=at) == code
