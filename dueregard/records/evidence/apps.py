"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import Adds, Entry, Kind, Menu, Moves, Periodic, Program, Rows


class EvidenceConfig(AppConfig):
    name = "dueregard.records.evidence"
    label = "evidence"


ADDS = Adds(
    menu=(Entry(Menu.DESK, 50, "Documents", "evidence:documents"),),
    waits="dueregard.records.evidence.queries.waits.waits",
    findables=(
        Rows(10, "document", "dueregard.records.evidence.queries.findable"),
        Rows(30, "passage", "dueregard.records.evidence.queries.findable_passages"),
    ),
    kinds=(
        Kind("page", "page", "Pages of documents", ("pages",)),
        Kind("document", "document", "Documents without text", ("documents", "file", "files")),
        Kind("passage", "passage", "Passages", ("passages", "quote", "quotes")),
    ),
    periodic=(
        Periodic("dueregard.records.evidence.tasks.sweep_documents", 30),
        Periodic("dueregard.records.evidence.tasks.sweep_drawings", 300),
        Periodic("dueregard.records.evidence.tasks.check_fixity", 86_400),
        Periodic("dueregard.records.evidence.tasks.commit_to_originals", 60),
        Periodic("dueregard.records.evidence.tasks.report_damage", 3600),
    ),
    moves={
        "evidence.Document": Moves("Documents"),
        "evidence.Provenance": Moves("Records of where documents came from"),
        "evidence.Citation": Moves("Cited passages"),
    },
    programs=(
        Program(
            "LibreOffice",
            "soffice",
            "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui libreoffice-draw-nogui "
            "fonts-liberation",
            "Office files, e-mails and web pages are read, but cannot be published.",
        ),
        Program(
            "bubblewrap",
            "bwrap",
            "bubblewrap",
            "Office files are drawn without network, but with fewer walls around LibreOffice.",
        ),
        Program("Tesseract", "tesseract", "tesseract-ocr", "Words on scans and photographs cannot be searched."),
        Program("ffmpeg", "ffmpeg", "ffmpeg", "Recordings are kept, but have no transcript and no public copy."),
    ),
)
