package attention.format;

import static org.assertj.core.api.Assertions.assertThat;

import attention.core.Faults;
import attention.core.Numbers;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The elements of a tensor are the same as bytes and as JSON, for every datatype.
class TensorDataFuzzTest {

  private static final long MOST_EXACT = 1L << 53;

  private static final StrictJson JSON = new StrictJson(16, 1_000, List.of(new JsonDataReader()));

  record Document(@Nullable JsonData data) {}

  /// @param input a byte that names the datatype, and then elements
  @FuzzTest
  void bytesAndJsonHoldTheSameElements(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Datatype[] datatypes = Datatype.values();
    Datatype datatype = datatypes[Byte.toUnsignedInt(input[0]) % datatypes.length];
    int count = (input.length - 1) / datatype.bytes();
    byte[] bytes = Arrays.copyOfRange(input, 1, 1 + count * datatype.bytes());

    TensorData read = BinaryData.read(new ByteArrayInputStream(bytes), datatype, count);

    assertThat(read.count()).isEqualTo(count);
    var faults = new Faults();
    TensorData again = ofJson(json(read, datatype), datatype, count, faults);
    if (!faults.isEmpty()) {
      assertThat(read).isInstanceOf(TensorData.Integers.class);
      assertThat(LongStream.of(((TensorData.Integers) read).integers()))
          .as("elements that JSON cannot hold, %s", faults.kept())
          .anyMatch(integer -> exceedsJson(integer, datatype));
      return;
    }
    assertThat(elements(Objects.requireNonNull(again))).isEqualTo(elements(read)); // by their bits
    if (read instanceof TensorData.Reals(Numbers numbers)) {
      var out = new ByteArrayOutputStream();
      BinaryData.write(out, datatype, numbers);
      TensorData written =
          BinaryData.read(new ByteArrayInputStream(out.toByteArray()), datatype, count);
      assertThat(elements(written)).isEqualTo(elements(read));
    }
  }

  private static @Nullable TensorData ofJson(
      String list, Datatype datatype, int count, Faults faults) throws IOException {
    Document document =
        JSON.read(new StringReader("{\"data\":" + list + "}"), Document.class, faults);
    assertThat(faults.kept()).as("faults of the list").isEmpty();
    JsonData data = Objects.requireNonNull(Objects.requireNonNull(document).data());
    return data.as(datatype, new int[] {count}, "/data", faults);
  }

  private static boolean exceedsJson(long integer, Datatype datatype) {
    return datatype == Datatype.UINT64
        ? Long.compareUnsigned(integer, MOST_EXACT) > 0
        : integer > MOST_EXACT || integer < -MOST_EXACT;
  }

  private static String json(TensorData data, Datatype datatype) {
    var list = new StringJoiner(",", "[", "]");
    switch (data) {
      case TensorData.Reals(Numbers.Float32(float[] values)) -> {
        for (float value : values) {
          list.add(Float.isFinite(value) ? Float.toString(value) : "\"" + value + "\"");
        }
      }
      case TensorData.Reals(Numbers.Float64(double[] values)) -> {
        for (double value : values) {
          list.add(Double.isFinite(value) ? Double.toString(value) : "\"" + value + "\"");
        }
      }
      case TensorData.Flags(boolean[] flags) -> {
        for (boolean flag : flags) {
          list.add(Boolean.toString(flag));
        }
      }
      case TensorData.Integers(long[] integers) -> {
        for (long integer : integers) {
          boolean unsigned = datatype == Datatype.UINT64;
          list.add(unsigned ? Long.toUnsignedString(integer) : Long.toString(integer));
        }
      }
    }
    return list.toString();
  }

  private static double[] elements(TensorData data) {
    return switch (data) {
      case TensorData.Reals(Numbers numbers) -> doubles(numbers);
      case TensorData.Flags(boolean[] flags) -> {
        double[] elements = new double[flags.length];
        for (int n = 0; n < flags.length; n++) {
          elements[n] = flags[n] ? 1 : 0;
        }
        yield elements;
      }
      case TensorData.Integers(long[] integers) ->
          Arrays.stream(integers).asDoubleStream().toArray();
    };
  }

  private static double[] doubles(Numbers numbers) {
    double[] elements = new double[numbers.count()];
    for (int n = 0; n < elements.length; n++) {
      elements[n] = numbers.at(n);
    }
    return elements;
  }
}
