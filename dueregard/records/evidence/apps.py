"""Names this app for Django, and says what it adds to the site."""

from django.apps import AppConfig

from dueregard.rules.wiring.adds import (
    Adds,
    Entry,
    ExamplePiece,
    InNetwork,
    Kind,
    Menu,
    Moves,
    Offered,
    Periodic,
    Program,
    RailGroup,
    Rows,
    WaitsUntil,
)


class EvidenceConfig(AppConfig):
    name = "dueregard.records.evidence"
    label = "evidence"


ADDS = Adds(
    in_network=(InNetwork(40, "dueregard.records.evidence.queries.in_network"),),
    examined="dueregard.records.evidence.queries.examined.examined",
    names_bodies="dueregard.records.evidence.queries.openly_named.bodies",
    example=(ExamplePiece(40, "Documents, read page by page", "dueregard.records.evidence.actions.bring_example"),),
    notices="dueregard.records.evidence.personal.NOTICES",
    about_nobody="dueregard.records.evidence.personal.ABOUT_NOBODY",
    menu=(Entry(Menu.DESK, 10, "Documents", "evidence:documents", under=RailGroup.EVIDENCE, also=("/documents/",)),),
    figures="dueregard.records.evidence.queries.figures.figures",
    waits="dueregard.records.evidence.queries.waits.waits",
    offers=(Offered(40, "dueregard.records.evidence.queries.open_data"),),
    findables=(
        Rows(10, "document", "dueregard.records.evidence.queries.findable"),
        Rows(30, "passage", "dueregard.records.evidence.queries.findable_passages"),
    ),
    body_pieces="dueregard.records.evidence.queries.about_body.pieces",
    kinds=(
        Kind("page", "page", "Pages of documents", ("pages",)),
        Kind("document", "document", "Documents without text", ("documents", "file", "files")),
        Kind("passage", "passage", "Passages", ("passages", "quote", "quotes")),
    ),
    waits_until=(
        WaitsUntil("evidence.Document", "claimed_until", most=3600),
        WaitsUntil("evidence.Document", "next_try_at", most=3600),
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
    thread="dueregard.records.evidence.queries.on_thread.strands",
)
