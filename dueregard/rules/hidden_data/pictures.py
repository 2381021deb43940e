"""What a picture hides: camera, place, author, small copies of itself, further frames, bytes after its end.

Reads the headers and metadata; the picture itself is unpacked only to look for a colour printer's dots.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator

from PIL import ExifTags, Image, IptcImagePlugin, UnidentifiedImageError

from dueregard.rules.documents.picture_drawing import opened
from dueregard.rules.documents.reading import HiddenThing
from dueregard.rules.hidden_data.channels import thing
from dueregard.rules.hidden_data.picture_ends import end_of_picture
from dueregard.rules.hidden_data.printer_dots import DOTS_SAY, has_printer_dots

_GPS, _EXIF, _MAKER = 0x8825, 0x8769, 0x927C
_THUMBNAIL = ExifTags.IFD.IFD1
# What only says how the pixels are kept.
_HARMLESS = {
    "Orientation", "XResolution", "YResolution", "ResolutionUnit", "YCbCrPositioning", "ExifOffset", "ImageWidth",
    "ImageLength", "BitsPerSample", "Compression", "PhotometricInterpretation", "StripOffsets", "SamplesPerPixel",
    "RowsPerStrip", "StripByteCounts", "PlanarConfiguration", "ColorSpace", "ExifVersion", "ExifImageWidth",
    "ExifImageHeight", "FlashPixVersion", "ComponentsConfiguration", "NewSubfileType", "SubfileType", "FillOrder",
    "TileWidth", "TileLength", "TileOffsets", "TileByteCounts", "Predictor", "SampleFormat", "ExtraSamples",
    "ColorMap", "T4Options", "T6Options", "PageNumber", "JPEGTables", "YCbCrSubSampling", "ReferenceBlackWhite",
    "JpegIFOffset", "JpegIFByteCount", "InterColorProfile",
}  # fmt: skip
# What Pillow says of a picture that is no word of a person.
_OF_PIXELS = {
    "jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "transparency", "icc_profile", "exif", "xmp",
    "photoshop", "adobe", "adobe_transform", "progressive", "progression", "interlace", "compression", "background",
    "loop", "duration", "version", "extension", "timestamp", "aspect", "srgb", "chromaticity", "mp", "mpoffset",
    "resolution", "default_image", "disposal", "blend", "bbox", "lossless", "quality",
}  # fmt: skip
_XMP = b"http://ns.adobe.com/"
_KNOWN_SEGMENTS = (b"JFIF", b"JFXX", b"Exif\0", _XMP, b"Photoshop 3.0", b"ICC_PROFILE", b"Adobe", b"MPF\0")
_FIRST_OF_WORDS = 3  # the numbers before it say how the record is kept
_MOST_UNPACKED = 80_000_000  # pixels
# One of these is in every picture that says something of its making.
SIGNS_OF_DETAILS = (b"Exif\0", b"ns.adobe.com/xap", b"xmpmeta", b"Photoshop 3.0", b"http://ns.")
_ATTRIBUTE = re.compile(r'(?<![\w-])[\w-]+:([A-Za-z][\w-]*)="([^"]{1,80})"')
_MARKUP = re.compile(rb"<[^>]{0,4000}>")


def hidden_in_picture(content: bytes) -> Iterator[HiddenThing]:
    """Yield what the picture says beside its pixels."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = opened(io.BytesIO(content))
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
            yield thing("not_examined", "the picture’s details: it could not be opened")
            return
        with picture:
            yield from _exif(picture)
            yield from _words_beside(picture)
            yield from _more(picture, content)
            if dots_on(picture):
                yield thing("printer_dots", "the paper that was scanned", sample=DOTS_SAY)


def dots_on(picture: Image.Image) -> bool:
    """Tell whether a picture, opened and small enough to be unpacked, has a colour printer's dots on it."""
    if picture.mode not in {"RGB", "RGBA", "P", "CMYK"} or picture.width * picture.height > _MOST_UNPACKED:
        return False
    try:
        picture.load()
    except (OSError, ValueError, SyntaxError):  # cut short: nobody sees more of it
        return False
    return has_printer_dots(picture)


def details_of_picture(content: bytes) -> str:
    """Return in a few words what a picture inside a document says of its making, or nothing."""
    found = [one for one in hidden_in_picture(content) if one.channel in {"exif", "gps", "property"}] if content else []
    return "; ".join(f"{one.where}: {one.sample}".rstrip(": ") for one in found)


def _exif(picture: Image.Image) -> Iterator[HiddenThing]:
    exif = picture.getexif()
    place = exif.get_ifd(_GPS)
    if place:
        yield thing("gps", "the place where it was taken (GPS)", count=len(place), sample=_place(place))
    said = {**dict(exif), **exif.get_ifd(_EXIF)}
    named = {ExifTags.TAGS.get(tag, f"tag {tag}"): value for tag, value in said.items() if tag not in {_GPS, _EXIF}}
    telling = {name: value for name, value in named.items() if name not in _HARMLESS}
    if telling:
        words = "; ".join(f"{name}: {_plain(value)}" for name, value in telling.items() if name != "MakerNote")
        yield thing("exif", "the camera’s details (EXIF)", count=len(telling), sample=words)
    if exif.get_ifd(_THUMBNAIL):
        yield thing("thumbnail", "a small copy of the picture, perhaps from before it was cropped")


def _place(place: dict[int, object]) -> str:
    return "; ".join(f"{ExifTags.GPSTAGS.get(tag, str(tag))}: {_plain(value)}" for tag, value in place.items())


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value[:60].decode("utf-8", "replace").strip("\0 ")
    return str(value)[:80]


def _words_beside(picture: Image.Image) -> Iterator[HiddenThing]:
    # Of a JPEG all segments: Pillow gives the first part of a long one alone, and only under its usual name.
    raw = _segments(picture, _XMP) or _in_bytes(picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b"")
    if raw:
        yield thing("exif", "a description by a program (XMP)", sample=_markup(raw))
    if picture.info.get("photoshop"):
        yield thing("exif", "a description by a program (IPTC)", sample=_press_words(picture))
    for name, segment in getattr(picture, "applist", ()):
        if name.startswith("APP") and not segment.startswith(_KNOWN_SEGMENTS):
            yield thing("exif", f"a program’s own data ({name})", sample=_plain(segment))
    for name, value in picture.info.items():
        key = str(name)
        if key.lower() in _OF_PIXELS or key == "XML:com.adobe.xmp" or not isinstance(value, str | bytes):
            continue
        yield thing("property", f"remark “{key}”", sample=_plain(value.encode() if isinstance(value, str) else value))


def _in_bytes(said: object) -> bytes:
    return said if isinstance(said, bytes) else str(said).encode()


def _segments(picture: Image.Image, start: bytes) -> bytes:
    """Return what the segments of a JPEG hold whose name begins so.

    Source: findings/pillow-passes-over-the-second-part-of-a-long-description.
    """
    return b" ".join(one.partition(b"\0")[2] for _, one in getattr(picture, "applist", ()) if one.startswith(start))


def _press_words(picture: Image.Image) -> str:
    """Return the words that picture desks add: who took it, where, who is on it. Source: IPTC-IIM 4.1, record 2."""
    try:
        rows = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]  # whatever was opened from bytes
    except (SyntaxError, ValueError, OSError, KeyError, IndexError):
        return "it could not be read"
    kept = [value for (record, number), value in rows.items() if record == 2 and number >= _FIRST_OF_WORDS]
    said = [one for value in kept for one in (value if isinstance(value, list) else [value])]
    return "; ".join(one.decode("utf-8", "replace") for one in said)


def _markup(raw: bytes) -> str:
    words = _MARKUP.sub(b" ", raw[:100_000]).decode("utf-8", "replace")
    attributes = re.findall(
        r'(?<![\w-])[\w-]+:([A-Za-z][\w-]*)="([^"]{1,80})"', raw[:100_000].decode("utf-8", "replace")
    )
    said = [f"{name}: {value}" for name, value in attributes if not value.startswith(("http", "uuid", "xmp."))]
    return "; ".join([*said, words])


def _more(picture: Image.Image, content: bytes) -> Iterator[HiddenThing]:
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "TIFF":  # the pages of a fax are read as pages
        yield thing("more_pictures", "more pictures in the same file", count=frames - 1)
    end = end_of_picture(content, picture.format or "")
    rest = content[end:] if end is not None else b""
    if rest.strip(b"\0\r\n"):
        what = "another picture" if _is_picture(rest) else f"{len(rest)} bytes"
        yield thing("trailing_data", f"{what} after the picture’s end")


def _is_picture(rest: bytes) -> bool:
    return any(sign in rest[:4096] for sign in (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"WEBP", b"ftyp"))
