"""One settings file, read from the environment; docs/operate.md lists every variable."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from pace.environment import database, kept_secret, listed, required, yes

ROOT = Path(__file__).resolve().parent.parent

DEMO = yes("PACE_DEMO")
DEBUG = yes("DEBUG")
EMBEDDED = yes("PACE_EMBEDDED") or not os.environ.get("DATABASE_URL")
DATA = Path(os.environ.get("PACE_DATA") or ROOT / ".data").resolve()
AUDIT_ANCHORS = Path(os.environ.get("PACE_ANCHORS") or DATA / "anchors")
SECRET_KEY = os.environ.get("SECRET_KEY") or (
    kept_secret(DATA) if EMBEDDED else required("SECRET_KEY")
)
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS", "")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if EMBEDDED else "")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS", "")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

DATABASES: dict[str, dict[str, Any]] = {
    "default": database("DATABASE_URL", otherwise="postgresql://nobody@%2F/none")
}
if os.environ.get("DATABASE_OWNER_URL"):
    # For `migrate` alone: the app role may not change tables.
    DATABASES["owner"] = database("DATABASE_OWNER_URL")

INSTALLED_APPS = [
    "pace",
    "reports",
    "exchange",
    "aims",
    "milestones",
    "cases",
    "accounts",
    "drawing",
    "crispy_forms",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "pace.health.probes_first",
    "pace.requests.readable_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.DoorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "pace.urls"
WSGI_APPLICATION = "pace.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.frame",
                "milestones.context_processors.navigation",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("pace",)
CRISPY_TEMPLATE_PACK = "pace"

AUTH_USER_MODEL = "accounts.Person"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "staticfiles"
if EMBEDDED:
    # Nobody collects static files beside the embedded database; they are found where they lie.
    STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_USE_FINDERS = True

# A page's form is a few thousand letters in a few dozen fields; six case files come in at once.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["accounts.uploads.BoundedUpload"]

AUTHENTICATION_BACKENDS = ["accounts.backends.PeopleWithRoles"]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not EMBEDDED
SESSION_COOKIE_AGE = 10 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": [], "geolocation": [], "microphone": []}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.entry.EnteredByTheDoor"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.entry.MayAct"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.describing.Described",
    "EXCEPTION_HANDLER": "accounts.api.answers.answered",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "PACE tracker",
    "DESCRIPTION": "Children on their way to permanence, as far as you may read: docs/api.md.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["accounts.api.describing.close_objects"],
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "pace.logs.WithoutRowValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # Addresses that lead nowhere or are refused are everyday, and hold ids.
        "django.request": {"level": "ERROR"},
    },
}

# Faults that a test run injects: audit_insert, broker, slow_sql.
FAULT = os.environ.get("PACE_FAULT", "") if yes("PACE_TEST") else ""

# Without a mail server nothing is sent: every alert stands on a page too.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = yes("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "pace-tracker@localhost"
# GOV.UK Notify instead of a mail server: one template with ((subject)) and ((body)).
NOTIFY_API_KEY = os.environ.get("NOTIFY_API_KEY", "")
NOTIFY_TEMPLATE_ID = os.environ.get("NOTIFY_TEMPLATE_ID", "")
NOTIFY_URL = os.environ.get("NOTIFY_URL") or "https://api.notifications.service.gov.uk"
if NOTIFY_API_KEY and NOTIFY_TEMPLATE_ID:
    EMAIL_BACKEND = "pace.notify.NotifyBackend"
# Mails of notices to one person in one authority and day; the rest waits for the next digest.
NOTICE_DAILY_CAP = int(os.environ.get("NOTICE_DAILY_CAP") or 6)

CELERY_BROKER_URL = os.environ.get("REDIS_URL", "")
# A worker that gives no sign for the first is taken for gone; the second is how often one looks.
JOB_LEASE_SECONDS = float(os.environ.get("JOB_LEASE_SECONDS") or 25)
JOB_REAP_SECONDS = float(os.environ.get("JOB_REAP_SECONDS") or 15)
