package attention.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The files of the page as they are served.
class ServedPageTest extends RunningService {

  @Test
  void theyAreSmallAndTheFirstPageNamesThemAll() throws Exception {
    String page = get("/").body();
    long bytes = compressed("/");
    for (String file : files()) {
      assertThat(page)
          .containsAnyOf("\"explorer/" + file + "\"", file.equals("index.html") ? "" : "?");
      if (!file.equals("index.html")) {
        bytes += compressed("/explorer/" + file);
      }
    }
    assertThat(bytes).isLessThan(60_000);
  }

  @Test
  void nothingRunsThatDidNotComeFromHere() {
    assertThat(get("/").header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(get("/").body()).doesNotContainPattern("style=|onclick|<script>|https?://");
  }

  @Test
  void aBrowserAsksWhetherAFileIsStillTheSame() {
    Reply first = get("/explorer/main.js");
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(get("/explorer/main.js", "If-None-Match", first.header("ETag")).status())
        .isEqualTo(304);
    assertThat(get("/explorer/nothing.js").status()).isEqualTo(404);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/explorer"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private long compressed(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Accept-Encoding", "gzip")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray()).body().length;
    }
  }
}
