"""The page of the audit chain."""

from pathlib import Path

from tests.site import Seeded, seeded, visiting  # noqa: F401 - a fixture


def test_an_administrator_reads_filters_checks_and_saves(seeded: Seeded, tmp_path: Path) -> None:  # noqa: F811
    with visiting(seeded, tmp_path) as visitor:
        visitor.sign_in("root")
        page = visitor.get("/staff/audit?check=1").text
        assert "都对得上" in page
        assert "root" in page
        only = visitor.get(f"/staff/audit?subject={seeded.number}&kind=comment").text
        assert "提交了意见" in only
        assert "载入了草案" not in only
        assert "submitted a comment" in visitor.get("/en/staff/audit?kind=comment").text
        sheet = visitor.get("/staff/audit.csv?kind=comment")
        assert sheet.headers["content-type"].startswith("text/csv")
        assert len(sheet.text.splitlines()) == 6
        assert visitor.get("/staff/audit?since=gestern").status_code == 400
        visitor.sign_in("zhoumin")
        assert visitor.get("/staff/audit").status_code == 403
