"""Names and times that stay true when copies meet."""

from __future__ import annotations

import re
import time
import uuid

from hypothesis import given
from hypothesis import strategies as st

from cadrage.core.identity import new_guid, now, short_ids

GUIDS = st.sets(st.uuids().map(str), max_size=30)


def test_a_guid_is_a_uuid_of_version_7_in_lower_case() -> None:
    for _ in range(1_000):
        guid = new_guid()
        parsed = uuid.UUID(guid)
        assert str(parsed) == guid
        assert parsed.version == 7
        assert parsed.variant == uuid.RFC_4122


def test_guids_begin_with_their_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    milliseconds = uuid.UUID(new_guid()).int >> 80
    assert before <= milliseconds <= time.time_ns() // 1_000_000


def test_guids_sort_by_the_time_they_were_made() -> None:
    guids = []
    for _ in range(5):
        guids.append(new_guid())
        time.sleep(0.002)
    assert guids == sorted(guids)


def test_every_random_bit_of_a_guid_is_used() -> None:
    numbers = [uuid.UUID(new_guid()).int for _ in range(300)]
    ever, always = 0, -1
    for number in numbers:
        ever, always = ever | number, always & number
    random_bits = (2**12 - 1) << 64 | (2**62 - 1)
    assert ever & random_bits == random_bits
    assert always & random_bits == 0


def test_no_two_of_ten_thousand_guids_are_alike() -> None:
    assert len({new_guid() for _ in range(10_000)}) == 10_000


def test_now_is_utc_to_the_millisecond() -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", now())


@given(GUIDS)
def test_short_ids_tell_all_apart(guids: set[str]) -> None:
    short = short_ids(guids)
    assert short.keys() == guids
    assert len(set(short.values())) == len(guids)
    assert all(guid.replace("-", "").endswith(name) and len(name) >= 8 for guid, name in short.items())


def test_only_short_ids_that_collide_grow() -> None:
    tail = "0123456789ab"
    heads = ("00000000-0000-7000-8000", "00000000-0000-7000-9000")
    guids = [*(f"{head}-{tail}" for head in heads), f"{heads[0]}-ffffffffffff"]
    short = short_ids(guids)
    assert short[guids[0]] == "8000" + tail
    assert short[guids[1]] == "9000" + tail
    assert short[guids[2]] == "ffffffff"
