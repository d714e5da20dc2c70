package attention.endtoend;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;

/// What figures were measured on.
public final class Machine {

  private Machine() {}

  /// Prints the date, the machine, and what else it does at the moment.
  public static void print() throws IOException {
    System.out.printf("date            %s%n", LocalDate.now(ZoneId.systemDefault()));
    System.out.printf("processor       %s%n", processor());
    System.out.printf(
        "processors      %d, shared with the clients%n",
        Runtime.getRuntime().availableProcessors());
    System.out.printf("load            %.2f%n", load());
    System.out.printf("JVM             %s%n", System.getProperty("java.vm.version"));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown");
    }
  }
}
