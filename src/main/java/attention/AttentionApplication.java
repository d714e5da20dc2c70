package attention;

import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service as a Spring Boot application.
@SpringBootApplication
@ConfigurationPropertiesScan
public class AttentionApplication {

  /// Starts the service and returns when it is ready.
  ///
  /// @param arguments Spring Boot's command line, for example `--server.port=9000`
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers in answers and messages look the same everywhere
    SpringApplication.run(AttentionApplication.class, arguments);
  }
}
