#!/usr/bin/env bash
# Guess:    a book without a language in its text gets none, or a fixed one such as English.
# Happens:  pandoc takes it from LANG. With LANG=C.UTF-8, common in containers, the EPUB states the language "C", which is no language
#           tag (BCP 47), in its package and on each page; on a desk with en_GB.UTF-8 it states en-GB, and without LANG en-US.
#           pandoc warns of nothing. --metadata lang=cy settles it.
# Versions: pypandoc_binary 1.17 (pandoc 3.9), Python 3.11.
# Matters:  a screen reader picks its voice by that word. Our own books write the language of the text.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check pypandoc_binary==1.17
pandoc=$(env/bin/python -c "import pypandoc; print(pypandoc.get_pandoc_path())")
printf '# Half of the bodies answered\n\nThe others did not.\n' > book.md
language() {  # of a book made with these variables, and what pandoc said while it made it
    env -u LANG -u LC_ALL -u LC_CTYPE -u LC_MESSAGES -u LANGUAGE "$@" 2> said.txt
    env/bin/python -c 'import re, sys, zipfile
print(re.search("<dc:language>([^<]*)", zipfile.ZipFile("book.epub").read("EPUB/content.opf").decode())[1], end="")
print(open("said.txt").read(), end="")'
}
make=("$pandoc" book.md -o book.epub --metadata title=Answers)
seen="C.UTF-8: $(language LANG=C.UTF-8 "${make[@]}"), en_GB.UTF-8: $(language LANG=en_GB.UTF-8 "${make[@]}")"
seen="$seen, none: $(language "${make[@]}"), told: $(language LANG=C.UTF-8 "${make[@]}" --metadata lang=cy)"
echo "language of the book by LANG: $seen"
wanted="C.UTF-8: C, en_GB.UTF-8: en-GB, none: en-US, told: cy"
test "$seen" = "$wanted" || { echo "expected $wanted"; exit 1; }
