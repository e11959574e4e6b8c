"""The same content as the site's pages, in the tables Django would have."""

from django.db import models


class Bill(models.Model):
    """法规案."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=200)


class Draft(models.Model):
    """草案."""

    bill = models.ForeignKey(Bill, models.CASCADE)
    reading = models.IntegerField()
    title = models.CharField(max_length=200)
    first_day = models.DateField()
    last_day = models.DateField()


class Article(models.Model):
    """条, with the numbers of its comments counted beforehand."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="articles")
    address = models.CharField(max_length=200)
    label = models.CharField(max_length=60)
    caption = models.CharField(max_length=200)
    position = models.IntegerField()
    comments = models.IntegerField()
    clusters = models.IntegerField()


class Paragraph(models.Model):
    """款, 项, 目."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="paragraphs")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=60)
    text = models.TextField()
    position = models.IntegerField()


class Opinion(models.Model):
    """同类意见."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="opinions")
    text = models.TextField()
    size = models.IntegerField()
    outcome = models.CharField(max_length=20)
    reason = models.TextField()
    numbers = models.TextField()
    position = models.IntegerField()


class Receipt(models.Model):
    """来件."""

    draft = models.ForeignKey(Draft, models.CASCADE)
    number = models.IntegerField()
    key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=64)
    received = models.DateTimeField(auto_now_add=True)


class Remark(models.Model):
    """意见."""

    receipt = models.ForeignKey(Receipt, models.CASCADE)
    address = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    text = models.TextField()
