"""Make one small valid file of each format; places, people and outlets are made up."""

import gzip
import io
import json
import zipfile
from email.message import EmailMessage

import docx

TEXT = (
    "The army said on Friday that it had withdrawn its troops from the village of Salihiya after three days "
    "of fighting in the valley. A spokesman for the rebels denied that there had been any fighting at all, "
    "and said that the army had left because its supplies had run out."
)
PUBLISHED = "2022-05-20T18:30:00+02:00"


def page(body: str = f"<p>{TEXT}</p><p>{TEXT}</p>", head: str = "") -> bytes:
    """Return a page whose JSON-LD says all of itself."""
    article = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Northern Wire"},
            {
                "@type": "NewsArticle",
                "headline": "Troops leave Salihiya",
                "datePublished": "2022-05-20T18:30:00+0200",
                "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "Ali Doe"}],
                "publisher": {"@type": "Organization", "name": "Northern Wire"},
            },
        ],
    }
    linked = f'<script type="application/ld+json">{json.dumps(article)}</script>'
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Troops leave - Northern Wire</title>'
        f'<link rel="canonical" href="https://wire.example/a1">{head or linked}</head><body><nav><a href="/">Home</a>'
        f"</nav><article><h1>Troops leave Salihiya</h1>{body}</article>"
        f'<div class="comments"><p>First comment of a reader</p></div></body></html>'
    ).encode()


def mail(*, attach: tuple[tuple[str, bytes, str], ...] = ()) -> bytes:
    """Return a mail; `attach` holds (name, content, media type)."""
    message = EmailMessage()
    message["From"] = "Jäne Roe <jane@wire.example>"
    message["To"] = "desk@wire.example"
    message["Subject"] = "Troops leave Salihiya"
    message["Date"] = "Fri, 20 May 2022 18:30:00 +0200"
    message["Organization"] = "Northern Wire"
    message.set_content(TEXT)
    for name, content, media_type in attach:
        main, sub = media_type.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def mbox(count: int = 2) -> bytes:
    """Return a mailbox of some mails."""
    return b"".join(
        b"From jane@wire.example Fri May 20 18:30:00 2022\n" + mail() + b"\n" for _ in range(count)
    )


def feed(body: str = TEXT) -> bytes:
    """Return an RSS feed of two entries."""
    item = (
        "<item><title>Troops leave Salihiya</title><link>https://wire.example/a{0}</link>"
        "<pubDate>Fri, 20 May 2022 18:30:00 +0200</pubDate><author>Jane Roe</author>"
        "<description>&lt;p&gt;{1}&lt;/p&gt;</description></item>"
    )
    items = "".join(item.format(number, body) for number in (1, 2))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Northern Wire</title>'
        f"<language>en</language>{items}</channel></rss>"
    ).encode()


def pdf(*pages: str, info: str = "/Title (Troops leave Salihiya) /Author (Jane Roe)") -> bytes:
    """Return a PDF with a text layer, written by hand."""
    pages = pages or ("Salihiya, 20 May 2022", TEXT)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, text in enumerate(pages):
        content = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(f"<< {info} /CreationDate (D:20220520183000+02'00') >>".encode())
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size, len(objects), len(written),
    )  # fmt: skip
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def word(*paragraphs: str) -> bytes:
    """Return a Word document with a table at its end."""
    document = docx.Document()
    document.core_properties.title = "Troops leave Salihiya"
    document.core_properties.author = "Jane Roe"
    for paragraph in paragraphs or ("Salihiya, 20 May 2022", TEXT):
        document.add_paragraph(paragraph)
    document.add_table(1, 2).cell(0, 1).text = "In the table"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of `files`."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def rows() -> list[dict[str, str]]:
    """Return two documents as a service hands them out."""
    return [
        {
            "id": "a1",
            "headline": "Troops leave",
            "body": TEXT,
            "pubDate": PUBLISHED,
            "source": "Northern Wire",
        },
        {
            "id": "a2",
            "headline": "Troops stay",
            "body": TEXT,
            "pubDate": PUBLISHED,
            "source": "Southern Wire",
        },
    ]


def all_formats() -> dict[str, tuple[str, bytes]]:
    """Return a file name and valid bytes for each reader, by the reader's name."""
    table = "text,outlet,published\n" + "".join(f'"{TEXT}",Wire,2022-05-20\n' for _ in range(2))
    return {
        "csv": ("table.csv", table.encode()),
        "docx": ("notes.docx", word()),
        "email": ("mails.eml", mail()),
        "feed": ("feed.xml", feed()),
        "gz": ("page.html.gz", gzip.compress(page(), mtime=0)),
        "html": ("page.html", page()),
        "json": ("dump.json", json.dumps(rows()).encode()),
        "jsonl": ("dump.jsonl", b"".join(json.dumps(row).encode() + b"\n" for row in rows())),
        "pdf": ("report.pdf", pdf()),
        "text": ("report.txt", f"Title: Troops leave\nOutlet: Northern Wire\n\n{TEXT}\n".encode()),
        "zip": ("wire.zip", zipped({"wire/a.html": page(), "wire/b.txt": TEXT.encode()})),
    }
