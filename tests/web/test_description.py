"""The description of the interface says what really comes: everything that it allows is answered as it says."""

import json
import re
import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from fogline.casebook import Casebook
from fogline.web.app import create_app
from fogline.web.describe import describe_interface, description_of
from fogline.web.local import LocalGate
from tests.fake_stages import fake_stages

EXAMPLES = 4
"""Made-up requests a route: what is broken is mostly broken for the first."""

STREAMS = ("/api/events",)
"""Routes whose answer does not end."""


@pytest.fixture(scope="module")
def description():
    return json.loads(describe_interface())


def operations(description):
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_each_operation_has_a_name_of_its_own(description):
    names = [operation["operationId"] for _, _, operation in operations(description)]

    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)


def test_each_operation_says_what_it_does(description):
    assert all(operation["description"] for _, _, operation in operations(description))


def test_each_record_is_called_by_its_own_name(description):
    assert all(re.fullmatch(r"[A-Za-z]+", name) for name in description["components"]["schemas"])


def test_every_reference_leads_somewhere(description):
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(description)))

    assert named <= set(description["components"]["schemas"])


def test_the_keys_are_those_of_the_contract(description):
    schemas = description["components"]["schemas"]

    assert set(schemas["Condition"]["properties"]) == {"if", "then"}
    assert "basis" not in schemas["Toll"]["properties"]
    assert sorted(schemas["Claim"]["required"]) == sorted(schemas["Claim"]["properties"])


@pytest.fixture(scope="module")
def served(made, tmp_path_factory):
    """Return the description of a desk that may be asked anything, and how to be let in."""
    folder = tmp_path_factory.mktemp("asked") / "north.fog"
    shutil.copytree(made, folder)
    gate = LocalGate("Ada Kern")
    app = create_app(Casebook(folder, stages=fake_stages()), gate)
    found = schemathesis.openapi.from_dict(description_of(app)).exclude(path=list(STREAMS))
    found.app = app
    found.config.base_url = "http://127.0.0.1"
    return found, {"Cookie": f"{gate.cookie}={gate.session}", "X-Fogline": "1"}


def test_whatever_the_description_allows_is_answered_as_it_says(served):
    """No request that the description allows breaks the desk, and no answer is other than described.

    A request may still be refused for what its words mean: a question that cannot be tied to anything.
    """
    described, headers = served
    asked = [found.ok() for found in described.get_all_operations()]

    for operation in asked:

        @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        ask()

    assert len(asked) > 30
