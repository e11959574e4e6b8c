"""All tables. Columns and nothing else: rules live in services, uniqueness in the migrations."""

from piccolo.table import Table

from consult.tables.duty import Department, Responsibility
from consult.tables.grouping import Arrangement, Constraint, Disposition, ReadMark, Suggestion
from consult.tables.guard import Moderation, Sweep
from consult.tables.law import (
    Alignment,
    Amendment,
    Bill,
    Draft,
    Passport,
    PlainNote,
    Provision,
    Ruling,
)
from consult.tables.opinions import Cluster, Comment, Dispute, Mail, Revision, Round, Submission
from consult.tables.people import Account, Body, Session
from consult.tables.results import AnsweredComment, PublicAnswer, Results, ResultsLine
from consult.tables.room import RoomNote, RoomQuestion, RoomRead
from consult.tables.search import SearchEntry
from consult.tables.subscription import Notice, Subscription
from consult.tables.target import Target
from consult.tables.work import AuditEntry, Job, Report

TABLES: tuple[type[Table], ...] = (
    Body,
    Account,
    Session,
    Bill,
    Draft,
    Amendment,
    Ruling,
    Passport,
    PlainNote,
    Provision,
    Alignment,
    Round,
    Submission,
    Cluster,
    Comment,
    Target,
    Revision,
    Dispute,
    Mail,
    Subscription,
    Notice,
    Arrangement,
    Constraint,
    ReadMark,
    Suggestion,
    Disposition,
    Department,
    Responsibility,
    RoomNote,
    RoomQuestion,
    RoomRead,
    Report,
    Results,
    ResultsLine,
    PublicAnswer,
    AnsweredComment,
    Job,
    AuditEntry,
    SearchEntry,
    Sweep,
    Moderation,
)

__all__ = (
    "TABLES",
    "Account",
    "Alignment",
    "Amendment",
    "AnsweredComment",
    "Arrangement",
    "AuditEntry",
    "Bill",
    "Body",
    "Cluster",
    "Comment",
    "Constraint",
    "Department",
    "Disposition",
    "Dispute",
    "Draft",
    "Job",
    "Mail",
    "Moderation",
    "Notice",
    "Passport",
    "PlainNote",
    "Provision",
    "PublicAnswer",
    "ReadMark",
    "Report",
    "Responsibility",
    "Results",
    "ResultsLine",
    "Revision",
    "RoomNote",
    "RoomQuestion",
    "RoomRead",
    "Round",
    "Ruling",
    "SearchEntry",
    "Session",
    "Submission",
    "Subscription",
    "Suggestion",
    "Sweep",
    "Target",
)
