package plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts it.
@SpringBootApplication
public class PlainApplication {

  /// Starts it.
  public static void main(String[] arguments) {
    SpringApplication.run(PlainApplication.class, arguments);
  }
}
