"""The two pages and the form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from bench.peer.models import Article, Draft
from bench.peer.posting import send


def show_draft(request: HttpRequest, slug: str, reading: int) -> HttpResponse:
    """A draft by article."""
    draft = get_object_or_404(
        Draft.objects.select_related("bill"), bill__slug=slug, reading=reading
    )
    articles = draft.articles.order_by("position").prefetch_related("paragraphs")
    return render(request, "draft.html", {"draft": draft, "articles": articles})


def show_article(request: HttpRequest, slug: str, reading: int, address: str) -> HttpResponse:
    """An article with its opinions."""
    article = get_object_or_404(
        Article.objects.select_related("draft__bill"),
        draft__bill__slug=slug,
        draft__reading=reading,
        address=address,
    )
    return render(request, "article.html", {"article": article, "draft": article.draft})


urlpatterns = [
    path("bills/<slug:slug>/<int:reading>/comment", send),
    path("bills/<slug:slug>/<int:reading>", show_draft),
    path("bills/<slug:slug>/<int:reading>/articles/<str:address>", show_article),
]
