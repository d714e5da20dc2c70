package attention.api;

import attention.AttentionApplication;
import attention.core.Contestant;
import attention.core.Matrix;
import attention.core.Numbers;
import attention.core.OneThread;
import attention.core.Race;
import attention.core.Timing;
import attention.service.KernelsAreFast;
import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.runtime.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How fast 512 vectors of 768 numbers are read from JSON and written to it, beside Jackson,
/// fastjson2, dsl-json and, where they can be compiled, simdjson and the C++ library: one thread
/// each, in turns, see [Race].
///
/// Ours reads a request, words and all, as strictly as the service does; the others read the same
/// numbers as a table. Each is the object that its library recommends to make once and keep.
///
/// `-Dbenchmark.seconds=5` is how long each warms up, and then how long it is measured.
final class JsonBenchmark {

  private static final int ROWS = 512;
  private static final int COLUMNS = 768;
  private static final int NUMBERS = ROWS * COLUMNS;
  private static final double[][] WIDE = numbers();

  private final RequestReader reader;
  private final JsonMapper ours;
  private final JsonMapper jackson = new JsonMapper();
  private final DslJson<Object> dslJson =
      new DslJson<>(Settings.withRuntime().includeServiceLoader());

  private final Optional<NativeJson> withoutJava;

  private JsonBenchmark(ApplicationContext service) throws IOException {
    withoutJava = NativeJson.compile(ROWS, COLUMNS);
    reader = service.getBean(RequestReader.class);
    ours = service.getBean(JsonMapper.class);
  }

  /// Something that makes an object of a text, or bytes of an object.
  private interface Codec {
    Object run() throws IOException;
  }

  /// Prints what was measured, or fails if anybody reads or writes other numbers.
  public static void main(String[] arguments) throws IOException {
    Locale.setDefault(Locale.ROOT);
    double seconds = Double.parseDouble(System.getProperty("benchmark.seconds", "5"));
    Duration each = Duration.ofMillis(Math.round(1e3 * seconds));
    System.out.printf("JVM             %s%n", System.getProperty("java.vm.version"));
    try (var service = service()) {
      var benchmark = new JsonBenchmark(service);
      List<Contestant> float32Readers = benchmark.readers(table(narrow()), WIDE);
      List<Contestant> float64Readers = benchmark.readers(table(WIDE), WIDE);
      List<Contestant> float32Writers = benchmark.writers(floats(), narrow());
      List<Contestant> float64Writers = benchmark.writers(doubles(), WIDE);
      OneThread.run(
          () -> {
            print("read float32 text", Race.run(float32Readers, each));
            print("read float64 text", Race.run(float64Readers, each));
            print("write float32", Race.run(float32Writers, each));
            print("write float64", Race.run(float64Writers, each));
          });
    }
  }

  /// Lets everybody read and write once.
  ///
  /// @throws IllegalStateException if anybody reads or writes other numbers
  static void check() throws IOException {
    try (var service = service()) {
      var benchmark = new JsonBenchmark(service);
      benchmark.readers(table(narrow()), WIDE);
      benchmark.readers(table(WIDE), WIDE);
      benchmark.writers(floats(), narrow());
      benchmark.writers(doubles(), WIDE);
    }
  }

  /// Starts the service, whose mapper learns from it how numbers are written.
  private static ConfigurableApplicationContext service() {
    var service =
        SpringApplication.run(
            AttentionApplication.class, "--server.address=127.0.0.1", "--server.port=0");
    service.publishEvent(new KernelsAreFast()); // warms the text up, and comes back when it is
    return service;
  }

  private static void print(String work, List<Timing> timings) {
    System.out.printf(
        "%n| %s, %d × %d | ns a number | ÷ ours |%n|---|---|---|%n", work, ROWS, COLUMNS);
    Timing ours = timings.getFirst();
    for (Timing timing : timings) {
      System.out.printf(
          "| %s | %.1f | %.2f |%n",
          timing.contestant().name(), 1e9 * timing.seconds() / NUMBERS, ours.ratioTo(timing));
    }
  }

  private static double[][] numbers() {
    var random = new SplittableRandom(1);
    double[][] numbers = new double[ROWS][COLUMNS];
    for (double[] row : numbers) {
      for (int n = 0; n < COLUMNS; n++) {
        row[n] = random.nextGaussian();
      }
    }
    return numbers;
  }

  private static float[][] narrow() {
    float[][] narrow = new float[ROWS][COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int n = 0; n < COLUMNS; n++) {
        narrow[row][n] = (float) WIDE[row][n];
      }
    }
    return narrow;
  }

  private static String table(Object numbers) {
    return new JsonMapper().writeValueAsString(numbers);
  }

  private static byte[] request(String table) {
    String rows = table.substring(1, table.length() - 1);
    String words = rows.replace("],[", "]},{\"word\":\"a\",\"vector\":[");
    String request = "{\"words\":[{\"word\":\"a\",\"vector\":" + words + "}]}";
    return request.getBytes(StandardCharsets.UTF_8);
  }

  private List<Contestant> readers(String table, double[][] expected) throws IOException {
    byte[] request = request(table);
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    var lists = new TypeReference<List<List<Double>>>() {};
    var readers = new ArrayList<Contestant>();
    Codec own = () -> reader.read(new ByteArrayInputStream(request), request.length);
    requireRows(ours.valueToTree(own.run()).get("words"), "/vector", expected, "ours");
    readers.add(contestant("this service, RequestReader", own));
    addReader(
        readers, "Jackson float[][]", () -> jackson.readValue(bytes, float[][].class), expected);
    addReader(
        readers, "Jackson double[][]", () -> jackson.readValue(bytes, double[][].class), expected);
    addReader(
        readers, "Jackson List<List<Double>>", () -> jackson.readValue(bytes, lists), expected);
    addReader(
        readers, "fastjson2 float[][]", () -> JSON.parseObject(bytes, float[][].class), expected);
    addReader(
        readers, "fastjson2 double[][]", () -> JSON.parseObject(bytes, double[][].class), expected);
    addReader(readers, "dsl-json float[][]", () -> dslJson(float[][].class, bytes), expected);
    addReader(readers, "dsl-json double[][]", () -> dslJson(double[][].class, bytes), expected);
    if (withoutJava.isPresent()) {
      NativeJson library = withoutJava.get();
      NativeJson.Call read = library.reader(bytes);
      read.run();
      requireRows(jackson.valueToTree(library.floats()), "", expected, "simdjson");
      readers.add(contestant("simdjson in C++", read::run));
    }
    return readers;
  }

  private Object dslJson(Class<?> type, byte[] bytes) throws IOException {
    Object read = dslJson.deserialize(type, bytes, bytes.length);
    if (read == null) {
      throw new IllegalStateException("dsl-json reads nothing");
    }
    return read;
  }

  private void addReader(List<Contestant> readers, String name, Codec codec, double[][] expected)
      throws IOException {
    requireRows(jackson.valueToTree(codec.run()), "", expected, name);
    readers.add(contestant(name, codec));
  }

  private static Numbers floats() {
    float[] values = new float[NUMBERS];
    for (int n = 0; n < NUMBERS; n++) {
      values[n] = (float) WIDE[n / COLUMNS][n % COLUMNS];
    }
    return new Numbers.Float32(values);
  }

  private static Numbers doubles() {
    double[] values = new double[NUMBERS];
    for (int n = 0; n < NUMBERS; n++) {
      values[n] = WIDE[n / COLUMNS][n % COLUMNS];
    }
    return new Numbers.Float64(values);
  }

  /// Makes those who write numbers.
  ///
  /// @param rows the same numbers, as an array of arrays
  private List<Contestant> writers(Numbers numbers, Object rows) throws IOException {
    var matrix = new Matrix(ROWS, COLUMNS, numbers);
    String type = rows.getClass().getSimpleName();
    var writers = new ArrayList<Contestant>();
    addWriter(writers, "this service, Matrix", out -> ours.writeValue(out, matrix));
    addWriter(writers, "Jackson " + type, out -> jackson.writeValue(out, rows));
    addWriter(writers, "fastjson2 " + type, out -> JSON.writeTo(out, rows));
    addWriter(writers, "dsl-json " + type, out -> dslJson.serialize(rows, out));
    if (withoutJava.isPresent()) {
      NativeJson library = withoutJava.get();
      NativeJson.Call write = library.writer(numbers);
      requireRows(jackson.readTree(library.text(write.run())), "", WIDE, "to_chars");
      writers.add(contestant("to_chars of C++", write::run));
    }
    return writers;
  }

  /// Writes something.
  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private void addWriter(List<Contestant> writers, String name, Writer writer) throws IOException {
    var text = new ByteArrayOutputStream();
    writer.write(text);
    requireRows(jackson.readTree(text.toByteArray()), "", WIDE, name);
    writers.add(
        contestant(
            name,
            () -> {
              writer.write(OutputStream.nullOutputStream());
              return writer;
            }));
  }

  /// Checks that somebody has the numbers, at least as precisely as float32 has them.
  private static void requireRows(
      JsonNode table, String pointer, double[][] expected, String name) {
    for (int row = 0; row < ROWS; row++) {
      JsonNode actual = table.get(row).at(pointer);
      for (int n = 0; n < COLUMNS; n++) {
        if ((float) actual.get(n).asDouble() != (float) expected[row][n]) {
          throw new IllegalStateException(
              "%s: %s instead of %s".formatted(name, actual.get(n), expected[row][n]));
        }
      }
    }
  }

  private static Contestant contestant(String name, Codec codec) {
    Supplier<Object> call =
        () -> {
          try {
            return codec.run();
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        };
    return new Contestant(name, NUMBERS, call);
  }
}
