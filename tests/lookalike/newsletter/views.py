from django.shortcuts import render

from .models import Subscriber


def subscribe(request):
    return render(request, "newsletter/subscribe.html", {"number": Subscriber.objects.count()})
