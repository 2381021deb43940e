#!/usr/bin/env bash
# Guess:    "£20" in a QR code is read as "£20" by every reader, as letters of Latin-1 are what the standard has without further notice.
# Happens:  segno writes Latin-1 where that has all the letters, as the standard says, and the readers guess again. zxing-cpp and
#           @zxing/library read "｣20", a Japanese bracket; jsQR gives an empty text, as though the code were blank, and calls it found.
#           With "Tŷ" beside it segno writes UTF-8, and the same pound sign is read by all three. So it is with encoding="utf-8".
# Versions: segno 1.6.6, zxing-cpp 3.1.1, pillow 12.0.0, Python 3.11; jsqr 1.4.0, @zxing/library 0.21.3, pngjs 7.0.0, Node 20.
# Matters:  a sum on a poster, "Siân" on a badge: who made the code tried it with one phone. Put ASCII into a code, or say UTF-8. Ours
#           hold addresses, which are ASCII.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install -qq --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 pillow==12.0.0
cd "$place"
npm install --silent --no-audit --no-fund jsqr@1.4.0 @zxing/library@0.21.3 pngjs@7.0.0 >/dev/null
cat > try.py <<'PY'
import io

import segno
import zxingcpp
from PIL import Image

CODES = {"latin": segno.make_qr("£20"), "welsh": segno.make_qr("£20 Tŷ"), "told": segno.make_qr("£20", encoding="utf-8")}
for name, code in CODES.items():
    code.save(drawn := io.BytesIO(), kind="png", scale=10, border=4)
    picture = Image.open(drawn).convert("RGB")
    picture.save(f"{name}.png")
    print(f"{name}, zxing-cpp: [{zxingcpp.read_barcode(picture).text}]")
PY
cat > try.js <<'JS'
const fs = require("fs"), { PNG } = require("pngjs"), jsQR = require("jsqr"), zxing = require("@zxing/library");
for (const name of ["latin", "welsh", "told"]) {
  const { data, width, height } = PNG.sync.read(fs.readFileSync(name + ".png"));
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, at) => data[4 * at]);
  const source = new zxing.RGBLuminanceSource(grey, width, height);
  const bitmap = new zxing.BinaryBitmap(new zxing.HybridBinarizer(source));
  console.log(`${name}, jsQR: [${jsQR(Uint8ClampedArray.from(data), width, height).data}]`);
  console.log(`${name}, @zxing/library: [${new zxing.MultiFormatReader().decode(bitmap).getText()}]`);
}
JS
seen=$( (env/bin/python try.py; node try.js) | sort)
echo "$seen"
wanted=$(sort <<'TXT'
latin, zxing-cpp: [｣20]
latin, @zxing/library: [｣20]
latin, jsQR: []
welsh, zxing-cpp: [£20 Tŷ]
welsh, @zxing/library: [£20 Tŷ]
welsh, jsQR: [£20 Tŷ]
told, zxing-cpp: [£20]
told, @zxing/library: [£20]
told, jsQR: [£20]
TXT
)
[ "$seen" = "$wanted" ] || { echo "expected $wanted"; exit 1; }
