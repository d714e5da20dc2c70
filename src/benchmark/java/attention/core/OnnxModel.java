package attention.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Models as ONNX Runtime loads them, written with the few messages of their format that two small
/// graphs need.
///
/// @see <a href="https://github.com/onnx/onnx/blob/v1.18.0/onnx/onnx.proto">onnx.proto</a>
/// @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: encoding</a>
final class OnnxModel {

  private static final int IR_VERSION = 11; // of ONNX 1.18, which brought opset 23
  private static final int OPSET = 23;
  private static final int FLOAT = 1;

  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private static final int ATTRIBUTE_FLOAT = 1;
  private static final int ATTRIBUTE_INT = 2;

  private OnnxModel() {}

  /// The operator [`Attention`](https://onnx.ai/onnx/operators/onnx__Attention.html): `Q`, `K` and
  /// `V` in, `context` out.
  ///
  /// @param query `(1, H, L, E)`, of the context, too
  /// @param key `(1, H, S, E)`, of the values, too
  static byte[] attention(long[] query, long[] key, boolean causal, float scale) {
    Message node =
        node("Attention", List.of("Q", "K", "V"), List.of("context"))
            .message(5, attribute("is_causal", causal ? 1 : 0))
            .message(5, attribute("scale", scale));
    return model(
        new Message()
            .message(1, node)
            .text(2, "attention")
            .message(11, value("Q", query))
            .message(11, value("K", key))
            .message(11, value("V", key))
            .message(12, value("context", query)));
  }

  /// The three steps one by one: `Q`, `K` and `V` in; `scores` and `weights` out, `(1, H, L, S)`,
  /// and `context`. The first is an operator of ONNX Runtime's own, since ONNX has none for several
  /// heads that scales its product and takes keys as they stand.
  ///
  /// @param query `(1, H, L, E)`, of the context, too
  /// @param key `(1, H, S, E)`, of the values, too
  static byte[] threeSteps(long[] query, long[] key, float scale) {
    long[] table = {query[0], query[1], query[2], key[2]};
    var graph = new Message();
    steps(graph, scale);
    return model(
        graph
            .text(2, "steps")
            .message(11, value("Q", query))
            .message(11, value("K", key))
            .message(11, value("V", key))
            .message(12, value("scores", table))
            .message(12, value("weights", table))
            .message(12, value("context", query)));
  }

  private static void steps(Message graph, float scale) {
    Message scaled = node("FusedMatMul", List.of("Q", "K"), List.of("scores"));
    graph
        .message(
            1,
            scaled
                .text(7, "com.microsoft")
                .message(5, attribute("alpha", scale))
                .message(5, attribute("transB", 1)))
        .message(1, node("Softmax", List.of("scores"), List.of("weights")))
        .message(1, node("MatMul", List.of("weights", "V"), List.of("context")));
  }

  private static byte[] model(Message graph) {
    return new Message()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, OPSET))
        .message(8, new Message().text(1, "com.microsoft").number(2, 1))
        .bytes();
  }

  private static Message node(String operator, List<String> inputs, List<String> outputs) {
    var node = new Message();
    inputs.forEach(input -> node.text(1, input));
    outputs.forEach(output -> node.text(2, output));
    return node.text(4, operator);
  }

  private static Message attribute(String name, float value) {
    return new Message().text(1, name).fixed(2, value).number(20, ATTRIBUTE_FLOAT);
  }

  private static Message attribute(String name, int value) {
    return new Message().text(1, name).number(3, value).number(20, ATTRIBUTE_INT);
  }

  private static Message value(String name, long[] axes) {
    var shape = new Message();
    for (long axis : axes) {
      shape.message(1, new Message().number(1, axis));
    }
    var tensor = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /// A message in the making: fields one after the other.
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      key(field, VARINT);
      varint(value);
      return this;
    }

    Message fixed(int field, float value) {
      key(field, FIXED_32);
      ByteBuffer four = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(four.putFloat(value).array());
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private Message bytes(int field, byte[] value) {
      key(field, BYTES);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void key(int field, int wireType) {
      varint((long) field << 3 | wireType);
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    private void varint(long value) {
      long rest = value;
      while (rest >>> 7 != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
