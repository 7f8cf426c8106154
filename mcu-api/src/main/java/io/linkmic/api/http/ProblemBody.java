package io.linkmic.api.http;

import io.linkmic.contract.request.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of every problem, for the OpenAPI document; {@link Problem} writes it. */
@Schema(name = "Problem", description = "RFC 9457 problem details with a stable code.")
record ProblemBody(
    @Schema(description = "The status' own words.", requiredMode = Schema.RequiredMode.REQUIRED)
        String title,
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int status,
    @Schema(description = "One sentence for a person.", requiredMode = Schema.RequiredMode.REQUIRED)
        String detail,
    @Schema(description = "Stable, for programs.", requiredMode = Schema.RequiredMode.REQUIRED)
        String code,
    @Schema(description = "What is wrong with which field; with code invalid-request.")
        @Nullable List<FieldProblem> errors,
    @Schema(description = "Of the layout there is; with code stale-layout.")
        @Nullable Long sequence,
    @Schema(description = "The path of the request.") @Nullable String instance) {}
