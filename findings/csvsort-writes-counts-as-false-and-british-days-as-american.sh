#!/usr/bin/env bash
# Guess:    csvsort changes the order of rows and nothing else; what stands in a cell stands there afterwards.
# Happens:  it guesses what each column holds and writes that back. Counts that are all 0 or 1 become False and True; 03/04/2026 becomes
#           2026-03-04, the fourth of March; "none" and "N/A" become empty. One count of 2 in the column, and the counts stay numbers; one
#           25/04/2026, and the days stay text. csvkit says nothing and ends with status 0. With -I (no inference) the words stay, but
#           "none" and "N/A" go all the same, unless --blanks is given, too.
# Versions: csvkit 2.2.0, agate 1.14.2, Python 3.11.
# Matters:  tables of answers from public bodies are full of small counts, British days and "none". Sorted so, an answer of 0 referrals in
#           April is "False" in March, and "none held" is no answer. Sort with -I --blanks, or with a program that does not guess.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check csvkit==2.2.0 agate==1.14.2
cat > "$place/answers.csv" <<'CSV'
body,referrals,answered,training
Leeds,1,03/04/2026,N/A
Hull,0,12/04/2026,none
CSV
cat > "$place/more.csv" <<'CSV'
body,referrals,answered,training
Leeds,1,03/04/2026,N/A
Hull,0,12/04/2026,none
York,2,25/04/2026,yearly
CSV
row() { "$place/env/bin/csvsort" -c body "$@" | grep Hull; }
guessed=$(row "$place/answers.csv")
longer=$(row "$place/more.csv")
told=$(row -I "$place/answers.csv")
kept=$(row -I --blanks "$place/answers.csv")
echo "as the file has it:     Hull,0,12/04/2026,none"
echo "csvsort:                $guessed"
echo "the same, one row more: $longer"
echo "csvsort -I:             $told"
echo "csvsort -I --blanks:    $kept"
seen="$guessed $longer $told $kept"
wanted="Hull,False,2026-12-04, Hull,0,12/04/2026, Hull,0,12/04/2026, Hull,0,12/04/2026,none"
[ "$seen" = "$wanted" ] || { echo "expected $wanted"; exit 1; }
