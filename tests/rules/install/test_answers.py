"""A bad answer gets a sentence that says what to write instead, all of them at once; silence means the default."""

import pytest

from dueregard.rules.install.answers import QUESTIONS, Answers, BadAnswers, needed, read_answers
from dueregard.rules.install.written import NotAnswers, answers_in, answers_written, setting, settings_in

NAME = {"name": "desk.northport.example"}
KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


def answers(**more: str) -> Answers:
    return read_answers(NAME | {name.replace("_", "-"): value for name, value in more.items()})


def test_a_name_is_all_that_has_to_be_said() -> None:
    got = answers()
    assert (got.name, got.certificate, got.sealed, got.onion, got.mail) == (NAME["name"], "acme", "", False, "none")
    assert (got.backup_to, got.documents, got.port, got.hosts) == ("", True, 8000, (NAME["name"],))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Say which host name people type"),
        ({"name": "https://desk.northport.example"}, "without https://"),
        ({"name": "desk"}, "say a host name"),
        ({"name": "desk.northport.example; rm -rf"}, "say a host name"),
        ({"certificate": "self"}, "say own or acme or none"),
        ({"certificate": "own"}, "--certificate own needs --certificate-file"),
        ({"certificate": "own", "certificate-file": "/c.pem"}, "--certificate own needs --key-file"),
        ({"certificate": "own", "certificate-file": "/c;x.pem", "key-file": "/k"}, "needs --certificate-file"),
        ({"key-file": "/k.pem"}, "--key-file is for --certificate own only"),
        ({"sealed": "desk.northport.example"}, "a host name of their own"),
        ({"sealed": "sealed"}, "or none"),
        ({"onion": "maybe"}, "say yes or no"),
        ({"mail": "pop"}, "say lmtp or none"),
        ({"contact": "Asha"}, "no e-mail address"),
        ({"backup-to": "backup"}, "the whole path of a folder"),
        ({"backup-to": "/backup/../etc", "backup-keys": KEY}, "the whole path of a folder"),
        ({"backup-to": "/backup/%n", "backup-keys": KEY}, "the whole path of a folder"),
        ({"backup-to": "/backup"}, "--backup-to needs --backup-keys"),
        ({"backup-to": "/backup", "backup-keys": "AGE-SECRET-KEY-1QQQ"}, "the secret half"),
        ({"backup-to": "/backup", "backup-keys": "age2x"}, "begins with age1"),
        ({"port": "80"}, "from 1024 to 65535"),
        ({"port": "8080"}, "the site and nginx each need one"),
        ({"acme-server": "http://ca.northport.example"}, "begin with https://"),
        ({"colour": "red"}, "There is no question called colour"),
    ],
)
def test_an_answer_that_cannot_be_used_gets_a_sentence(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadAnswers) as bad:
        read_answers(NAME | given)
    assert sentence.lower() in str(bad.value).lower()


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(BadAnswers) as bad:
        read_answers({"certificate": "own", "mail": "pop", "port": "x"})
    assert len(bad.value.sentences) == 5


def test_a_person_is_asked_only_what_their_answers_so_far_make_needed() -> None:
    def asked(given: dict[str, str]) -> set[str]:
        return {one.name for one in QUESTIONS if needed(given, one)}

    assert "certificate-file" not in asked(NAME | {"certificate": "acme"})
    assert {"certificate-file", "key-file"} <= asked(NAME | {"certificate": "own"})
    assert "backup-keys" not in asked({"backup-to": "none"})
    assert "backup-keys" in asked({"backup-to": "/backup"})
    assert asked({}) & {"port", "acme-server"} == set()


def test_answers_are_read_from_a_file_as_they_were_written() -> None:
    told = {"name": "desk.northport.example", "run-by": "Northport = us"}
    assert answers_in("# ours\n\n" + answers_written(told)) == told
    for text, words in (("name desk", "write name = value"), ("a = 1\na = 2", "a second time")):
        with pytest.raises(NotAnswers, match=words):
            answers_in(text)


@pytest.mark.parametrize("value", ["plain", "two words", 'a "quoted" \\ one', "$HOME and 'this'", "#no comment"])
def test_a_setting_is_read_as_it_was_written(value: str) -> None:
    assert settings_in(f"# A=b\n{setting('A', value)}\n") == {"A": value}


def test_settings_that_a_person_typed_are_read_as_systemd_reads_them() -> None:
    typed = "A=one two\nB='three $x'\n;C=no\n#D=no\nA=last\nE=long\\\ner\n"
    assert settings_in(typed) == {"A": "last", "B": "three $x", "E": "longer"}
