"""Thirty-five things that went wrong in other people's inboxes, and the tests that hold each of them here.

The failures are those of audits, advisories and bug reports of SecureDrop, GlobaLeaks, Hush Line, OnionShare and the
age programs, in the order in which the project's notes on the field list them.
"""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT

SENDING, DOOR = "parts/submissions/test_sending_and_coming_back.py", "parts/submissions/test_the_door.py"
FORGETTING, TRACE = "parts/submissions/test_forgetting.py", "parts/submissions/test_no_trace.py"
PLAIN, WHO = "parts/submissions/test_the_form_without_scripts.py", "parts/submissions/test_who_reads.py"
HOLDERS, DESK = "parts/submissions/test_the_keyholders_side.py", "parts/submissions/test_the_desks_pages.py"
OPENING, KEYS = "keyholder/test_opening.py", "keyholder/test_keys_and_lists.py"
CHAIN = "keyholder/test_a_chain_that_was_tampered_with.py"
FAILS, WALK, PAGE = "sealed/test_when_it_fails.py", "sealed/test_the_walk.py", "sealed/test_keyholder_page.py"
MODULES, ENVELOPE = "sealed/test_modules.py", "rules/sealed/test_envelope.py"
CLOCK = "parts/submissions/test_no_clock_but_the_day.py"
WORDS, PADDING = "../sealed/test/words.test.js", "../sealed/test/padding.test.js"
FRONT = "faults/test_sealed_behind_nginx_and_tor.py"

HELD: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "V1": (
        "a client's word “already encrypted” was believed",
        [
            (SENDING, "test_what_is_not_sealed_to_the_keyholders_is_refused_before_a_byte_of_it_is_on_the_disk"),
            (SENDING, "test_an_envelope_that_does_not_fit_is_refused_and_says_which_part"),
        ],
    ),
    "V2": (
        "a message became markup",
        [
            (PAGE, "test_nothing_in_a_message_becomes_markup_or_the_name_of_a_file"),
            (MODULES, "test_no_module_can_run_text_as_code_or_keep_anything_on_the_device"),
        ],
    ),
    "V3": (
        "the policy let a foreign host in",
        [
            (DOOR, "test_every_answer_carries_the_strict_headers_and_no_cookie"),
            (MODULES, "test_no_module_names_another_host"),
        ],
    ),
    "V4": (
        "a failed encryption sent plaintext",
        [
            (FAILS, "test_a_failing_or_missing_piece_of_cryptography_sends_nothing"),
            (PLAIN, "test_plaintext_is_refused_and_none_of_it_ever_touches_the_disk"),
        ],
    ),
    "V5": ("ids told order and number", [(TRACE, "test_answers_tell_no_number_order_or_count")]),
    "V6": ("a server's file name was a path", [(OPENING, "test_no_name_in_a_message_becomes_a_path")]),
    "V7": (
        "a source's file name was a path",
        [
            (OPENING, "test_no_name_in_a_message_becomes_a_path"),
            (PLAIN, "test_a_files_name_is_kept_nowhere"),
        ],
    ),
    "V8": ("an id was not checked", [(KEYS, "test_a_server_that_sends_a_path_for_an_id_writes_nothing")]),
    "V9": (
        "an id in a message became an address",
        [
            (HOLDERS, "test_ids_of_another_shape_or_of_another_group_open_nothing"),
            (HOLDERS, "test_the_list_of_threads_is_paged_and_its_queries_do_not_grow"),
        ],
    ),
    "V10": (
        "a page for administrators asked nobody",
        [
            (HOLDERS, "test_only_the_keyholder_fetches_and_an_administrator_is_told_that_nothing_is_there"),
            (DESK, "test_who_may_open_which_page"),
            (DOOR, "test_every_address_behind_the_door_is_for_everybody_or_asks_for_a_key"),
        ],
    ),
    "V11": (
        "one source deleted another's replies",
        [
            (SENDING, "test_one_code_deletes_and_finds_nothing_of_another"),
            (SENDING, "test_a_code_of_one_group_finds_nothing_in_another"),
        ],
    ),
    "V12": (
        "an id opened somebody else's row",
        [
            (HOLDERS, "test_ids_of_another_shape_or_of_another_group_open_nothing"),
            (HOLDERS, "test_a_keyholder_of_another_group_cannot_be_reached_by_number"),
        ],
    ),
    "V13": (
        "reading changed something, or a post needed no token",
        [
            (HOLDERS, "test_a_post_without_the_pages_token_is_refused"),
            (HOLDERS, "test_reading_changes_nothing"),
        ],
    ),
    "V14": ("a helper listened to everybody", [(FRONT, "test_the_site_itself_listens_on_this_machine_alone")]),
    "V15": (
        "plaintext and abandoned uploads lay on the disk",
        [
            (FORGETTING, "test_an_abandoned_upload_is_purged_after_two_days_and_not_before"),
            (FORGETTING, "test_bytes_that_no_row_names_are_swept_up"),
            (TRACE, "test_a_journey_of_a_source_leaves_no_trace_in_any_table_file_or_log"),
        ],
    ),
    "V16": (
        "files could be fetched without signing in",
        [
            (HOLDERS, "test_only_the_keyholder_fetches_and_an_administrator_is_told_that_nothing_is_there"),
            (HOLDERS, "test_the_keyholders_own_program_shows_a_key_and_no_cookie"),
        ],
    ),
    "V17": (
        "return codes were short",
        [
            (WORDS, "sixteen bytes of chance are twelve words and back, a hundred times"),
            (WORDS, "every bit of a code is left to chance"),
            (WORDS, "the page asks chance for the whole of a code"),
        ],
    ),
    "V18": (
        "time told whether a code exists; weak chance",
        [
            (SENDING, "test_a_wrong_code_answers_like_a_right_one_without_reply"),
            (MODULES, "test_no_module_can_run_text_as_code_or_keep_anything_on_the_device"),
        ],
    ),
    "V19": (
        "large files were damaged",
        [
            (HOLDERS, "test_what_is_handed_out_is_what_was_sent_byte_for_byte"),
            (OPENING, "test_files_of_every_size_around_a_border_survive"),
            ("sealed/test_other_programs.py", "test_files_of_every_awkward_size_are_opened_by_age_and_age_answers"),
            ("journeys/test_sealed_large_file.py", "test_a_large_file_survives_from_the_browser_to_age"),
        ],
    ),
    "V20": (
        "success was shown before everything was there",
        [
            (SENDING, "test_a_message_with_files_is_kept_and_its_receipt_is_the_hash_of_everything"),
            (SENDING, "test_a_finish_that_names_what_never_arrived_makes_no_message"),
        ],
    ),
    "V21": (
        "a session ran out during an upload",
        [
            (DOOR, "test_a_signed_in_person_is_not_known_here_and_their_session_is_not_touched"),
            (DOOR, "test_a_session_that_ends_during_an_upload_ends_nothing_of_it"),
        ],
    ),
    "V22": (
        "slow senders were cut off",
        [
            (SENDING, "test_a_body_that_comes_a_little_at_a_time_is_kept_whole"),
            (FORGETTING, "test_an_upload_in_which_something_arrives_each_day_is_not_purged"),
            ("faults/test_sealed_killed.py", "test_many_slow_senders_at_once_all_finish_and_pages_go_on"),
        ],
    ),
    "V23": (
        "two windows shared one code",
        [
            (DOOR, "test_two_tabs_send_side_by_side"),
            (WORDS, "every bit of a code is left to chance"),
            (WALK, "test_two_windows_send_side_by_side_with_codes_of_their_own"),
        ],
    ),
    "V24": (
        "times came in by a side door",
        [
            (FORGETTING, "test_no_file_folder_or_row_tells_a_time_finer_than_a_day"),
            (TRACE, "test_no_row_of_a_source_tells_a_time_of_day"),
            (CLOCK, "test_what_was_deleted_is_in_no_file_of_the_database_and_in_no_folders_time"),
            (CLOCK, "test_after_an_hour_rows_tell_neither_order_nor_transaction_and_say_the_same"),
        ],
    ),
    "V25": ("half of a list of keys was given out", [(WHO, "test_one_answer_is_one_reading_of_the_lists")]),
    "V26": (
        "letters outside ASCII broke something",
        [
            (OPENING, "test_words_in_every_script_reach_the_keyholder_and_the_source"),
            (PADDING, "every text comes back from its frame, and the frame has one of three sizes"),
        ],
    ),
    "V27": (
        "making keys could be used to wear the server out",
        [(ENVELOPE, "test_a_header_of_thousands_of_stanzas_is_left_at_the_first_one_too_many")],
    ),
    "V28": (
        "many at once blocked one another; what was switched off was taken; no limits",
        [
            ("faults/test_sealed_killed.py", "test_many_slow_senders_at_once_all_finish_and_pages_go_on"),
            (WHO, "test_a_closed_inbox_takes_nothing_at_any_step"),
            (SENDING, "test_a_body_that_is_far_too_long_is_not_read"),
            (OPENING, "test_no_name_in_a_message_becomes_a_path"),
        ],
    ),
    "V29": (
        "messages were not bound to their thread",
        [
            (CHAIN, "test_a_second_message_that_does_not_follow_the_first_is_refused_and_nothing_of_it_is_written"),
            (CHAIN, "test_the_second_message_of_a_thread_without_its_first_is_refused"),
            (OPENING, "test_what_comes_after_a_refused_message_is_refused_with_it"),
            (FAILS, "test_swapped_and_cut_messages_are_refused_without_a_byte_shown"),
        ],
    ),
    "V30": (
        "padding could be read in two ways",
        [
            (OPENING, "test_a_frame_that_is_none_is_refused"),
            (OPENING, "test_a_file_that_verifies_but_is_padded_with_something_is_refused"),
            (PADDING, "a frame is read in one way only"),
        ],
    ),
    "V31": (
        "codes and times stood in a log",
        [
            (FORGETTING, "test_no_column_could_hold_what_leads_to_a_person"),
            (TRACE, "test_a_journey_of_a_source_leaves_no_trace_in_any_table_file_or_log"),
            (TRACE, "test_a_journey_of_a_source_writes_no_file_outside_the_store_and_the_database"),
            (TRACE, "test_a_journey_of_a_source_changes_no_table_but_its_own_five"),
            (FRONT, "test_after_a_journey_no_file_of_nginx_and_no_request_holds_what_leads_to_a_person"),
        ],
    ),
    "V32": ("a key file ran a program", [(KEYS, "test_a_key_file_that_names_a_plugin_runs_nothing")]),
    "V33": (
        "old and new keys were mixed; missing cryptography; header bombs; a cut file passed",
        [
            ("rules/sealed/test_manifest.py", "test_a_mix_of_both_kinds_is_refused_whatever_it_calls_itself"),
            (FAILS, "test_a_page_without_the_browsers_own_cryptography_still_seals"),
            (ENVELOPE, "test_a_header_of_thousands_of_stanzas_is_left_at_the_first_one_too_many"),
            (OPENING, "test_a_changed_file_is_refused_and_not_one_byte_of_it_stays"),
        ],
    ),
    "V34": ("a change of keys was told to nobody", [(WHO, "test_a_change_is_shown_for_thirty_days_and_not_longer")]),
    "V35": (
        "an administrator could read, or add a key",
        [
            (WHO, "test_an_administrator_cannot_add_a_key_without_the_groups_signature"),
            (HOLDERS, "test_an_administrator_names_no_keyholder_not_even_themselves"),
        ],
    ),
}


def test_each_of_the_thirty_five_has_a_test() -> None:
    assert list(HELD) == [f"V{number}" for number in range(1, 36)]
    assert all(tests for _, tests in HELD.values())


@pytest.mark.parametrize("failure", HELD)
def test_each_test_that_is_named_is_there(failure: str) -> None:
    for file, name in HELD[failure][1]:
        source = (Path(ROOT / "tests") / file).read_text()
        called = re.escape(name)
        assert re.search(rf"^def {called}\(|^test\(\"{called}\"", source, re.MULTILINE), f"{file} has no {name}"


def test_each_says_in_one_line_what_it_cannot_promise() -> None:
    page = (ROOT / "docs/reference/past-failures.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (V\d+) \| (.+?) \| (.+?) \|$", page, re.MULTILINE)
    assert [(failure, what) for failure, what, _ in lines] == [(failure, what) for failure, (what, _) in HELD.items()]
    said = [promise for _, _, promise in lines]
    assert len(set(said)) == len(said)
    assert [one for one in said if len(one.split()) < 8 or not one.endswith(".")] == []
