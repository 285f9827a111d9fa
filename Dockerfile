# The studio as a container: a user with id 1000, port 7860, works and downloaded models under /data.
#
#   docker build -t inkstone .
#   docker run -p 7860:7860 -v inkstone:/data inkstone
#
# Without an NVIDIA GPU, a package index with the CPU build of torch makes the image some 4 GB smaller:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=<address of that index> -t inkstone .
FROM python:3.11-slim

# xllamacpp takes the OpenMP library from the system; the slim image has none.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 1000 studio \
    && mkdir /data \
    && chown studio:studio /data

WORKDIR /home/studio/app

# Before the source: a change of code does not install the packages again.
ARG PIP_EXTRA_INDEX_URL
COPY requirements.txt ./
COPY packages/ packages/
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

COPY LICENSE README.md app.py ./
COPY starter/ starter/
COPY studio/ studio/
COPY pipelines/ pipelines/
COPY tabs/ tabs/

USER 1000
ENV HOME=/home/studio \
    INKSTONE_HOST=0.0.0.0 \
    INKSTONE_PORT=7860 \
    INKSTONE_HOME=/data \
    HF_HOME=/data/huggingface \
    PYTHONUNBUFFERED=1

EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/theme.css', timeout=8)"]
CMD ["python", "app.py"]
