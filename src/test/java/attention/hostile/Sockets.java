package attention.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// The connections of this machine, as Linux tells them.
final class Sockets {

  private static final String ESTABLISHED = "01";

  private Sockets() {}

  /// How many connections one side still holds open.
  ///
  /// @param localPort the port of that side
  /// @param remotePorts the ports of the others
  static long countEstablished(int localPort, Collection<Integer> remotePorts) throws IOException {
    Set<Integer> remote = new HashSet<>(remotePorts);
    long count = 0;
    for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        count +=
            lines
                .skip(1)
                .map(line -> line.trim().split("\\s+", 5))
                .filter(row -> row[3].equals(ESTABLISHED))
                .filter(row -> port(row[1]) == localPort && remote.contains(port(row[2])))
                .count();
      }
    }
    return count;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }
}
