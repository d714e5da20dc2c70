package plain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Lists of `Double` in, loops, lists of `Double` out.
@RestController
class PlainController {

  record Word(String word, List<Double> vector) {}

  record Request(List<Word> words) {}

  record Answer(
      List<String> words,
      List<List<Double>> scores,
      List<List<Double>> weights,
      List<List<Double>> context) {}

  @GetMapping("/readyz")
  String ready() {
    return "ready";
  }

  @PostMapping("/api/v1/attention")
  Answer attend(@RequestBody Request request) {
    List<List<Double>> vectors = request.words().stream().map(Word::vector).toList();
    List<List<Double>> scores = scores(vectors);
    List<List<Double>> weights = scores.stream().map(PlainController::softmax).toList();
    List<List<Double>> context = weights.stream().map(row -> context(row, vectors)).toList();
    return new Answer(request.words().stream().map(Word::word).toList(), scores, weights, context);
  }

  private static List<List<Double>> scores(List<List<Double>> vectors) {
    var scores = new ArrayList<List<Double>>();
    for (List<Double> query : vectors) {
      var row = new ArrayList<Double>();
      for (List<Double> key : vectors) {
        double sum = 0;
        for (int e = 0; e < key.size(); e++) {
          sum += query.get(e) * key.get(e);
        }
        row.add(sum);
      }
      scores.add(row);
    }
    return scores;
  }

  private static List<Double> softmax(List<Double> scores) {
    double largest = Collections.max(scores);
    List<Double> powers = scores.stream().map(score -> Math.exp(score - largest)).toList();
    double sum = powers.stream().mapToDouble(Double::doubleValue).sum();
    return powers.stream().map(power -> power / sum).toList();
  }

  private static List<Double> context(List<Double> weights, List<List<Double>> vectors) {
    var context = new ArrayList<Double>();
    for (int e = 0; e < vectors.getFirst().size(); e++) {
      double sum = 0;
      for (int j = 0; j < weights.size(); j++) {
        sum += weights.get(j) * vectors.get(j).get(e);
      }
      context.add(sum);
    }
    return context;
  }
}
