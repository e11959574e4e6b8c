"""Receiving a comment as a Django developer would write it, with the site's durability."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from bench.peer.models import Draft, Receipt, Remark


def send(request: HttpRequest, slug: str, reading: int) -> HttpResponse:
    """Keep one comment once: number, hashed code, words; lead to its receipt."""
    draft = get_object_or_404(
        Draft.objects.select_related("bill"), bill__slug=slug, reading=reading
    )
    text, key = request.POST.get("text", "").strip(), request.POST.get("key", "")
    if not 0 < len(text) <= 5000 or not key:
        return HttpResponse("请写下您的意见。", status=400)
    code = secrets.token_hex(15)
    try:
        with transaction.atomic():
            number = Receipt.objects.filter(draft=draft).count() + 1
            receipt = Receipt.objects.create(
                draft=draft, number=number, key=key, code=hashlib.sha256(code.encode()).hexdigest()
            )
            Remark.objects.create(
                receipt=receipt,
                address=request.GET.get("at", ""),
                kind=request.POST.get("kind", "other"),
                text=text,
            )
    except IntegrityError:
        return HttpResponse("这条意见已经收到。", status=409)
    return HttpResponseRedirect(f"/receipts/{reading}-{number:04d}/{code}")
