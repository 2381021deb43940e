"""Makes the files that invented bodies send: a policy as a PDF, minutes as a scan, a workbook with a hidden sheet.

What they say is invented. Real programs make them, so that the site reads them as it reads anybody's.
"""

import io

import openpyxl
import pypdfium2
import typst
from PIL import Image

SCAN_SCALE, SCAN_TILT = 2.1, 0.35  # pixels a point, degrees: a page that was not laid quite straight
YEARS = ("2023/24", "2024/25", "2025/26")
SAID = ("wore a badge", "asked about the news", "drew a flag", "wrote a poem")

_LOOK = """
#set page(paper: "a4", margin: 2.4cm)
#set text(size: 11pt, lang: "en", region: "GB")
"""
_POLICY = """
#align(right)[#text(size: 9pt)[#body · Democratic Services]]
#v(1cm)
#text(size: 19pt, weight: "bold")[Prevent risk assessment and action plan 2025/26]

Approved by the Safeguarding Board on 14 October 2025. To be reviewed every two years.

== 1. Assessment
The risk in our area is assessed as low. No referral was made in the last twelve months. The assessment of 2023 is
carried forward without change, because no new information was received.

== 2. Training
All staff complete an online module of 45 minutes. It was last revised in 2022. Nobody checks whether what it teaches
is understood.

#table(columns: (1fr, auto, auto), [*Action*], [*Who*], [*By*],
  [Review the policy on passing on concerns], [not yet named], [March 2026],
  [Ask schools how they use the monitoring software], [not yet named], [no date],
  [Consult staff, pupils and parents], [not planned], [no date])

#pagebreak()
== 3. Equality
An equality impact assessment has not been carried out. The board noted that one should be considered at the next
review.

== 4. Passing on concerns
A concern is passed to the designated lead, who decides within five working days whether it goes to the Prevent team.
Parents are told unless the lead thinks that this would put someone at risk. No record is kept of how often they are
not.

== 5. Cost
The training module costs £4,180 a year. The monitoring software in schools costs £61,300 a year.
"""
_MINUTES = """
#text(size: 15pt, weight: "bold")[#body]

#text(size: 13pt)[Minutes of the governing body, 12 November 2025]

*Present:* seven governors. *Apologies:* two.

*6. Prevent duty.* The head reported that the risk assessment of 2021 had not been renewed. It was agreed to renew it
before the end of term. No governor is named as responsible for the duty.

*7. Software.* The contract for the monitoring of searches was renewed for three years. The chair asked who reads the
alerts. The answer was that this is not written down. Alerts are kept for seven years.

*8. Visitors.* The form for visiting speakers was noted. Two visits were refused in the last year. The reasons were not
minuted.

The meeting closed at 8.10 pm.
"""


def policy_pdf(body: str) -> bytes:
    """Return a risk assessment of two pages, with a table."""
    return _pdf(_POLICY, body)


def scanned_minutes(body: str) -> bytes:
    """Return minutes as a scanner makes them: a PDF that is only the picture of a page, not quite straight."""
    pdf = pypdfium2.PdfDocument(_pdf(_MINUTES, body))
    drawn = pdf[0].render(scale=SCAN_SCALE).to_pil().convert("L")
    pdf.close()
    tilted = drawn.rotate(SCAN_TILT, resample=Image.Resampling.BICUBIC, fillcolor=252)
    file = io.BytesIO()
    tilted.save(file, "PDF", resolution=72 * SCAN_SCALE)
    return file.getvalue()


def workbook(body: str) -> bytes:
    """Return a workbook whose second sheet, which nobody was meant to see, is hidden. No row in it is a real person."""
    book = openpyxl.Workbook()
    shown = book.active
    shown.title = "Summary"
    rows: list[tuple[object, ...]] = [(f"{body}: concerns raised under the Prevent duty",), ()]
    rows += [("School year", "Concerns raised", "Passed on", "Adopted by Channel")]
    rows += [(YEARS[0], 14, 3, 0), (YEARS[1], 19, 5, 1), (YEARS[2], 11, 2, 0)]
    rows += [(), ("Figures below five are shown because no person can be recognised.",)]
    for row in rows:
        shown.append(row)
    hidden = book.create_sheet("Working list")
    hidden.sheet_state = "hidden"
    hidden.append(("Name", "Year group", "Raised on", "What was said"))
    for number in range(1, 13):
        day = f"2025-{1 + number % 9:02}-14"
        hidden.append((f"Sample Pupil {number}", 7 + number % 5, day, SAID[number % 4]))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _pdf(source: str, body: str) -> bytes:
    name = body.replace("\\", "").replace('"', "")
    made: bytes = typst.compile(f'{_LOOK}#let body = "{name}"\n{source}'.encode())
    return made
