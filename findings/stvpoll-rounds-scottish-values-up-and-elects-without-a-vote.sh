#!/usr/bin/env bash
# Guess:    "Scottish STV" keeps to the Scottish Local Government Elections Order 2007: a transfer value is cut at five decimal places
#           (schedule 1, rule 48(3): any remainder is ignored). And nobody is elected whom no voter named.
# Happens:  stvpoll rounds. 11 papers with a surplus of 5 pass on 0.45455 each, 5.00005 votes out of 5, and Bo beats Cy, who has 5;
#           cut, it is 0.45454 each, 4.99994 votes, and Cy wins. With a seat left and no votes, it draws a lot between those who
#           have none, elects one of them, and calls the result complete.
# Versions: stvpoll 0.5.6, Python 3.11.
# Matters:  whoever counts an election of a group with it should compare by hand when two are within a thousandth of a vote, and
#           look at the votes of the last person elected.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check stvpoll==0.5.6
cat > "$place/try.py" <<'PY'
import sys
from fractions import Fraction

from stvpoll.scottish_stv import calculate_scottish_stv

SEATS, SURPLUS_PAPERS, CY_PAPERS = 2, 11, 5
count = calculate_scottish_stv(
    ("Ada", "Bo", "Cy"), ((("Ada", "Bo"), SURPLUS_PAPERS), (("Cy",), CY_PAPERS)), SEATS
)
surplus = SURPLUS_PAPERS - count.quota
cut = int(Fraction(surplus * 10**5, SURPLUS_PAPERS)) * SURPLUS_PAPERS / 10**5
second = {name: float(votes) for name, votes in count.rounds[1].votes.items()}
print(f"quota {count.quota}, Ada passes on {surplus}: stvpoll gives Bo {second['Bo']}, the Order {cut}; Cy has {second['Cy']}")
print(f"stvpoll elects {', '.join(sorted(count))}; by the Order it is Ada, Cy")

thin = calculate_scottish_stv(("Ada", "Bo", "Cy"), ((("Ada",), 5),), SEATS)
last = thin.rounds[-1]
votes_of_last = float(last.votes[last.selected[0]])
print(f"5 papers that name Ada alone, {SEATS} seats: {len(thin)} elected, the last with {votes_of_last:g} votes after a lot "
      f"({thin.randomized}); complete: {thin.complete}")

seen = (second["Bo"], cut, sorted(count), len(thin), votes_of_last, thin.randomized, thin.complete)
wanted = (5.00005, 4.99994, ["Ada", "Bo"], 2, 0.0, True, True)
sys.exit(0 if seen == wanted else f"expected {wanted}, saw {seen}")
PY
"$place/env/bin/python" "$place/try.py"
