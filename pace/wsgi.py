import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from pace.connections import WEB_SECONDS, bound_statements
from pace.requests import Utf8Request
from pace.second_wall import refuse_an_open_wall

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pace.settings")
application = get_wsgi_application()
application.request_class = Utf8Request
bound_statements(seconds=WEB_SECONDS)
refuse_an_open_wall()
connections.close_all()
