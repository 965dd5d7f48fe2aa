package io.patchbay.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.patchbay.connector.description.Problem;
import java.util.List;

/// What every error answer says (platform-api.md, "Errors").
///
/// @param error       the kind, in capitals
/// @param description what is wrong and what to change
/// @param moreInfo    where it is documented
/// @param requestId   the answer's `X-Request-Id`, which the log carries too
/// @param problems    each field that is wrong, if there are fields to name
public record ErrorBody(
        int status,
        String error,
        String description,
        @JsonProperty("more_info") String moreInfo,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Problem> problems) {}
