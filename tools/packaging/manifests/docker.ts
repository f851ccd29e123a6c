import { archiveOf, type Release, urlOf } from '../release.ts'

/** An image with awsenv and nothing that it doesn't need. */
export function dockerfile(release: Release): string {
  const [x64, arm64] = [archiveOf(release, 'linux-x64'), archiveOf(release, 'linux-arm64')]
  return `FROM debian:stable-slim AS fetched
ARG TARGETARCH
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl
RUN case "$TARGETARCH" in \\
      amd64) url=${urlOf(release, x64)} sum=${x64.sha256} ;; \\
      arm64) url=${urlOf(release, arm64)} sum=${arm64.sha256} ;; \\
      *) echo "there is no awsenv for $TARGETARCH" >&2; exit 1 ;; \\
    esac \\
    && curl -fsSL -o /awsenv.tar.gz "$url" \\
    && echo "$sum  /awsenv.tar.gz" >/awsenv.sum && sha256sum -c /awsenv.sum \\
    && mkdir /awsenv && tar -xzf /awsenv.tar.gz -C /awsenv --strip-components=1

FROM debian:stable-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libatomic1 \\
    && rm -rf /var/lib/apt/lists/*
COPY --from=fetched /awsenv/awsenv /usr/local/bin/awsenv
COPY --from=fetched /awsenv/shell/ /usr/local/share/awsenv/
RUN useradd --uid 1000 --create-home awsenv
USER 1000
ENTRYPOINT ["awsenv"]
`
}
