package attention.api;

import attention.core.Fault;
import attention.core.Faults;
import attention.format.AnyNumbers;
import attention.format.Beside;
import attention.format.BoundedLists;
import attention.format.Choices;
import attention.format.NestedNumbers;
import attention.format.StrictCbor;
import attention.format.StrictJson;
import attention.limits.Limits;
import attention.service.AttentionRequest;
import attention.service.BiasOption;
import attention.service.BiasTable;
import attention.service.CompareRequest;
import attention.service.MaskOption;
import attention.service.MergeRequest;
import attention.service.SecondOpinions;
import attention.service.WhatIfRequest;
import attention.service.WordVector;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JacksonModule;

/// Reads requests for second opinions from JSON or CBOR and reports everything that is wrong with
/// them.
@Component
class OpinionReader {

  private static final String CANDIDATE = "candidate";
  private static final String TOLERANCE = "tolerance";
  private static final String CHANGE = "change";

  private final StrictJson json;
  private final StrictCbor cbor;
  private final RequestValidator validator;
  private final SecondOpinions opinions;

  OpinionReader(Limits limits, RequestValidator validator, SecondOpinions opinions) {
    List<JacksonModule> modules =
        List.of(
            new BoundedLists(WordVector.class, limits.maxWords()),
            new Choices(MaskOption.class, BiasOption.class),
            new NestedNumbers(BiasTable.class, BiasTable::new),
            new AnyNumbers(CompareRequest.Row.class, CompareRequest.Row::new));
    this.json = new StrictJson(limits.maxNesting(), limits.maxNumberLength(), modules);
    this.cbor = new StrictCbor(limits.maxNesting(), limits.maxNumberLength(), modules);
    this.validator = validator;
    this.opinions = opinions;
  }

  /// Reads a request with a candidate.
  ///
  /// @param isCbor whether the body is CBOR instead of JSON
  /// @throws attention.format.UnreadableJson if the body is no document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  CompareRequest compare(InputStream body, boolean isCbor) throws IOException {
    var beside =
        new Beside(Map.of(CANDIDATE, CompareRequest.Candidate.class, TOLERANCE, Double.class));
    var faults = new Faults();
    AttentionRequest request = request(body, isCbor, beside, faults);
    return new CompareRequest(
        request,
        beside.get(CANDIDATE, CompareRequest.Candidate.class),
        beside.get(TOLERANCE, Double.class));
  }

  /// Reads a request with a change.
  ///
  /// @param isCbor whether the body is CBOR instead of JSON
  /// @throws attention.format.UnreadableJson if the body is no document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  WhatIfRequest whatIf(InputStream body, boolean isCbor) throws IOException {
    var beside = new Beside(Map.of(CHANGE, WhatIfRequest.Change.class));
    var faults = new Faults();
    AttentionRequest request = request(body, isCbor, beside, faults);
    WhatIfRequest.Change change = beside.get(CHANGE, WhatIfRequest.Change.class);
    var whatIf = new WhatIfRequest(request, change);
    AttentionRequest other = opinions.changed(whatIf, faults);
    faults.throwIfAny();
    checkChanged(other, change, faults);
    return whatIf;
  }

  /// Reads parts to merge.
  ///
  /// @param isCbor whether the body is CBOR instead of JSON
  /// @throws attention.format.UnreadableJson if the body is no document
  /// @throws attention.core.InvalidInput if it holds what no request may hold
  MergeRequest merge(InputStream body, boolean isCbor) throws IOException {
    var faults = new Faults();
    MergeRequest request =
        isCbor
            ? cbor.read(body, MergeRequest.class, faults)
            : json.read(body, MergeRequest.class, faults);
    return required(request, faults);
  }

  private AttentionRequest request(InputStream body, boolean isCbor, Beside beside, Faults faults)
      throws IOException {
    AttentionRequest request =
        isCbor
            ? cbor.read(body, AttentionRequest.class, beside, faults)
            : json.read(body, AttentionRequest.class, beside, faults);
    if (request != null) {
      validator.check(request, faults);
    }
    return required(request, faults);
  }

  private static <T> T required(@Nullable T request, Faults faults) {
    faults.throwIfAny();
    if (request == null) {
      throw new IllegalStateException("nothing was read, and nothing was wrong");
    }
    return request;
  }

  /// Checks the changed request: what is wrong with it comes from the change.
  private void checkChanged(
      AttentionRequest other, WhatIfRequest.@Nullable Change change, Faults faults) {
    var found = new Faults();
    validator.check(other, found);
    for (Fault fault : found.kept()) {
      String pointer = change == null ? "/change" : opinions.origin(fault.pointer(), change);
      faults.add(pointer, fault.code(), fault.detail());
    }
    faults.throwIfAny();
  }
}
