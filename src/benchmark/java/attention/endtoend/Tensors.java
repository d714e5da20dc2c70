package attention.endtoend;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Self-attention with raw bytes: queries, keys and values in, weights and context out.
sealed interface Tensors {

  /// What is posted.
  Call call();

  /// The right answer.
  Stages64 expected();

  /// Gives the weights and the context in an answer.
  ByteBuffer answer(HttpResponse<byte[]> response);

  /// Binary tensors of the Open Inference Protocol.
  record Inference(Call call, Stages64 expected) implements Tensors {

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    static Inference of(Words words) {
      byte[] bytes = bytes(words);
      String header =
          """
          {"parameters":{"scale":1,"qk_matmul_output_mode":3},
           "inputs":[%1$s"Q"%2$s,%1$s"K"%2$s,%1$s"V"%2$s],
           "outputs":[{"name":"qk_matmul_output","parameters":{"binary_data":true}},
                      {"name":"Y","parameters":{"binary_data":true}}]}\
          """
              .formatted(
                  "{\"name\":",
                  ",\"datatype\":\"FP32\",\"shape\":[1,1,%d,%d],\"parameters\":{\"binary_data_size\":%d}}"
                      .formatted(words.count(), words.size(), bytes.length / 3));
      byte[] json = header.getBytes(StandardCharsets.UTF_8);
      byte[] body = ByteBuffer.allocate(json.length + bytes.length).put(json).put(bytes).array();
      return new Inference(
          new Call(
              "/v2/models/attention/infer",
              "application/octet-stream",
              HEADER_LENGTH + ": " + json.length,
              body),
          Stages64.of(words.vectors()));
    }

    @Override
    public ByteBuffer answer(HttpResponse<byte[]> response) {
      int length = (int) response.headers().firstValueAsLong(HEADER_LENGTH).orElseThrow();
      return ByteBuffer.wrap(response.body()).position(length).slice();
    }
  }

  /// Nothing but the bytes; the path says the shape.
  record Raw(Call call, Stages64 expected) implements Tensors {

    static Raw of(Words words) {
      return new Raw(
          new Call(
              "/tensors/%d/%d".formatted(words.count(), words.size()),
              "application/octet-stream",
              "",
              bytes(words)),
          Stages64.of(words.vectors()));
    }

    @Override
    public ByteBuffer answer(HttpResponse<byte[]> response) {
      return ByteBuffer.wrap(response.body());
    }
  }

  private static byte[] bytes(Words words) {
    ByteBuffer bytes =
        ByteBuffer.allocate(3 * words.count() * words.size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    float[][] vectors = words.vectors();
    for (int tensor = 0; tensor < 3; tensor++) {
      for (float[] vector : vectors) {
        for (float number : vector) {
          bytes.putFloat(number);
        }
      }
    }
    return bytes.array();
  }
}
