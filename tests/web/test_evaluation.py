"""The evaluation pane in a real Chromium: a QA file is asked, its figures are shown and kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.beir_samples import beir_folder, zipped
from tests.chromium import BROWSER_TEST
from tests.evaluation_run_world import squad_file
from tests.toy_site import served_library
from tests.web_chat import go_to
from tests.web_panes import visitor

pytestmark = BROWSER_TEST

QUESTIONS: list[dict[str, object]] = [
    {
        "id": "jets",
        "kind": "fact",
        "question": "Which amendment led the US to withhold F-16 jets from Pakistan?",
        "answers": ["Pressler"],
        "evidence": ["Pressler Amendment"],
    },
    {
        "id": "port",
        "kind": "fact",
        "question": "What did the Ford administration oppose?",
        "answers": ["cheese"],
    },
    {"id": "water", "kind": "unanswerable", "question": "What is the boiling point of water?"},
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the panes."""
    with served_library(tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return the page with the pane chosen."""
    with visitor(browser, address, place="evaluation") as shown:
        expect(shown.locator("#evaluation-report")).not_to_contain_text("Looking for runs")
        yield shown


def give(page: Page, *paths: Path) -> None:
    """Drop what is to be evaluated, once what was dropped before is done with."""
    expect(page.get_by_role("button", name="Click to upload")).to_be_visible(timeout=20_000)
    expect(page.locator("#evaluation").get_by_role("button", name="Stop")).to_be_hidden()
    page.set_input_files("#evaluation-files input[type=file]", paths)


def jsonl(folder: Path, name: str, rows: list[dict[str, object]]) -> Path:
    """Write a QA file."""
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_faults_of_a_file_are_listed_and_nothing_is_kept(page: Page, tmp_path: Path) -> None:
    """Each with its line; without any run there is a word on what such a file is."""
    expect(page.locator("#evaluation .empty")).to_contain_text('"evidence"')
    give(page, jsonl(tmp_path, "faulty.jsonl", [{"question": 3}]))
    notice = page.locator("#evaluation-progress .notice")
    expect(notice).to_contain_text('line 1: "question" must be text')
    expect(notice).to_contain_text("faulty.jsonl has")
    expect(page.locator("#evaluation .empty")).to_be_visible()


def test_runs_are_reported_compared_and_downloaded(
    page: Page, browser: Browser, address: str, tmp_path: Path
) -> None:
    """Figures, plots and failing questions; two runs side by side; and both as files."""
    give(page, jsonl(tmp_path, "first.jsonl", QUESTIONS))
    report = page.frame_locator("iframe.report")
    expect(report.get_by_role("heading", name="Evaluation of first.jsonl")).to_be_visible(
        timeout=30_000
    )
    assert report.locator("figure svg").count() >= 2
    expect(report.locator("table.metrics")).to_contain_text("evidence_recall@1")
    failing = report.locator("article.card", has_text="What did the Ford administration oppose?")
    expect(failing).to_contain_text("Wrong answer")
    assert failing.locator("blockquote").count() > 0

    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    archive = tmp_path / "run.zip"
    waiting.value.save_as(archive)
    with ZipFile(archive) as packed:
        names = {Path(name).name for name in packed.namelist()}
    assert {"report.html", "results.csv", "results.jsonl", "summary.json"} <= names

    give(page, jsonl(tmp_path, "second.jsonl", QUESTIONS))
    expect(report.get_by_role("heading", name="Evaluation of second.jsonl")).to_be_visible(
        timeout=30_000
    )
    page.get_by_label("Compared with").click()
    page.get_by_role("option", name="first").click()
    expect(report.get_by_role("heading", name="Settings that differ")).to_be_attached()
    expect(report.locator("header")).to_contain_text("3 questions in both")
    assert page.url.endswith("second")
    page.reload()
    expect(report.get_by_role("heading", name="Evaluation of second.jsonl")).to_be_visible()

    with visitor(browser, address, width=390, place="evaluation") as later:
        expect(later.locator("iframe.report")).to_be_visible()
        assert later.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_squad_file_brings_its_own_papers(page: Page, tmp_path: Path) -> None:
    """They are indexed apart from the library, which stays as it was."""
    give(page, squad_file(tmp_path))
    report = page.frame_locator("iframe.report")
    expect(report.get_by_role("heading", name="Evaluation of animals.json")).to_be_visible(
        timeout=30_000
    )
    go_to(page, "Library")
    expect(page.locator(".papers li")).to_have_count(1)


def test_a_beir_folder_comes_zipped_or_as_its_files(page: Page, tmp_path: Path) -> None:
    """Both are the same run; an archive that is none is told by its name."""
    folder = beir_folder(tmp_path / "animals")
    report = page.frame_locator("iframe.report")
    give(page, zipped(tmp_path / "animals.zip", folder))
    expect(report.get_by_role("heading", name="Evaluation of animals", exact=True)).to_be_visible(
        timeout=30_000
    )
    expect(report.locator("table.metrics")).to_contain_text("ndcg@10")
    give(page, *(path for path in folder.rglob("*") if path.is_file()))
    expect(report.get_by_role("heading", name="Evaluation of BEIR files")).to_be_visible(
        timeout=20_000
    )
    go_to(page, "Library")
    expect(page.locator(".papers li")).to_have_count(1)
    go_to(page, "Evaluation")
    (tmp_path / "broken.zip").write_bytes(b"PK no archive")
    give(page, tmp_path / "broken.zip")
    notice = page.locator("#evaluation-progress .notice")
    expect(notice).to_contain_text("broken.zip is a damaged ZIP archive")


def test_a_run_can_be_stopped(page: Page, tmp_path: Path) -> None:
    """What was begun is not kept."""
    many = [{**QUESTIONS[0], "id": str(number)} for number in range(3000)]
    give(page, jsonl(tmp_path, "long.jsonl", many))
    expect(page.locator("#evaluation-progress progress[value]")).to_be_visible()
    page.locator("#evaluation").get_by_role("button", name="Stop").click()
    expect(page.locator("#evaluation-progress .notice")).to_contain_text("Nothing was kept")
    page.get_by_label("Run", exact=True).click()
    expect(page.get_by_role("option", name="long")).to_have_count(0)
