package attention.api;

import static org.assertj.core.api.Assertions.assertThat;

import attention.BoundLimits;
import attention.core.Faults;
import attention.core.InvalidInput;
import attention.service.AttentionRequest;
import attention.service.Include;
import attention.service.Options;
import attention.service.WordVector;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// That lists which are looked at by ourselves have no fault that Hibernate Validator finds in
/// them.
@SuppressWarnings("NullAway") // makes what is left where a request says nothing
class RequestValidatorTest {

  private static final int REQUESTS = 3_000;

  private final Validator fields = Validation.buildDefaultValidatorFactory().getValidator();
  private final Reading reading = Reading.within(BoundLimits.of(Map.of()));
  private final Random random = new Random(4);

  @Test
  void everyFaultOfAFieldIsFoundWhicheverListHasIt() {
    int wrong = 0;
    for (int n = 0; n < REQUESTS; n++) {
      AttentionRequest request = request();

      List<String> expected =
          fields.validate(request).stream()
              .map(violation -> pointer(violation.getPropertyPath().toString()))
              .sorted()
              .toList();

      List<String> found = pointers(() -> reading.validator().requireValid(request));
      if (expected.isEmpty()) {
        var others = new Faults();
        reading.service().check(request, others);
        assertThat(found).as("%s", request).isEqualTo(pointers(others::throwIfAny));
      } else {
        wrong++;
        assertThat(found).as("%s", request).containsAll(expected);
      }
    }
    assertThat(wrong).isBetween(REQUESTS / 4, REQUESTS / 4 * 3);
  }

  private static String pointer(String path) {
    return "/"
        + path.replace("].<list element>", "]").replaceAll("\\[(\\d+)]", "/$1").replace('.', '/');
  }

  private static List<String> pointers(Runnable check) {
    try {
      check.run();
      return List.of();
    } catch (InvalidInput invalid) {
      return invalid.faults().stream().map(fault -> fault.pointer()).toList();
    }
  }

  // ---- requests, of which half lack something

  private AttentionRequest request() {
    boolean isCross = random.nextBoolean();
    AttentionRequest request =
        AttentionRequest.NONE
            .with(
                isCross ? null : words(),
                isCross ? words() : null,
                isCross ? words() : null,
                isCross && random.nextBoolean() ? words() : null)
            .including(random.nextBoolean() ? null : list(this::include));
    return random.nextBoolean() ? request : request.with(options());
  }

  private Options options() {
    double temperature = rarely() ? -1 : 1;
    return new Options(null, null, temperature, null, null, null, null, null, null, null, null);
  }

  private List<WordVector> words() {
    return list(() -> rarely() ? null : new WordVector(word(), vector()));
  }

  private String word() {
    return rarely() ? rarely() ? "" : null : "word" + random.nextInt();
  }

  private double[] vector() {
    return rarely() ? rarely() ? null : new double[0] : new double[] {random.nextDouble()};
  }

  private Include include() {
    return rarely() ? null : Include.SCORES;
  }

  private <T extends @Nullable Object> List<T> list(Supplier<T> element) {
    var list = new ArrayList<T>();
    int size = rarely() ? 0 : 1 + random.nextInt(4);
    for (int n = 0; n < size; n++) {
      list.add(element.get());
    }
    return list;
  }

  private boolean rarely() {
    return random.nextInt(12) == 0;
  }
}
