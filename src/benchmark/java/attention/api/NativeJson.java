package attention.api;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import attention.core.Numbers;
import attention.endtoend.Packages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// simdjson and the shortest text of the C++ library, compiled for this processor: what can be
/// reached without Java.
///
/// All that they read and write stays in native memory, which they touch again and again: the best
/// case for them.
final class NativeJson {

  private static final Path SOURCE = Path.of("src/benchmark/native/json.cpp");
  private static final Path LIBRARY = Path.of("target/benchmarks/json.so").toAbsolutePath();
  private static final int PADDING = 64; // what simdjson may touch behind a text
  private static final int ROOM = 26; // bytes of a number and what stands around it

  private final MethodHandle read;
  private final MethodHandle writeFloats;
  private final MethodHandle writeDoubles;
  private final int rows;
  private final int columns;
  private final MemorySegment floats;
  private final MemorySegment written;

  private NativeJson(SymbolLookup library, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    read = function(library, "read_table", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
    writeFloats = function(library, "write_floats", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
    writeDoubles = function(library, "write_doubles", ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
    floats = Arena.global().allocate(JAVA_FLOAT, (long) rows * columns);
    written = Arena.global().allocate((long) rows * columns * ROOM);
  }

  /// Compiles it, where that is possible; says why if not.
  ///
  /// @param rows of the tables that will be read and written
  @SuppressWarnings("restricted") // a library of our own
  static Optional<NativeJson> compile(int rows, int columns) throws IOException {
    Files.createDirectories(LIBRARY.getParent());
    Files.deleteIfExists(LIBRARY);
    String said;
    try {
      Packages.installAll(List.of("g++", "libsimdjson-dev"));
      said =
          Packages.run(
              "g++ -std=c++17 -O3 -march=native -shared -fPIC -o %s %s -lsimdjson"
                  .formatted(LIBRARY, SOURCE)
                  .split(" "));
    } catch (IOException notThere) {
      said = notThere.getMessage();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      said = "interrupted";
    }
    if (!Files.exists(LIBRARY)) {
      System.out.printf("Without simdjson and to_chars: %s%n", said);
      return Optional.empty();
    }
    var library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    return Optional.of(new NativeJson(library, rows, columns));
  }

  @SuppressWarnings("restricted") // a library of our own
  private static MethodHandle function(
      SymbolLookup library, String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            library.find(name).orElseThrow(), FunctionDescriptor.of(JAVA_LONG, arguments));
  }

  /// Something that a library does again and again.
  interface Call {

    /// Does it.
    ///
    /// @return how many numbers were read, or bytes written
    long run();
  }

  /// Gives what reads a text; see [#floats].
  Call reader(byte[] text) {
    MemorySegment padded = Arena.global().allocate(text.length + PADDING);
    padded.copyFrom(MemorySegment.ofArray(text));
    return () -> call(read, padded, (long) text.length, padded.byteSize(), floats);
  }

  /// Gives what writes a table; see [#text].
  Call writer(Numbers table) {
    MethodHandle write =
        switch (table) {
          case Numbers.Float32 _ -> writeFloats;
          case Numbers.Float64 _ -> writeDoubles;
        };
    MemorySegment numbers =
        switch (table) {
          case Numbers.Float32(float[] values) -> Arena.global().allocateFrom(JAVA_FLOAT, values);
          case Numbers.Float64(double[] values) -> Arena.global().allocateFrom(JAVA_DOUBLE, values);
        };
    return () -> call(write, numbers, (long) rows, (long) columns, written);
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return (long) function.invokeWithArguments(arguments);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// The numbers that were read last.
  float[][] floats() {
    float[][] table = new float[rows][];
    for (int row = 0; row < rows; row++) {
      long from = (long) row * columns * Float.BYTES;
      table[row] = floats.asSlice(from, (long) columns * Float.BYTES).toArray(JAVA_FLOAT);
    }
    return table;
  }

  /// What was written last.
  byte[] text(long length) {
    return written.asSlice(0, length).toArray(JAVA_BYTE);
  }
}
