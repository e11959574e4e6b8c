"""The content of the site's pages, copied into Django's tables."""

from bench.peer.models import Article, Bill, Draft, Opinion, Paragraph
from consult.services.bills.draft import ArticlePage, DraftPage
from drafts.model import Unit

PAGE_OF_OPINIONS = 20


def provisions(article: Unit) -> list[Unit]:
    """What an article says, piece by piece, in order."""
    return [unit for unit in article.walk() if unit is not article and unit.text] or [article]


def copy_draft(page: DraftPage) -> Draft:
    """Store the draft itself."""
    bill = Bill.objects.create(slug=page.bill.slug, title=page.bill.title, body=page.bill.body)
    round_ = page.view.round
    assert round_ is not None
    return Draft.objects.create(
        bill=bill,
        reading=page.view.reading,
        title=page.view.draft_title,
        first_day=round_.first_day,
        last_day=round_.last_day,
    )


def copy(page: DraftPage, shown: ArticlePage) -> None:
    """Store what the site shows, ready to show, in Django's tables."""
    stored = copy_draft(page)
    for position, unit in enumerate(page.draft.articles()):
        count = page.counts.get(unit.address)
        article = Article.objects.create(
            draft=stored,
            address=unit.address,
            label=unit.label or "",
            caption=unit.caption or "",
            position=position,
            comments=count.comments if count else 0,
            clusters=count.clusters if count else 0,
        )
        Paragraph.objects.bulk_create(
            Paragraph(
                article=article,
                kind=piece.kind.value,
                label=piece.label or "",
                text=piece.text,
                position=at,
            )
            for at, piece in enumerate(provisions(unit))
        )
        if unit.address == shown.unit.address:
            Opinion.objects.bulk_create(
                Opinion(
                    article=article,
                    text=one.text,
                    size=one.size,
                    outcome=one.outcome or "",
                    reason=one.reason,
                    numbers="　".join(one.numbers),
                    position=at,
                )
                for at, one in enumerate(shown.opinions[:PAGE_OF_OPINIONS])
            )
