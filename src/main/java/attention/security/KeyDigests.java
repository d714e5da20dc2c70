package attention.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Keys as their SHA-256. What is compared has one length, and says nothing about a key.
///
/// @param digests one for each key
record KeyDigests(List<byte[]> digests) {

  // Goes into a header as it is; short ones could be guessed.
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{16,256}");

  /// Takes the digests of keys.
  ///
  /// @param keys each 16 to 256 visible ASCII characters
  /// @throws UnusableKeys if one is something else
  static KeyDigests of(List<String> keys) {
    for (int n = 0; n < keys.size(); n++) {
      if (!KEY.matcher(keys.get(n)).matches()) {
        throw new UnusableKeys("key %d is not 16 to 256 visible ASCII characters".formatted(n + 1));
      }
    }
    return new KeyDigests(keys.stream().map(KeyDigests::digest).toList());
  }

  /// Tells whether these are the same keys in the same order.
  boolean areThoseOf(KeyDigests others) {
    return Arrays.deepEquals(digests.toArray(), others.digests.toArray());
  }

  /// Tells whether something is one of the keys, in a time that does not depend on which, or on how
  /// much of it is right.
  boolean contain(String key) {
    byte[] digest = digest(key);
    boolean found = false;
    for (byte[] known : digests) {
      found |= MessageDigest.isEqual(known, digest);
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
