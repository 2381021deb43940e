#!/usr/bin/env bash
# Guess:    a decryption that ends with status 0 has written the file it was asked for, however little is in it.
# Happens:  `age -d -o FILE` of a sealed file with nothing in it ends with 0, says nothing and makes no FILE: the file is opened
#           at the first byte, and there is none. The same command into standard output makes an empty file, as one expects.
# Versions: age 1.1.1 (Debian 12). age 1.3.2 makes the file.
# Matters:  a program that opens many sealed files and then reads each result stops at the empty one, and whoever counts files
#           believes one was lost. Our command lets age write to standard output.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
apt-get download -qq age || { echo "expected Debian's package age, and could not get it"; exit 1; }
dpkg-deb -x age_*.deb unpacked
PATH="$place/unpacked/usr/bin:$PATH"
age-keygen -o key.txt 2>/dev/null
printf '' | age -r "$(age-keygen -y key.txt)" > sealed.age
age -d -i key.txt -o named.txt sealed.age; status=$?
age -d -i key.txt sealed.age > streamed.txt
seen="version $(age --version): status $status
with -o: $(test -e named.txt && echo a file || echo no file)
into standard output: $(test -e streamed.txt && echo a file of "$(wc -c < streamed.txt)" bytes)"
wanted="version 1.1.1: status 0
with -o: no file
into standard output: a file of 0 bytes"
echo "$seen"
test "$seen" = "$wanted" || { echo "expected: $wanted"; exit 1; }
