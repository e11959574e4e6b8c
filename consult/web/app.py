"""The web application: what is wired to what."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Controller, Litestar
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from consult.config import Settings, with_secret
from consult.services.records import schema
from consult.services.submissions.pressure import Pressure
from consult.services.work import job
from consult.web.account import AccountController
from consult.web.agenda import AgendaController
from consult.web.annotation import AnnotationController
from consult.web.answering import AnsweringController
from consult.web.arrivals import Arrivals
from consult.web.article import ArticleController
from consult.web.attachment import AttachmentController
from consult.web.audit import AuditController
from consult.web.batch import BatchController
from consult.web.bill import BillController
from consult.web.buckets import CommentLimits, LookLimits, SearchLimits, SubscriptionLimits
from consult.web.bulletin import BulletinController
from consult.web.campaign import CampaignController
from consult.web.citation import CitationController
from consult.web.cluster import ClusterController
from consult.web.comment import CommentController
from consult.web.constraint import ConstraintController
from consult.web.csrf import take_form
from consult.web.deadlines import DeadlinesController
from consult.web.department import DepartmentController
from consult.web.desk import DeskController
from consult.web.directory import DirectoryController
from consult.web.disposition import DispositionController
from consult.web.draft import DraftController
from consult.web.errors import HANDLERS
from consult.web.feed import FeedController
from consult.web.gate import Gate
from consult.web.guards import check_access
from consult.web.health import health
from consult.web.intake import IntakeController
from consult.web.job import JobController
from consult.web.language import LanguagePrefix
from consult.web.letter import LetterController
from consult.web.limits import Tries
from consult.web.linking import LinkingController
from consult.web.load import LoadController
from consult.web.mail import MailController
from consult.web.moderation import ModerationController
from consult.web.note import NoteController
from consult.web.opening import OpeningController
from consult.web.opinion import OpinionController
from consult.web.own_account import ProfileController
from consult.web.passport import PassportController
from consult.web.people import PeopleController
from consult.web.preview import PreviewController
from consult.web.previews import Previews
from consult.web.question import QuestionController
from consult.web.reason import ReasonController
from consult.web.receipt import ReceiptController
from consult.web.report import ReportController
from consult.web.request import Clock, Site
from consult.web.results import ResultsController
from consult.web.review import ReviewController
from consult.web.revision import RevisionController
from consult.web.room import RoomController
from consult.web.room_desk import RoomDeskController
from consult.web.room_member import RoomMemberController
from consult.web.round import RoundController
from consult.web.search import SearchController
from consult.web.shelf import Shelf
from consult.web.short import ShortController
from consult.web.stash import Stash
from consult.web.static import static_file
from consult.web.subscription import SubscriptionController
from consult.web.watch import Watch

SMALL_FORM = 64 * 1024
PAGES: tuple[type[Controller] | HTTPRouteHandler, ...] = (
    BillController,
    DraftController,
    ArticleController,
    PassportController,
    ShortController,
    OpinionController,
    AnnotationController,
    ResultsController,
    QuestionController,
    CommentController,
    SearchController,
    DirectoryController,
    FeedController,
    ReceiptController,
    RevisionController,
    AttachmentController,
    MailController,
    SubscriptionController,
    AccountController,
    ProfileController,
    PeopleController,
    DeskController,
    AgendaController,
    AuditController,
    LoadController,
    LinkingController,
    CitationController,
    NoteController,
    ReviewController,
    RoundController,
    OpeningController,
    BulletinController,
    DeadlinesController,
    IntakeController,
    BatchController,
    LetterController,
    ClusterController,
    ConstraintController,
    DispositionController,
    ReasonController,
    DepartmentController,
    AnsweringController,
    CampaignController,
    ModerationController,
    ReportController,
    PreviewController,
    RoomController,
    RoomMemberController,
    RoomDeskController,
    JobController,
    static_file,
    health,
)


def utc_now() -> dt.datetime:
    """The only clock of the web side."""
    return dt.datetime.now(dt.UTC)


def furnish(settings: Settings, clock: Clock = utc_now) -> Site:
    """What one running site holds, all of it new and empty."""
    return Site(
        settings,
        clock,
        receipt_tries=Tries(),
        asked_tries=Tries(),
        comment_limits=CommentLimits(),
        look_limits=LookLimits(),
        pressure=Pressure(
            site=settings.proof_site,
            network=settings.proof_network,
            alike=settings.proof_alike,
        ),
        search_limits=SearchLimits(),
        subscription_limits=SubscriptionLimits(),
        arrivals=Arrivals(clock),
        stash=Stash(),
        watch=Watch(job.news_of),
        shelf=Shelf(),
        previews=Previews(),
    )


def create_app(settings: Settings, clock: Clock = utc_now) -> Litestar:
    """The site as an ASGI application; opens the database for as long as it lives."""
    site = furnish(with_secret(settings), clock)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        site: Site = app.state.site
        async with schema.database(site.settings.database_url):
            try:
                yield
            finally:
                await site.watch.close()
                await site.arrivals.close()

    app = Litestar(
        route_handlers=PAGES,
        guards=[check_access],
        before_request=take_form,
        exception_handlers=HANDLERS,
        request_max_body_size=SMALL_FORM,
        lifespan=[lifespan],
        state=State({"site": site}),
        openapi_config=None,
        logging_config=None,
    )
    # Litestar's own middlewares run after routing; these two must run before it.
    app.asgi_handler = Gate(LanguagePrefix(app.asgi_handler), https=settings.secure_cookies)
    return app
