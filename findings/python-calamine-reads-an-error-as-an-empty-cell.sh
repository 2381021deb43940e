#!/usr/bin/env bash
# Guess:    a cell that shows #N/A or #DIV/0! comes back as that text, or as something that tells it from an empty cell.
# Happens:  it comes back as "", exactly as an empty cell does. openpyxl gives the text of the error.
# Versions: python-calamine 0.9.1, openpyxl 3.1.5, Python 3.11.
# Matters:  in tables that bodies release, "#N/A" is often the answer ("not available"), and a broken sum is news. A table read so says
#           "nothing was entered". Errors need a pass of their own.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5 et-xmlfile==2.0.0
cat > "$place/try.py" <<'PY'
import os
import sys

import openpyxl
import python_calamine

os.chdir(sys.argv[1])
book = openpyxl.Workbook()
book.active.append(["School", "Trained", "Share"])
book.active.append(["Harbour School", "#N/A", "#DIV/0!"])  # openpyxl stores these as errors, as Excel does
book.active.append(["Hill School", None, 5])
assert {book.active["B2"].data_type, book.active["C2"].data_type} == {"e"}
book.save("staff.xlsx")
quick = python_calamine.CalamineWorkbook.from_path("staff.xlsx").get_sheet_by_index(0).to_python()
plain = [list(row) for row in openpyxl.load_workbook("staff.xlsx", data_only=True).active.values]
print(f"python-calamine: {quick[1:]}")
print(f"openpyxl:        {plain[1:]}")
seen = (quick[1][1:], quick[2][1], plain[1][1:], plain[2][1])
wanted = (["", ""], "", ["#N/A", "#DIV/0!"], None)
sys.exit(0 if seen == wanted else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py" "$place"
