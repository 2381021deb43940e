#!/usr/bin/env bash
# Guess:    two readers who give the same answer to everything, "yes" ten times, have no kappa: agreement by chance is 1, and (1 - 1) / (1 - 1)
#           is no number. Every library says so in its own way.
# Happens:  nltk gives 1.0, as for readers who agree on a real mixture. krippendorff raises ValueError, scikit-learn gives nan with a warning.
# Versions: nltk 3.10.4, krippendorff 0.9.0, scikit-learn 1.9.0, numpy 2.4.6, Python 3.11.
# Matters:  a first dozen documents that all say "yes" is how such work begins. "Kappa 1.0" beside them claims a proof of care that
#           nothing has given yet.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check nltk==3.10.4 krippendorff==0.9.0 scikit-learn==1.9.0 numpy==2.4.6
cat > "$place/try.py" <<'PY'
import sys
import warnings

import krippendorff
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

warnings.simplefilter("ignore")
same = ["yes"] * 10
by_nltk = AnnotationTask([(who, item, answer) for who in "ab" for item, answer in enumerate(same)]).kappa()
by_sklearn = cohen_kappa_score(same, same)
try:
    by_krippendorff = str(krippendorff.alpha(value_counts=[[2]] * 10, level_of_measurement="nominal"))
except ValueError as refusal:
    by_krippendorff = f"ValueError: {refusal}"
print(f"two readers, ten times yes: nltk {by_nltk}, scikit-learn {by_sklearn}, krippendorff {by_krippendorff}")
held = by_nltk == 1.0 and by_sklearn != by_sklearn and by_krippendorff.startswith("ValueError")
sys.exit(0 if held else "expected 1.0, nan and a ValueError")
PY
"$place/env/bin/python" "$place/try.py"
