package io.patchbay.server.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/// Completes the API's description where a route says that it answers 304: the tag of what is there, and the header
/// that asks for more only if that has changed. Runs while the service is built.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 3)
public final class TagAnswers implements OASFilter {
    private static final String EXAMPLE = "\"NtVfeJQzdj5Cvb0mYDgwrA\"";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .filter(operation -> operation.getResponses().hasAPIResponse("304"))
                .forEach(TagAnswers::complete);
    }

    private static void complete(Operation operation) {
        for (String status : new String[] {"200", "304"}) {
            operation.getResponses().getAPIResponse(status).addHeader("ETag", tag());
        }
        operation.addParameter(OASFactory.createParameter()
                .name("If-None-Match")
                .in(Parameter.In.HEADER)
                .description(
                        "The `ETag` of what the caller has: if that is still so, the answer is 304 without a body.")
                .schema(text()));
    }

    private static Header tag() {
        return OASFactory.createHeader().description("Stands for the content.").schema(text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).addExample(EXAMPLE);
    }
}
