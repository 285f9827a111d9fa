# The studio as a container: a user with id 1000, port 7860, works and downloaded models under /data. The rest may be
# read only, with a /tmp in memory.
#
#   docker build -t inkstone .                        for NVIDIA GPUs, and for machines without
#   docker build --build-arg KIND=cpu -t inkstone .   for machines without: some 4 GB smaller
#   docker run --read-only --tmpfs /tmp -p 7860:7860 -v inkstone:/data -e INKSTONE_PASSWORD=… inkstone
#
# compose.yaml does the same, and adds PostgreSQL and S3-compatible storage where that is wanted.
FROM python:3.11.14-slim-bookworm AS packages

# Before the source: a change of code does not install the packages again.
ARG KIND=gpu
ARG CPU_INDEX=https://download.pytorch.org/whl/cpu
ARG REQUIREMENTS=requirements-packages.txt
WORKDIR /build
COPY requirements.txt requirements-packages.txt requirements-server.txt ./
COPY packages/ packages/
RUN case "$KIND" in \
        gpu) ;; \
        cpu) export PIP_EXTRA_INDEX_URL="$CPU_INDEX" ;; \
        *) echo "KIND is gpu or cpu, not $KIND" >&2; exit 1 ;; \
    esac \
    && python -m venv /opt/studio \
    && /opt/studio/bin/pip install --no-cache-dir --disable-pip-version-check -r "$REQUIREMENTS" \
    && /opt/studio/bin/pip uninstall --yes pip

FROM python:3.11.14-slim-bookworm

# xllamacpp takes the OpenMP library from the system; the slim image has none.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && pip uninstall --yes --root-user-action=ignore pip \
    && useradd --create-home --uid 1000 studio \
    && mkdir /data \
    && chown studio:studio /data

COPY --from=packages /opt/studio /opt/studio
WORKDIR /home/studio/app
COPY LICENSE README.md app.py ./
COPY starter/ starter/
COPY studio/ studio/
COPY pipelines/ pipelines/
COPY tabs/ tabs/

USER 1000
# What libraries keep beside their work goes where one may write.
ENV PATH=/opt/studio/bin:$PATH \
    HOME=/home/studio \
    INKSTONE_HOST=0.0.0.0 \
    INKSTONE_PORT=7860 \
    INKSTONE_HOME=/data \
    HF_HOME=/data/huggingface \
    XDG_CACHE_HOME=/data/cache \
    NUMBA_CACHE_DIR=/data/cache/numba \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/theme.css', timeout=8)"]
CMD ["python", "app.py"]
