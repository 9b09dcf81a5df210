package cloud.mows.backup.dashboards.problem;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What all of the API has in common, for its description. */
@OpenAPIDefinition(
        info = @Info(title = "MOWS Backup", version = "v1"),
        components =
                @Components(
                        responses =
                                @APIResponse(
                                        name = "Problem",
                                        description = "It was not done, and why",
                                        content =
                                                @Content(
                                                        mediaType = ProblemMapper.MEDIA_TYPE,
                                                        schema = @Schema(implementation = Problem.class)))))
final class Api {
    private Api() {}
}
