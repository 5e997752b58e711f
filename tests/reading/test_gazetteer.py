"""The gazetteer: compiling, looking up, a casebook's own places, imports."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.errors import FormatUnknown, PluginInvalid, SourceUnreadable
from fogline.importers import format_of
from fogline.importers.geonames import read_geonames
from fogline.importers.whosonfirst import read_whosonfirst
from fogline.reading.gazetteer import Gazetteer, cached_arrays
from fogline.reading.gazetteer.gazetteer_file import map_arrays, write_arrays
from fogline.reading.gazetteer.gazetteer_index import compile_entries, extend_index, ids_in
from fogline.reading.gazetteer.gazetteer_registries import own_entries, write_table
from fogline.reading.gazetteer.gazetteer_sources import Entry, plain_name
from fogline.reading.gazetteer.spelling import hash_key, hash_keys, name_key, name_keys, sound_key, sound_keys

LAND = [
    Entry("gn:1", "Freedonia", level="country", country="FRE", lat=40.0, lon=20.0, radius_km=200.0, where_prec=6),
    Entry("gn:2", "Panvale Province", level="admin1", country="FRE", admin1="gn:2", where_prec=4),
    Entry("gn:3", "Low Anaba", level="admin2", country="FRE", admin1="gn:2", admin2="gn:3", where_prec=3),
    Entry("gn:4", "Empty Quarter", level="admin2", country="FRE", admin1="gn:2", admin2="gn:4", where_prec=3),
    Entry("gn:5", "Qondarra", ("Kundara",), country="FRE", admin1="gn:2", admin2="gn:3", lat=40.0, lon=20.0,
          population=9000, transliterated=True),
    Entry("gn:6", "Hill", country="FRE", admin1="gn:2", admin2="gn:3", lat=40.4, lon=20.4, population=100),
]  # fmt: skip


@pytest.fixture
def land() -> Gazetteer:
    return Gazetteer(compile_entries(LAND), countries={"FRE": ("Freedonian",)}, version="test")


def ids(gazetteer: Gazetteer, name: str) -> set[str]:
    return {gazetteer.place(match.row).id for match in gazetteer.find([name_key(name)])[0]}


@pytest.mark.parametrize(
    ("one", "other"), [("Łódź", "Lodz"), ("Port-au-Prince", "Port au Prince"), ("St. Ives", "Saint Ives"),
                       ("’Unābah", "Unabah"), ("U.S.", "US"), ("The Bight", "Bight")]
)  # fmt: skip
def test_spellings_that_differ_in_marks_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fereng", "Firing"),
        ("Panjsher", "Panjshayr"),
        ("Anaba", "Onaba"),
        ("Qunduz", "Kondoz"),
        ("Khost", "Xost"),
    ],
)
def test_transliterations_of_one_name_share_a_sound(one, other):
    assert sound_key(name_key(one)) == sound_key(name_key(other)) != ""


@given(st.text())
def test_keys_of_any_text_are_stable_and_folded(text):
    key = name_key(text)

    assert key == name_key(key.upper()) or not key.isascii()
    assert 0 <= hash_key(key) < 2**64


@given(
    st.lists(st.text() | st.sampled_from(["The Saint Ives", "the ft", "Ft. Mount", "Σας", "Chhagh", "a\nb"]))
)
def test_many_names_have_the_keys_that_each_has_alone(names):
    keys = name_keys(names)

    assert keys == [name_key(name) for name in names]
    assert sound_keys(keys) == [sound_key(key) for key in keys]
    assert hash_keys(keys).tolist() == [hash_key(key) for key in keys]


def test_marks_of_transliteration_are_dropped_from_names_and_those_of_an_alphabet_kept():
    assert plain_name("Baghlān", "AFG") == "Baghlan"
    assert plain_name("Kraków", "POL") == "Kraków"


def test_a_unit_lies_in_the_middle_of_its_towns_with_a_radius_that_reaches_them(land):
    district = next(land.place(match.row) for match in land.find(["low anaba"])[0])

    assert (district.lat, district.lon) == (40.2, 20.2)
    assert district.radius_km is not None
    assert 25 < district.radius_km < 40
    assert district.where_prec == 3


def test_a_district_without_a_town_takes_its_province_and_says_so_by_its_precision(land):
    district = next(land.place(match.row) for match in land.find(["empty quarter"])[0])

    assert district.lat is not None
    assert district.where_prec == 4


def test_a_unit_is_found_without_the_word_for_its_kind(land):
    assert ids(land, "Panvale") == ids(land, "Panvale Province") == {"gn:2"}


def test_a_place_is_found_by_what_it_sounds_like(land):
    assert [land.place(match.row).id for match in land.sounding_like(name_key("Qandora"))] == ["gn:5"]


def test_the_same_entries_give_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        write_arrays(tmp_path / name, compile_entries(LAND), {"made": "of"})

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_an_index_is_read_back_as_it_was_written(tmp_path):
    arrays = compile_entries(LAND)

    write_arrays(tmp_path / "index", arrays, {"made": "of"})
    mapped, about = map_arrays(tmp_path / "index")

    assert about == {"made": "of"}
    assert ids_in(mapped) == [entry.id for entry in LAND]
    assert all(
        (mapped[name] == arrays[name]).all() for name in ("name_hash", "name_row", "level", "population")
    )


def test_a_broken_cache_file_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setenv("FOGLINE_CACHE", str(tmp_path))
    (tmp_path / f"places-{'a' * 32}.arrays").write_bytes(b"half a file")

    arrays = cached_arrays("a" * 64, lambda: compile_entries(LAND))

    assert ids_in(arrays) == [entry.id for entry in LAND]
    assert ids_in(map_arrays(tmp_path / f"places-{'a' * 32}.arrays")[0]) == ids_in(arrays)


def test_an_own_place_replaces_the_packaged_one_and_keeps_its_names():
    base = compile_entries(LAND)
    own = [
        Entry("gn:5", "New Qondarra", country="FRE", lat=41.0, lon=21.0),
        Entry("own:1", "Shaba", level="site"),
    ]

    arrays = extend_index(base, {place: row for row, place in enumerate(ids_in(base))}, own)
    land = Gazetteer(arrays, countries={}, version="test")

    for name in ("Qondarra", "New Qondarra"):
        (place,) = [land.place(match.row) for match in land.find([name_key(name)])[0]]
        assert (place.id, place.lat, place.population) == ("gn:5", 41.0, 9000)
        assert land.place(place.admin1).id == "gn:2"
    assert ids(land, "Shaba") == {"own:1"}


def test_a_casebooks_places_are_read_from_toml_and_tables(tmp_path):
    folder = tmp_path / "registries"
    folder.mkdir()
    (folder / "places_mine.toml").write_text(
        'role = "places"\n[[place]]\nname = "Shaba"\nlevel = "site"\nat = [35.3, 69.5]\n', encoding="utf-8"
    )
    write_table(folder / "places_more.tsv", [Entry("gn:77", "Tab\tVale", ("Vale|Dale",), lat=0.0, lon=0.0)])

    found = list(own_entries(tmp_path))

    assert [(entry.id, entry.name, entry.lat) for entry in found] == [
        ("gn:77", "Tab Vale", 0.0), ("fog:shaba", "Shaba", 35.3),
    ]  # fmt: skip
    assert found[0].names == ("Vale Dale",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('name = ""', "name ''"),
        ('name = "X"\nat = [91, 0]', "at [91, 0]"),
        ('name = "X"\nlevel = "moon"', "level 'moon'"),
    ],
)
def test_a_bad_registry_says_file_place_and_what_was_expected(tmp_path, line, says):
    folder = tmp_path / "registries"
    folder.mkdir()
    (folder / "places_bad.toml").write_text(f'role = "places"\n[[place]]\n{line}\n', encoding="utf-8")

    with pytest.raises(PluginInvalid) as raised:
        list(own_entries(tmp_path))

    assert str(raised.value).startswith("places_bad.toml: place 1: ")
    assert says in str(raised.value)
    assert raised.value.hint


def geonames_row(**fields: str) -> str:
    columns = ["0"] * 19
    defaults = {0: "900", 1: "Testby", 2: "Testby", 3: "Testbi,testbi,TST", 4: "10.5", 5: "-20.25", 6: "P", 7: "PPL",
                8: "AF", 10: "40", 11: "", 14: "1200"}  # fmt: skip
    for place, value in defaults.items():
        columns[place] = value
    for place, value in fields.items():
        columns[int(place.removeprefix("c"))] = value
    return "\t".join(columns)


def test_a_geonames_dump_is_read_plain_and_zipped(tmp_path):
    text = geonames_row(c0="40", c1="Prov", c6="A", c7="ADM1") + "\n" + geonames_row() + "\n"
    (tmp_path / "XX.txt").write_text(text, encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("XX.txt", text)
    (tmp_path / "XX.zip").write_bytes(packed.getvalue())

    plain = list(read_geonames(tmp_path / "XX.txt"))

    assert plain == list(read_geonames(tmp_path / "XX.zip"))
    assert [(entry.id, entry.level, entry.admin1, entry.country) for entry in plain] == [
        ("gn:40", "admin1", "gn:40", "AFG"), ("gn:900", "town", "gn:40", "AFG"),
    ]  # fmt: skip
    assert plain[1].names == ("Testby", "Testbi", "TST")


def test_whosonfirst_skips_what_is_gone_and_joins_known_ids(tmp_path):
    columns = (
        "wof_id placetype name lat lon region_id county_id gn_id population is_current deprecated alt_names"
    )
    header = columns.replace(" ", "\t") + "\n"
    rows = [
        "1\tcountry\tAfghanistan\t33\t66\t\t\t1149361\t\t1\t\t",
        '2\tregion\tProv "A"\t34\t67\t2\t\t\t\t1\t\teng_x_variant=Province A|eng_x_variant=PRA',
        "3\tlocality\tTestby\t34.5\t67.5\t2\t\t77\t\t-1\t\tfas_x_preferred=ده|eng_x_variant=Testbi",
        "4\tlocality\tGone\t34.5\t67.5\t2\t\t78\t\t0\t\t",
        "5\tlocality\tAlso Gone\t34.5\t67.5\t2\t\t79\t\t-1\t2019-01-01\t",
    ]
    (tmp_path / "wof.tsv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")

    entries = list(read_whosonfirst(tmp_path / "wof.tsv"))

    assert [(entry.id, entry.name, entry.admin1) for entry in entries[1:]] == [
        ("wof:2", 'Prov "A"', "wof:2"), ("gn:77", "Testby", "wof:2"),
    ]  # fmt: skip
    assert {entry.country for entry in entries} == {"AFG"}
    assert entries[2].names == ("Testbi",)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", SourceUnreadable),
        ("nothing\n", FormatUnknown),
        ("a\tb\n", FormatUnknown),
        ("\x00\n", FormatUnknown),
    ],
)
def test_a_file_of_another_format_is_refused_by_name(tmp_path, text, error):
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")

    with pytest.raises(error, match=r"odd\.txt"):
        format_of(tmp_path / "odd.txt")


def test_a_broken_line_of_a_dump_is_named(tmp_path):
    (tmp_path / "XX.txt").write_text(geonames_row() + "\nbroken\n", encoding="utf-8")

    with pytest.raises(SourceUnreadable, match="line 2"):
        list(read_geonames(tmp_path / "XX.txt"))
