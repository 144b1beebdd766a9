import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from pace.requests import Utf8Request
from pace.second_wall import refuse_an_open_wall

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
application = get_wsgi_application()
application.request_class = Utf8Request
refuse_an_open_wall()
connections.close_all()
