# The program with the embedded model inside: no network is needed to run it.
#   docker build -t report-summarizer .
#   docker run --rm --network none -v "$PWD:/work" report-summarizer brief report.txt -o brief.md
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY docs/summarizer.1 docs/summarizer.1
COPY prompts prompts
COPY schemas schemas
COPY summarizer summarizer
RUN python -m venv /opt/summarizer \
    && /opt/summarizer/bin/pip install --no-cache-dir '.[embedded,pdf]' \
    && SUMMARIZER_MODELS=/opt/models /opt/summarizer/bin/summarizer model pull

FROM python:3.13-slim-bookworm
# The engine computes with OpenMP. Debian's stable release is the pin: a version would be gone from its mirrors in weeks.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 summarizer
COPY --from=build /opt/summarizer /opt/summarizer
COPY --from=build /opt/models /opt/models
ENV PATH=/opt/summarizer/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    SUMMARIZER_MODELS=/opt/models
USER 1000
WORKDIR /work
ENTRYPOINT ["summarizer"]
CMD ["--help"]
