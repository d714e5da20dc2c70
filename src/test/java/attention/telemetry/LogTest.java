package attention.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the log says of a request.
@Import(LogTest.Broken.class)
@ExtendWith(OutputCaptureExtension.class)
class LogTest extends RunningService {

  @RestController
  static class Broken {

    @GetMapping("/broken")
    String fail() {
      throw new IllegalStateException("broken for a test");
    }
  }

  @Test
  void aLineAboutARequestBearsItsId(CapturedOutput output) {
    assertThat(get("/broken", "X-Request-Id", "id-1").status()).isEqualTo(500);

    assertThat(output.getAll().lines().filter(line -> line.contains("A request failed")))
        .singleElement()
        .asString()
        .contains("[id-1] ")
        .contains("ERROR");
  }
}
