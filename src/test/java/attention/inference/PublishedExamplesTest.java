package attention.inference;

import static org.assertj.core.api.Assertions.assertThat;

import attention.RunningService;
import attention.core.Numbers;
import attention.format.Datatype;
import attention.format.TensorData;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;

/// The examples that the specifications print, with the model that they imagine: two inputs, and an
/// output of six numbers.
///
/// @see <a
///   href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">Open
///   Inference Protocol</a>
/// @see <a
///   href="https://docs.nvidia.com/deeplearning/triton-inference-server/user-guide/docs/protocol/extension_binary_data.html">Binary
///   tensor data extension</a>
class PublishedExamplesTest extends RunningService {

  private static final float[] OUTPUT = {1.0f, 1.1f, 2.0f, 2.1f, 3.0f, 3.1f};

  @TestConfiguration
  static class Models {
    @Bean
    Model myModel() {
      return new MyModel();
    }
  }

  private static final class MyModel implements Model {

    @Override
    public String name() {
      return "mymodel";
    }

    @Override
    public List<TensorMetadata> inputs() {
      return List.of(
          TensorMetadata.of("input0", Datatype.UINT32, 2, 2),
          TensorMetadata.of("input1", Datatype.BOOL, 3));
    }

    @Override
    public List<TensorMetadata> outputs() {
      return List.of(TensorMetadata.of("output0", Datatype.FP32, 3, 2));
    }

    @Override
    public Inferred infer(Inference inference, Set<String> wanted) {
      assertThat(Objects.requireNonNull(inference.inputs().get("input0")).data())
          .isInstanceOfSatisfying(
              TensorData.Integers.class,
              data -> assertThat(data.integers()).containsExactly(1, 2, 3, 4));
      assertThat(Objects.requireNonNull(inference.inputs().get("input1")).data())
          .isInstanceOfSatisfying(
              TensorData.Flags.class,
              data -> assertThat(data.flags()).containsExactly(true, false, true));
      int[] shape = {3, 2};
      var numbers = new Numbers.Float32(OUTPUT);
      return Inferred.of(List.of(new Result("output0", Datatype.FP32, shape, numbers)));
    }
  }

  /// As printed, but for the second input: printed are one element and a shape of three.
  @Test
  void theExampleInJson() {
    String request =
        """
        {
          "id" : "42",
          "inputs" : [
            {
              "name" : "input0",
              "shape" : [ 2, 2 ],
              "datatype" : "UINT32",
              "data" : [ 1, 2, 3, 4 ]
            },
            {
              "name" : "input1",
              "shape" : [ 3 ],
              "datatype" : "BOOL",
              "data" : %s
            }
          ],
          "outputs" : [
            {
              "name" : "output0"
            }
          ]
        }
        """;
    JsonNode answer =
        post("/v2/models/mymodel/infer", request.formatted("[ true, false, true ]")).json();

    assertThat(answer.get("id").asString()).isEqualTo("42");
    assertThat(answer.get("outputs"))
        .isEqualTo(
            JSON.readTree(
                """
                [
                  {
                    "name" : "output0",
                    "datatype"  : "FP32",
                    "shape" : [ 3, 2 ],
                    "data" : [ 1.0, 1.1, 2.0, 2.1, 3.0, 3.1 ]
                  }
                ]
                """));
    assertThat(post("/v2/models/mymodel/infer", request.formatted("[ true ]")).body())
        .isEqualTo("{\"error\":\"/inputs/1/data has 1 elements, the shape has 3\"}");
  }

  @Test
  void theExampleInBytes() {
    String header =
        """
        {
          "model_name" : "mymodel",
          "inputs" : [
            {
              "name" : "input0",
              "shape" : [ 2, 2 ],
              "datatype" : "UINT32",
              "parameters" : {
                "binary_data_size" : 16
              }
            },
            {
              "name" : "input1",
              "shape" : [ 3 ],
              "datatype" : "BOOL",
              "parameters" : {
                "binary_data_size" : 3
              }
            }
          ],
          "outputs" : [
            {
              "name" : "output0",
              "parameters" : {
                "binary_data" : true
              }
            }
          ]
        }
        """;
    byte[] bytes = {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 1};
    BinaryReply reply = postBinary("/v2/models/mymodel/infer", header, bytes);

    assertThat(JSON.readTree(reply.header()).get("outputs"))
        .isEqualTo(
            JSON.readTree(
                """
                [
                  {
                    "name" : "output0",
                    "datatype" : "FP32",
                    "shape" : [ 3, 2 ],
                    "parameters"  : {
                      "binary_data_size" : 24
                    }
                  }
                ]
                """));
    assertThat(reply.bytes())
        .isEqualTo(WireTensors.toBytes("FP32", new double[] {1, 1.1f, 2, 2.1f, 3, 3.1f}));
  }
}
