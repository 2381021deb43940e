#!/usr/bin/env bash
# Guess:    whether a timestamp still holds once the authority's certificate has run out has one answer for all programs.
# Happens:  rfc3161-client judges by the time that the answer states: it holds. "openssl ts -verify" judges by today: "certificate has
#           expired", unless -attime names that time. So a file that one person calls proven is false to the next.
# Versions: rfc3161-client 1.0.9, Python 3.11, OpenSSL 3.0.
# Matters:  our custody log is stamped, and strangers check it years later, so our check and the how-to give openssl -attime.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check rfc3161-client==1.0.9
cat > own.cnf <<'CNF'
[req]
distinguished_name = names
[names]
commonName = supplied
[signer]
extendedKeyUsage = critical,timeStamping
[ca]
default_ca = own
[tsa]
default_tsa = own
[own]
database = index.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = names
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
ess_cert_id_alg = sha256
CNF
: > index.txt; echo 01 > serial.txt; echo "Half of the bodies answered." > note.txt
{
    openssl req -x509 -config own.cnf -addext basicConstraints=critical,CA:TRUE -newkey rsa:2048 -nodes -keyout root.key \
        -out root.pem -subj "/CN=Root" -days 99
    openssl req -new -config own.cnf -newkey rsa:2048 -nodes -keyout signer.key -out signer.csr -subj "/CN=Stamp"
    openssl ca -batch -notext -config own.cnf -cert root.pem -keyfile root.key -in signer.csr -out signer.pem -extfile own.cnf \
        -extensions signer -startdate 20260101000000Z -enddate "$(date -u -d '+20 seconds' +%Y%m%d%H%M%SZ)"
    openssl ts -query -config own.cnf -data note.txt -sha256 -cert -out ask.tsq
    openssl ts -reply -config own.cnf -queryfile ask.tsq -signer signer.pem -inkey signer.key -out answer.tsr
} > log.txt 2>&1 || { cat log.txt; exit 1; }
stamped=$(date +%s)
cat > verify.py <<'PY'
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificate
from rfc3161_client import VerifierBuilder, decode_timestamp_response

verifier = VerifierBuilder().add_root_certificate(load_pem_x509_certificate(Path("root.pem").read_bytes())).build()
answer = decode_timestamp_response(Path("answer.tsr").read_bytes())
print("holds" if verifier.verify_message(answer, Path("note.txt").read_bytes()) else "does not hold")
PY
by_openssl() { openssl ts -verify -data note.txt -in answer.tsr -CAfile root.pem "$@" 2>&1 | grep -Eo "expired|OK"; }
while openssl x509 -checkend 0 -noout -in signer.pem > log.txt; do sleep 1; done
seen="rfc3161-client: $(env/bin/python verify.py), openssl: $(by_openssl), with -attime: $(by_openssl -attime "$stamped")"
echo "after the certificate ran out: $seen"
wanted="rfc3161-client: holds, openssl: expired, with -attime: OK"
test "$seen" = "$wanted" || { echo "expected $wanted"; exit 1; }
