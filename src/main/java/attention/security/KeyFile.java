package attention.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys in a file, which may change while the service runs: one a line; empty lines and those that
/// begin with `#` do not count.
///
/// The file is read again with the first request of each second, which finds every way in which a
/// file can be replaced. A file without keys, or one that cannot be read, is taken for one that is
/// just being written: the keys before it stay, and the log says so once. It says how many keys
/// there are whenever they change.
final class KeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int MOST_BYTES = 1 << 20;

  private final Path path;
  private final AtomicLong nextLook;
  private volatile KeyDigests keys;
  private volatile boolean isReadable = true;

  /// Reads the keys.
  ///
  /// @throws UnusableKeys if there are none
  KeyFile(Path path) {
    this.path = path;
    this.keys = read();
    this.nextLook = new AtomicLong(System.nanoTime() + PERIOD.toNanos());
    tellCount();
  }

  /// The keys, as of a second ago at most.
  KeyDigests keys() {
    long look = nextLook.get();
    long now = System.nanoTime();
    if (now - look >= 0 && nextLook.compareAndSet(look, now + PERIOD.toNanos())) {
      readAgain();
    }
    return keys;
  }

  /// Looks at the file now.
  void readAgain() {
    try {
      KeyDigests found = read();
      if (!isReadable || !found.areThoseOf(keys)) {
        keys = found;
        tellCount();
      }
      isReadable = true;
    } catch (UnusableKeys unusable) {
      if (isReadable) {
        LOG.warn("The API keys stay as they were: {}", unusable.getMessage());
      }
      isReadable = false;
    }
  }

  private void tellCount() {
    LOG.info("API keys in the file {}: {}", path, keys.digests().size());
  }

  private KeyDigests read() {
    List<String> lines;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new UnusableKeys("the file %s has more than a megabyte".formatted(path));
      }
      lines =
          new String(bytes, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
    } catch (IOException unreadable) {
      throw new UnusableKeys(
          "the file %s cannot be read (%s)".formatted(path, unreadable.getClass().getSimpleName()));
    }
    if (lines.isEmpty()) {
      throw new UnusableKeys("the file %s has no key".formatted(path));
    }
    try {
      return KeyDigests.of(lines);
    } catch (UnusableKeys unusable) {
      throw new UnusableKeys("in the file %s, %s".formatted(path, unusable.getMessage()));
    }
  }
}
