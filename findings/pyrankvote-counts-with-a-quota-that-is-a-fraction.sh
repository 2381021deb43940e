#!/usr/bin/env bash
# Guess:    a Droop quota is a whole number of votes: 17 papers and 3 seats make 17 / 4 cut to 4, plus 1, which is 5 (so the Scottish
#           rules of 2007, and the Irish ones).
# Happens:  pyrankvote calls the bare fraction, 4.25, the Droop quota. Ada and Bea, who hold exactly 5 votes each, pass 0.75 each to
#           Di, who overtakes Cy: by the whole quota nobody has a vote to pass on, Di goes out with 3 votes, and Cy wins with 4.
# Versions: pyrankvote 2.0.6, Python 3.11.
# Matters:  a group that elects its committee "by STV with a Droop quota" gets different people from different programs. Its rules
#           have to say how the quota is rounded.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check pyrankvote==2.0.6
cat > "$place/try.py" <<'PY'
import sys

from pyrankvote import Ballot, Candidate, single_transferable_vote

SEATS = 3
ada, bea, cy, di = everybody = [Candidate(name) for name in ("Ada", "Bea", "Cy", "Di")]
PAPERS = [([ada, di], 5), ([bea, di], 5), ([cy], 4), ([di], 3)]
ballots = [Ballot(ranked_candidates=order) for order, many in PAPERS for _ in range(many)]
whole_quota = len(ballots) // (SEATS + 1) + 1

result = single_transferable_vote(everybody, ballots, number_of_seats=SEATS)
winners = sorted(candidate.name for candidate in result.get_winners())
kept = {line.candidate.name: round(float(line.number_of_votes), 5) for line in result.rounds[-1].candidate_results}
print(f"{len(ballots)} papers, {SEATS} seats: the whole Droop quota is {whole_quota}, and Ada and Bea have just that many")
print(f"pyrankvote leaves Ada with {kept['Ada']} and Bea with {kept['Bea']}, and gives Di {kept['Di']} and Cy {kept['Cy']}")
print(f"pyrankvote elects {', '.join(winners)}; with the whole quota it is Ada, Bea, Cy")
wanted = ({"Ada": 4.25, "Bea": 4.25, "Cy": 4.0, "Di": 4.5}, ["Ada", "Bea", "Di"])
sys.exit(0 if (kept, winners) == wanted else f"expected {wanted}, saw {(kept, winners)}")
PY
"$place/env/bin/python" "$place/try.py"
