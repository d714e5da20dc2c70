# Needs nothing but a container engine: docker build --tag attention .

FROM eclipse-temurin:25-jdk AS build
WORKDIR /build

# What Maven downloads is a layer of its own, which lasts until pom.xml changes.
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw --batch-mode --no-transfer-progress dependency:go-offline

COPY src/main src/main
RUN ./mvnw --batch-mode --no-transfer-progress package -Dmaven.test.skip
RUN cp target/attention-*.jar attention.jar \
  && java -Djarmode=tools -jar attention.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="attention" \
      org.opencontainers.image.description="A stateless service that computes attention and shows its work." \
      org.opencontainers.image.licenses="Apache-2.0"

# Fonts for pictures: for most scripts, for Chinese, Japanese and Korean, and for emoji.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends \
    fontconfig fonts-dejavu-core fonts-droid-fallback fonts-symbola \
  && rm -rf /var/lib/apt/lists/*

RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin attention

# From what changes least to what changes most: a new build of the service pushes the last layer only.
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# What the JVM learns at a first start, so that the service is ready in a third of the time: same Java, jars and flags.
ARG FLAGS="-XX:+UseG1GC"
COPY src/main/docker/train.sh /tmp/
RUN bash /tmp/train.sh /app $FLAGS && rm /tmp/train.sh

# A number, so that Kubernetes can tell that it is not root. The user owns no file of the image and writes to /tmp only.
USER 10001:10001
EXPOSE 8080

# The image has neither curl nor wget, but bash can open a connection by itself.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# The heap takes its share of the container's memory. A service out of memory ends, so that it is started anew, instead
# of accepting no more requests for ever. G1 gives large arrays back without moving them, so that small requests do not wait
# for the collector while large ones are computed; with more room for survivors they are not taken for old while they are
# written, and what large requests pass on to the next ones may fill more of the heap, before the collector marks all that is
# old. Java waits three times as long until it compiles something,
# so that less is compiled before the fast kernels are; what it took to compile is given back, and so is heap that a service
# without requests has not needed for a minute.
# More flags go into the environment variable JDK_JAVA_OPTIONS, for example -Xmx2g.
ENTRYPOINT ["java", "-XX:+UseG1GC", "-XX:SurvivorRatio=2", "-XX:CompileThresholdScaling=3", "-XX:TrimNativeHeapInterval=5000", "-XX:G1PeriodicGCInterval=60000", "-XX:InitiatingHeapOccupancyPercent=70", "-XX:AOTCache=attention.aot", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "attention.jar"]
