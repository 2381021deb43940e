#!/usr/bin/env bash
# Guess:    segno.make("7K2M9") makes a QR code, which whatever reads QR codes can read.
# Happens:  up to 21 letters of capitals and digits it makes a Micro QR code, another kind with one corner mark in place of three.
#           OpenCV and jsQR see nothing in the picture at all; zxing-cpp reads it. A longer text makes an ordinary
#           code, so it works in the trial with an address. segno.make_qr() always makes one that all three read.
# Versions: segno 1.6.6, opencv-python-headless 5.0.0.93, zxing-cpp 3.1.1, pillow 12.0.0, Python 3.11; jsqr 1.4.0, pngjs 7.0.0, Node 20.
# Matters:  codes on voting slips, badges and case sheets are as short as that, and are printed by the hundred. Ours hold an address.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check segno==1.6.6 opencv-python-headless==5.0.0.93 zxing-cpp==3.1.1 pillow==12.0.0
cd "$place"
npm install --silent --no-audit --no-fund jsqr@1.4.0 pngjs@7.0.0 >/dev/null
cat > try.py <<'PY'
import io

import cv2
import segno
import zxingcpp
from PIL import Image

LONG = "ABCDEFGHIJ0123456789"
CODES = {"make": segno.make("7K2M9"), "make_qr": segno.make_qr("7K2M9"), "long": segno.make(LONG), "longer": segno.make(LONG + "AB")}
for name, code in CODES.items():
    code.save(drawn := io.BytesIO(), kind="png", scale=10, border=4)
    picture = Image.open(drawn).convert("RGB")
    picture.save(f"{name}.png")
    print(f"{name}, zxing-cpp: [{''.join(one.text for one in zxingcpp.read_barcodes(picture))}]")
    print(f"{name}, OpenCV: [{cv2.QRCodeDetector().detectAndDecode(cv2.imread(f'{name}.png'))[0]}]")
PY
cat > try.js <<'JS'
const fs = require("fs"), { PNG } = require("pngjs"), jsQR = require("jsqr");
for (const name of ["make", "make_qr", "long", "longer"]) {
  const { data, width, height } = PNG.sync.read(fs.readFileSync(name + ".png"));
  const found = jsQR(Uint8ClampedArray.from(data), width, height);
  console.log(`${name}, jsQR: [${found ? found.data : ""}]`);
}
JS
seen=$( (env/bin/python try.py; node try.js) | LC_ALL=C sort)
echo "$seen"
wanted=$(LC_ALL=C sort <<'TXT'
make, zxing-cpp: [7K2M9]
make, OpenCV: []
make, jsQR: []
make_qr, zxing-cpp: [7K2M9]
make_qr, OpenCV: [7K2M9]
make_qr, jsQR: [7K2M9]
long, zxing-cpp: [ABCDEFGHIJ0123456789]
long, OpenCV: []
long, jsQR: []
longer, zxing-cpp: [ABCDEFGHIJ0123456789AB]
longer, OpenCV: [ABCDEFGHIJ0123456789AB]
longer, jsQR: [ABCDEFGHIJ0123456789AB]
TXT
)
[ "$seen" = "$wanted" ] || { echo "expected $wanted"; exit 1; }
