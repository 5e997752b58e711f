"""A handful of made-up reports: a loss told by one side, denied and then admitted by the other, and a hostile one."""

__all__ = ["HOSTILE", "REPORTS"]

HOSTILE = "<img src=x onerror=\"document.title='taken'\">"

REPORTS = (
    {
        "key": "one",
        "outlet": "Northern Wire",
        "published": "1982-06-02",
        "title": "Frigate reported sunk",
        "lang": "en",
        "text": (
            "BUENOS AIRES, June 2 (Northern Wire) - The Argentine Joint Chiefs of Staff said that Argentine aircraft"
            " sank a British frigate off Port Stanley on Tuesday.\n\n"
            "The Joint Chiefs said between 20 and 30 British sailors were killed in the attack."
        ),
    },
    {
        "key": "two",
        "outlet": "Harbour Post",
        "published": "1982-06-03",
        "title": "London denies loss",
        "lang": "en",
        "text": (
            "LONDON, June 3 (Harbour Post) - The British Ministry of Defence denied that a British frigate was sunk"
            " off Port Stanley on Tuesday.\n\n"
            "The ministry said that 4 British sailors were killed in an Argentine air attack off Port Stanley"
            " on Tuesday."
        ),
    },
    {
        "key": "three",
        "outlet": "Evening Courier",
        "published": "1982-06-05",
        "title": "Ministry admits loss",
        "lang": "en",
        "text": (
            "LONDON, June 5 (Evening Courier) - The British Ministry of Defence admitted that a British frigate was"
            " sunk off Port Stanley on Tuesday. It confirmed that 21 British sailors were killed in the attack."
        ),
    },
    {
        "key": "hostile",
        "outlet": HOSTILE,
        "published": "1982-06-06",
        "title": "<script>document.title='taken'</script> <b onclick=alert(1)>bold</b>",
        "lang": "en",
        "text": (
            f"PORT STANLEY, June 6 - General {HOSTILE} Menendez said that Argentine troops shelled British positions"
            ' near Goose Green on Sunday. <script>alert(1)</script> <a href="javascript:alert(2)">more</a>'
            " {{7*7}} \u202e قال الناطق إن القوات انسحبت"
        ),
    },
)
