from django.urls import path

from . import views

app_name = "wagtail_therapy_newsletter"

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("check-inbox/", views.check_inbox, name="check_inbox"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("never-again/<str:token>/", views.never_again, name="never_again"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
