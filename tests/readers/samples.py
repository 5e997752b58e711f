"""Make one small valid file of each format; places, people and outlets are made up."""

import gzip
import io
import json
import zipfile
import zlib
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
    return written_pdf(objects)


def written_pdf(objects: list[bytes]) -> bytes:
    """Return a PDF of its objects; the first is its catalog, the last what it says of itself."""
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


def scan(pixels: bytes, *, width: int = 1, height: int = 1) -> bytes:
    """Return a PDF of one page that is a grey picture."""
    picture = zlib.compress(pixels[: width * height])
    content = f"{width} 0 0 {height} 0 0 cm /Im Do".encode()
    return written_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 5 0 R "
            "/Resources << /XObject << /Im 4 0 R >> >> >>".encode(),
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(picture)} >>\nstream\n".encode()
            + picture
            + b"\nendstream",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /CreationDate (D:20220520183000+02'00') >>",
        ]
    )


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


def telegram(*messages: dict[str, object], **chat: object) -> bytes:
    """Return the export of a channel; each message is one of a channel's own unless it says otherwise."""
    written = [
        {"id": number, "type": "message", "date": "2022-05-20T18:30:00", "date_unixtime": "1653064200",
         "from": "Northern Staff", "from_id": "channel77", **message}
        for number, message in enumerate(messages or ({"text": TEXT},), start=1)
    ]  # fmt: skip
    head = {"name": "Northern Staff", "type": "public_channel", "id": 77, **chat}
    return json.dumps({**head, "messages": written}, indent=1).encode()


def mhtml(content: bytes | None = None, *, dated: str = "Fri, 20 May 2022 16:30:00 -0000") -> bytes:
    """Return a page as a browser saves it, with a picture beside it."""
    saved = EmailMessage()
    saved["From"] = "<Saved by Blink>"
    saved["Snapshot-Content-Location"] = "https://wire.example/a1?page=1"
    saved["Subject"] = "Troops leave Salihiya"
    saved["Date"] = dated
    saved.make_related()
    saved.add_related(
        page() if content is None else content, "text", "html", cte="quoted-printable",
        headers=["Content-Location: https://wire.example/a1?page=1"],
    )  # fmt: skip
    saved.add_related(b"\x89PNG", "image", "png", headers=["Content-Location: https://wire.example/a.png"])
    return saved.as_bytes()


def warc(*answers: dict[str, object], packed: bool = False) -> bytes:
    """Return a web archive: its own record, then a request and an answer for each of `answers`."""
    records = [record("warcinfo", b"software: a test", kind="application/warc-fields")]
    for answer in answers or ({}, {"uri": "https://wire.example/a2"}):
        told = {
            "uri": "https://wire.example/a1", "status": "200 OK", "type": "text/html; charset=utf-8", "body": page(),
            "headers": (), "date": "2022-05-21T06:00:00Z", **answer,
        }  # fmt: skip
        headers = [("Content-Type", told["type"]), *told["headers"]]
        head = [f"HTTP/1.1 {told['status']}", *(f"{name}: {value}" for name, value in headers), "", ""]
        block = "\r\n".join(head).encode() + told["body"]
        facts = {"WARC-Target-URI": told["uri"], "WARC-Date": told["date"]}
        records.append(record("request", b"GET / HTTP/1.1\r\nHost: wire.example\r\n\r\n", **facts))
        records.append(record("response", block, **facts))
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def record(type: str, block: bytes, kind: str = "application/http", **facts: object) -> bytes:
    """Return one record of a web archive."""
    told = {
        "WARC-Type": type,
        **facts,
        "Content-Type": f"{kind}; msgtype={type}",
        "Content-Length": len(block),
    }
    head = ["WARC/1.1", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def wacz(archive: bytes | None = None) -> bytes:
    """Return what a crawler packs: an archive, its index and its list of pages."""
    return zipped(
        {
            "archive/data.warc.gz": warc(packed=True) if archive is None else archive,
            "indexes/index.cdx": b"example,wire)/a1 20220521060000 {}",
            "pages/pages.jsonl": b'{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n',
            "datapackage.json": b'{"profile": "data-package"}',
        }
    )


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
        "mhtml": ("page.mhtml", mhtml()),
        "pdf": ("report.pdf", pdf()),
        "telegram": ("result.json", telegram()),
        "text": ("report.txt", f"Title: Troops leave\nOutlet: Northern Wire\n\n{TEXT}\n".encode()),
        "wacz": ("crawl.wacz", wacz()),
        "warc": ("crawl.warc", warc()),
        "zip": ("wire.zip", zipped({"wire/a.html": page(), "wire/b.txt": TEXT.encode()})),
    }
