"""Fetches one corpus by its name, as pip would: from whatever index this person or machine has set up.

Run as a program of its own, so that nothing of pip is in the process of the tests.
"""

import hashlib
import io
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from pip._internal.commands.download import DownloadCommand
from pip._vendor.packaging.specifiers import SpecifierSet

from tests.corpora import CORPORA, WRONG, Corpus


def main() -> int:
    """Fetch what was named. That it cannot be had is said, and is no error; that it is another package is one."""
    wanted = CORPORA[sys.argv[1]]
    try:
        content = fetched(wanted)
    except Exception as fault:  # no index, no network, another pip: all mean that it cannot be had here
        print(f"{wanted.name} {wanted.version} cannot be fetched: {type(fault).__name__}")
        return 0
    if hashlib.sha256(content).hexdigest() != wanted.sha256:
        print(f"{wanted.name} {wanted.version} is not the package that was meant: its hash differs.")
        return WRONG
    unpack(content, wanted.folder)
    return 0


def fetched(wanted: Corpus) -> bytes:
    """Return the source package. Raises whatever pip does."""
    command = DownloadCommand("download", "")
    with command.main_context():
        options, _ = command.parse_args(["--no-binary", ":all:", "--disable-pip-version-check", "--quiet"])
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)
        best = finder.find_best_candidate(wanted.name, SpecifierSet(f"=={wanted.version}")).best_candidate
        if best is None:
            raise LookupError(wanted.name)
        answer = session.get(best.link.url_without_fragment)
        answer.raise_for_status()
        return bytes(answer.content)


def unpack(content: bytes, folder: Path) -> None:
    """Unpack beside the place, then rename: two tests that fetch at once do not meet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        if zipfile.is_zipfile(io.BytesIO(content)):
            zipfile.ZipFile(io.BytesIO(content)).extractall(beside)
        else:
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                careful = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # from Python 3.11.4
                archive.extractall(beside, **careful)  # type: ignore[arg-type]
        (inside,) = Path(beside).iterdir()
        try:
            inside.rename(folder)
        except OSError:  # the other was first
            assert folder.is_dir()


if __name__ == "__main__":
    sys.exit(main())
