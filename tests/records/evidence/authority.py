"""A time-stamping authority of the tests' own, made and run by the openssl program; no network."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {name}
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = clock
[clock]
serial = serial
crypto_device = builtin
signer_cert = signer.pem
signer_key = signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256,sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
{certificates}
"""


@dataclass(frozen=True)
class Authority:
    """An authority: its folder, and the certificate to which its signatures lead."""

    folder: Path

    @property
    def root(self) -> Path:
        """Return the file with the root certificate."""
        return self.folder / "root.pem"

    def answer(self, request: bytes) -> bytes:
        """Put the time to a request."""
        (self.folder / "request.tsq").write_bytes(request)
        openssl(self.folder, "ts", "-reply", "-queryfile", "request.tsq", "-out", "answer.tsr", "-config", "config")
        return (self.folder / "answer.tsr").read_bytes()


def make_authority(folder: Path, *, name: str = "A clock", sends_root: bool = False) -> Authority:
    """Make an authority. With `sends_root` its answers hold two certificates, as those of some real ones do."""
    folder.mkdir(parents=True)
    certificates = "certs = root.pem" if sends_root else ""
    (folder / "config").write_text(CONFIG.format(name=name, certificates=certificates))
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "config")
    openssl(
        folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-extensions", "root", "-days", "30"
    )
    openssl(folder, "req", "-new", *key, "-keyout", "signer.key", "-out", "signer.csr", "-subj", f"/CN={name} signs")
    signing = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "30")
    extensions = ("-extfile", "config", "-extensions", "signer")
    openssl(folder, "x509", "-req", "-in", "signer.csr", *signing, *extensions, "-out", "signer.pem")
    return Authority(folder)


def expire(authority: Authority, at: datetime) -> None:
    """Let the certificate that signs for an authority run out at an instant."""
    folder = authority.folder
    signer = x509.load_pem_x509_certificate((folder / "signer.pem").read_bytes())
    key = serialization.load_pem_private_key((folder / "root.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    made = x509.CertificateBuilder(signer.issuer, signer.subject, signer.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime.now(UTC) - timedelta(days=1)).not_valid_after(at)
    for extension in signer.extensions:
        made = made.add_extension(extension.value, extension.critical)
    signed = made.sign(key, hashes.SHA256())
    (folder / "signer.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder. Raises: AssertionError with its words"""
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
