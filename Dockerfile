# One image for web, worker, beat and the one-off preparation; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/pace

COPY requirements.txt ./
RUN pip install --require-hashes --only-binary :all: -r requirements.txt

COPY . .
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql://none@localhost/none \
    python manage.py collectstatic --no-input \
    && useradd --system --no-create-home pace \
    && install --directory --owner pace --mode 700 /anchors
USER pace

EXPOSE 8000
CMD ["gunicorn", "pace.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
