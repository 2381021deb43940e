"""From the answers follows what is written: units, sites of nginx, settings; from the shipped files alone."""

import pytest

from dueregard.rules.install import layout
from dueregard.rules.install.plan import NotInThere, Plan, filled, packages, plan, server_blocks, settings_text
from dueregard.rules.install.written import settings_in
from tests.house.sources import ROOT
from tests.rules.install.test_answers import KEY, answers

OWN = {"certificate": "own", "certificate_file": "/etc/ssl/own.pem", "key_file": "/etc/ssl/own.key"}
ONION = "northwindnorthwindnorthwindnorthwindnorthwindnorthwindnorthw.onion"


def shipped() -> dict[str, str]:
    """Return the texts of deploy/."""
    below = ROOT / "deploy"
    return {path.relative_to(below).as_posix(): path.read_text() for path in below.rglob("*") if path.is_file()}


def planned(onion: str = "", **said: str) -> Plan:
    return plan(answers(**said), shipped(), onion=onion)


def text(of: Plan, path: str) -> str:
    return next(one.text for one in (*of.challenge, *of.files) if one.path == path)


def test_every_shipped_unit_is_written_as_it_is() -> None:
    written = {one.path: one.text for one in planned().files if one.path.startswith(layout.SYSTEMD)}
    units = {path: said for path, said in shipped().items() if path.startswith("systemd/")}
    assert written == {f"{layout.SYSTEMD}/{path.removeprefix('systemd/')}": said for path, said in units.items()}
    assert len(units) > 12


def test_only_root_reads_the_secrets_and_a_person_keeps_them() -> None:
    files = {one.path: one for one in planned().files}
    assert (files[layout.SECRETS].mode, files[layout.SECRETS].is_once) == (0o600, True)
    assert (files[layout.SETTINGS].mode, files[layout.SETTINGS].group) == (0o640, "due-regard")
    assert {one.mode & 0o022 for one in files.values()} == {0}


def test_no_name_of_the_example_is_left_in_what_is_written() -> None:
    said = {"name": "desk.elsewhere.example", "sealed": "sealed.elsewhere.example"}
    for certificate in (OWN, {"certificate": "acme"}, {"certificate": "none"}):
        of = planned(onion=ONION, **said, **certificate)
        for one in (*of.challenge, *of.files):
            lines = [line for line in one.text.splitlines() if not line.lstrip().startswith("#")]
            assert "northport" not in "\n".join(lines), one.path


def test_own_certificates_are_taken_from_where_they_are() -> None:
    site = text(planned(**OWN), f"{layout.SITES}/due-regard-site.conf")
    assert "ssl_certificate /etc/ssl/own.pem;" in site
    assert "ssl_certificate_key /etc/ssl/own.key;" in site
    assert planned(**OWN).certificates == ()


def test_certbot_is_asked_for_each_name_and_port_80_answers_for_both() -> None:
    of = planned(certificate="acme", sealed="sealed.northport.example")
    assert of.certificates == ("desk.northport.example", "sealed.northport.example")
    challenge = text(of, f"{layout.SITES}/due-regard-challenge.conf")
    assert "server_name desk.northport.example sealed.northport.example;" in challenge
    assert "certbot" in packages(answers(certificate="acme"))


def test_the_first_site_that_nginx_reads_of_ours_serves_nobody() -> None:
    of = planned(sealed="sealed.northport.example", certificate="acme")
    sites = sorted(one.path for one in (*of.challenge, *of.files) if one.path.startswith(layout.SITES))
    assert sites[0] == f"{layout.SITES}/due-regard-0-nobody.conf"
    assert len(sites) == 4
    assert text(of, sites[0]) == shipped()["nginx/nobody.conf"]


def test_behind_a_proxy_nothing_asks_for_a_certificate_and_the_site_counts_two() -> None:
    of = planned(certificate="none", sealed="sealed.northport.example", proxy_port="9090")
    assert of.challenge == ()
    for site in ("site", "sealed"):
        said = text(of, f"{layout.SITES}/due-regard-{site}.conf")
        assert "listen 9090;" in said
        assert "ssl" not in "".join(line for line in said.splitlines() if not line.startswith("#"))
    assert settings_in(text(of, layout.SETTINGS))["DUEREGARD_PROXIES"] == "2"
    assert settings_in(text(planned(), layout.SETTINGS))["DUEREGARD_PROXIES"] == "1"


def test_the_onion_pages_come_once_tor_has_made_an_address() -> None:
    path = f"{layout.SITES}/due-regard-sealed.conf"
    assert path not in {one.path for one in planned(onion="", **{"sealed": "none"}).files}
    only_tor = text(planned(onion=ONION), path)
    assert f"server_name {ONION};" in only_tor
    assert "listen 443" not in only_tor
    assert settings_in(text(planned(onion=ONION), layout.SETTINGS))["DUEREGARD_SEALED_ONION"] == f"http://{ONION}"


def test_a_back_up_has_a_timer_and_the_one_unit_that_may_write_there() -> None:
    of = planned(backup_to="/backup/northport", backup_keys=KEY)
    assert layout.BACKUP_TIMER in of.enabled
    place = text(of, f"{layout.SYSTEMD}/due-regard-backup.service.d/place.conf")
    assert "ReadWritePaths=/backup/northport\n" in place
    told = settings_in(settings_text(answers(backup_to="s3://b/f", backup_keys=KEY), ""))
    assert (told["DUEREGARD_BACKUP_TO"], told["DUEREGARD_BACKUP_EACH_NIGHT"]) == ("s3://b/f", "off")
    assert layout.BACKUP_TIMER not in planned().enabled


def test_another_port_is_said_to_nginx_and_to_the_site() -> None:
    of = planned(port="8123", sealed="sealed.northport.example")
    for path in ("/etc/nginx/site-answers.conf", f"{layout.SITES}/due-regard-sealed.conf"):
        assert "127.0.0.1:8123" in text(of, path)
        assert "127.0.0.1:8000" not in text(of, path)
    assert settings_in(text(of, layout.SETTINGS))["DUEREGARD_PORT"] == "8123"


def test_the_listener_runs_only_where_mail_comes_by_lmtp() -> None:
    assert layout.LISTENER in planned(mail="lmtp").enabled
    assert layout.LISTENER not in planned().enabled


def test_a_shipped_file_that_lacks_a_name_is_refused() -> None:
    with pytest.raises(NotInThere):
        filled("server_name other;", [("desk.northport.example", "x")])
    with pytest.raises(NotInThere):
        server_blocks("upstream {\n}\n")


def test_units_and_scripts_name_the_places_that_the_layout_names() -> None:
    said = "\n".join(one for path, one in shipped().items() if path.startswith(("systemd/", "machine/")))
    for place in (layout.CURRENT, layout.STATE, layout.SETTINGS, layout.SECRETS, layout.SCRIPTS, layout.ONION_NAME):
        assert place in said, place
    assert layout.WAY_BACK in shipped()["machine/tmpfiles.conf"]
