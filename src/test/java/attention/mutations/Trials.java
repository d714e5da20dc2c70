package attention.mutations;

import attention.inference.InferenceSeeds;
import attention.mutations.Trial.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// What is tried: each number is a request, the same one in every run.
final class Trials {

  private static final String ATTENTION = "/api/v1/attention";
  private static final CBORMapper CBOR = new CBORMapper();

  private static final List<String> STAGES = List.of("scores", "weights", "context");
  private static final List<String> QUERIES =
      List.of("0", "1", "2", "-1", "7", "a", "Cats", "love", "b", "q", "%20", "%E7%8C%AB", "01");
  private static final List<String> SHOWN =
      List.of(
          "text/plain",
          "text/csv",
          "text/csv",
          "text/markdown",
          "image/svg+xml",
          "text/x-python",
          "application/cbor");

  private final long seed;
  private final List<JsonNode> requests = Seeds.requests();
  private final List<JsonNode> compares = Seeds.opinions("compare");
  private final List<JsonNode> whatIfs = Seeds.opinions("what-if");
  private final List<JsonNode> merges = Seeds.opinions("merge");
  private final List<JsonNode> tensors = InferenceSeeds.attention();
  private final List<byte[]> binaries = InferenceSeeds.binary();
  private final List<JsonNode> inferences = Seeds.inferences();
  private final List<String> resources = Seeds.resources();

  Trials(long seed) throws IOException {
    this.seed = seed;
  }

  /// Gives a trial.
  Trial get(long number) {
    return new Making(new SplittableRandom(seed + number)).trial();
  }

  /// One trial while it is made.
  private final class Making {

    private final SplittableRandom random;

    Making(SplittableRandom random) {
      this.random = random;
    }

    Trial trial() {
      Trial trial = sentOtherwise(intended());
      return random.nextInt(8) == 0
          ? trial.sent(new Damage(random).of(trial.request()), false)
          : trial;
    }

    private Trial intended() {
      int kind = random.nextInt(100);
      if (kind < 30) {
        return json(Endpoint.WHOLE, ATTENTION, requests);
      }
      if (kind < 36) {
        return json(Endpoint.STAGE, ATTENTION + "/" + any(STAGES), requests);
      }
      if (kind < 46) {
        String part = random.nextBoolean() ? "queries" : any(STAGES);
        return json(Endpoint.ROW, ATTENTION + "/" + part + "/" + any(QUERIES), requests);
      }
      if (kind < 50) {
        return json(Endpoint.ROWS, ATTENTION, requests).with("Accept", "application/x-ndjson");
      }
      if (kind < 57) {
        return json(Endpoint.SHOWN, ATTENTION, requests).with("Accept", any(SHOWN));
      }
      if (kind < 63) {
        return cbor();
      }
      if (kind < 68) {
        return lines();
      }
      if (kind < 72) {
        return json(Endpoint.WHAT_IF, ATTENTION + "/what-if", whatIfs);
      }
      if (kind < 75) {
        return json(Endpoint.COMPARE, ATTENTION + "/compare", compares);
      }
      if (kind < 80) {
        return json(Endpoint.MERGE, ATTENTION + "/merge", merges);
      }
      if (kind < 90) {
        return json(Endpoint.TENSORS, "/v2/models/attention/infer", tensors);
      }
      if (kind < 94) {
        return binary();
      }
      if (kind < 97) {
        return otherTensors();
      }
      var request = new Request("GET", any(resources), Seeds.HEADERS, new byte[0], false);
      return new Trial(Endpoint.RESOURCE, request, true, new byte[0]);
    }

    private Trial json(Endpoint endpoint, String target, List<JsonNode> documents) {
      return Trial.ofJson(endpoint, target, document(documents));
    }

    /// A document, most often not as good as it was.
    private byte[] document(List<JsonNode> documents) {
      return random.nextInt(16) == 0
          ? any(documents).toString().getBytes(StandardCharsets.UTF_8)
          : new Mutations(documents, random).next();
    }

    private Trial cbor() {
      var mutations = new Mutations(requests, random);
      byte[] body = CBOR.writeValueAsBytes(mutations.value());
      byte[] sent = random.nextInt(3) == 0 ? mutations.otherBytes(body) : body;
      return Trial.of(Endpoint.WHOLE, ATTENTION, "application/cbor", sent);
    }

    private Trial lines() {
      var body = new ByteArrayOutputStream();
      for (int line = random.nextInt(3); line >= 0; line--) {
        body.writeBytes(document(requests));
        body.write('\n');
      }
      return Trial.of(Endpoint.LINES, ATTENTION, "application/x-ndjson", body.toByteArray());
    }

    /// A header of JSON and the bytes of tensors, either of which may be damaged.
    private Trial binary() {
      byte[] body = any(binaries).clone();
      int length = ByteBuffer.wrap(body).getInt();
      byte[] whole = new byte[body.length - Integer.BYTES];
      System.arraycopy(body, Integer.BYTES, whole, 0, whole.length);
      boolean intact = random.nextInt(3) == 0;
      byte[] sent = intact ? whole : new Mutations(tensors, random).otherBytes(whole);
      return Trial.of(
              Endpoint.TENSORS, "/v2/models/attention/infer", "application/octet-stream", sent)
          .with("Inference-Header-Content-Length", String.valueOf(length));
    }

    private Trial otherTensors() {
      JsonNode example = any(inferences);
      String model =
          random.nextBoolean() ? "attention_compare" : example.path("model").asString("attention");
      return json(
          Endpoint.OTHER_TENSORS,
          "/v2/models/" + model + "/infer",
          inferences.stream().map(each -> each.get("request")).toList());
    }

    /// The same body compressed or in chunks, which changes nothing, or compressed and then broken.
    private Trial sentOtherwise(Trial trial) {
      Request request = trial.request();
      if (request.body().length == 0) {
        return trial;
      }
      return switch (random.nextInt(24)) {
        case 0 -> trial.sent(compressed(request, gzip(request.body())), trial.asIntended());
        case 1 -> {
          byte[] broken = new Mutations(requests, random).otherBytes(gzip(request.body()));
          yield trial.sent(compressed(request, broken), false);
        }
        case 2 -> {
          var chunked =
              new Request(
                  request.method(), request.target(), request.headers(), request.body(), true);
          yield trial.sent(chunked, trial.asIntended());
        }
        default -> trial;
      };
    }

    private static Request compressed(Request request, byte[] body) {
      return new Request(request.method(), request.target(), request.headers(), body, false)
          .with("Content-Encoding", "gzip");
    }

    private static byte[] gzip(byte[] body) {
      var out = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(body);
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
      return out.toByteArray();
    }

    private <T> T any(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }
}
